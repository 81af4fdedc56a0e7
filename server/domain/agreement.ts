// How far two judges of the same cases agree, beyond what chance alone would give them.
import { bounds95, type Bounds } from './binomial-bound.ts';

/** One case that both judged; the order of the two is kept: first and second reviewer, person and machine. */
export interface JudgedPair<Category extends string> {
  readonly first: Category;
  readonly second: Category;
}

export interface Kappa extends Bounds {
  /** 1: always together; 0: no more often than chance; below 0: less often. */
  readonly value: number;
}

export interface Agreement<Category extends string> {
  readonly pairs: number;
  readonly agreed: number;
  /** 0..1 with its exact bounds, 95 % two-sided; null when nothing was judged twice. */
  readonly share: ({ readonly value: number } & Bounds) | null;
  /** Null where it says nothing: fewer than `leastPairs`, or one judge and the other knew a single category only. */
  readonly kappa: Kappa | null;
  /** How often the first said this and the second that. */
  readonly counts: Readonly<Record<Category, Readonly<Record<Category, number>>>>;
}

/** Below this many pairs the interval of kappa spans most of its range, and a number would only mislead. */
export const leastPairs = 20;

/** 97.5th percentile of the standard normal distribution. */
const z95 = 1.959963984540054;

type Table = readonly (readonly number[])[];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function tableOf<Category extends string>(
  pairs: readonly JudgedPair<Category>[],
  categories: readonly Category[],
): Table {
  return categories.map((row) =>
    categories.map(
      (column) => pairs.filter(({ first, second }) => first === row && second === column).length,
    ),
  );
}

interface Shares {
  readonly trials: number;
  /** Share of all cases in each cell. */
  readonly cells: Table;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly observed: number;
  /** Agreement of two judges who use the categories as often as these, but without looking. */
  readonly byChance: number;
}

function sharesOf(table: Table): Shares {
  const trials = sum(table.map(sum));
  const cells = table.map((row) => row.map((count) => count / trials));
  const rows = cells.map(sum);
  const columns = rows.map((_, j) => sum(cells.map((row) => row[j] ?? 0)));
  return {
    trials,
    cells,
    rows,
    columns,
    observed: sum(cells.map((row, i) => row[i] ?? 0)),
    byChance: sum(rows.map((row, i) => row * (columns[i] ?? 0))),
  };
}

/** Fleiss, Cohen and Everitt (1969), for any kappa; 0 when the two always agreed, however few the cases. */
export function standardError(table: Table): number {
  const { trials, cells, rows, columns, observed, byChance } = sharesOf(table);
  const kappa = (observed - byChance) / (1 - byChance);
  const at = (values: readonly number[], i: number): number => values[i] ?? 0;
  const diagonal = sum(
    cells.map((row, i) => at(row, i) * (1 - (at(rows, i) + at(columns, i)) * (1 - kappa)) ** 2),
  );
  const beside = sum(
    cells.flatMap((row, i) =>
      row.map((cell, j) => (i === j ? 0 : cell * (at(columns, i) + at(rows, j)) ** 2)),
    ),
  );
  const variance = diagonal + (1 - kappa) ** 2 * beside - (kappa - byChance * (1 - kappa)) ** 2;
  return Math.sqrt(Math.max(0, variance)) / ((1 - byChance) * Math.sqrt(trials));
}

/**
 * Cohen's kappa of a square table of counts. No exact interval is known for it. Given is the wider, on each side, of two:
 * the large-sample one by `standardError`, which is too narrow for few cases and nothing at all for perfect agreement,
 * and the exact one of the observed agreement, carried over with chance agreement as it was seen.
 * How often it holds what it promises is measured in docs/decisions/0021.
 */
export function cohensKappa(table: Table): Kappa | null {
  const { trials, observed, byChance } = sharesOf(table);
  if (!(byChance < 1)) return null; // nothing judged, or one category alone
  const beyondChance = (agreement: number): number => (agreement - byChance) / (1 - byChance);
  const value = beyondChance(observed);
  const reach = z95 * standardError(table);
  const exact = bounds95(Math.round(observed * trials), trials);
  return {
    value,
    lower95: Math.max(-1, Math.min(value - reach, beyondChance(exact.lower95))),
    upper95: Math.min(1, Math.max(value + reach, beyondChance(exact.upper95))),
  };
}

/** Bounds hold for cases that do not depend on each other; those of one reviewer share that reviewer. */
export function agreementOf<Category extends string>(
  pairs: readonly JudgedPair<Category>[],
  categories: readonly Category[],
): Agreement<Category> {
  const table = tableOf(pairs, categories);
  const agreed = pairs.filter(({ first, second }) => first === second).length;
  const counts = Object.fromEntries(
    categories.map((row, i) => [
      row,
      Object.fromEntries(categories.map((column, j) => [column, table[i]?.[j] ?? 0])),
    ]),
  ) as Agreement<Category>['counts'];
  return {
    pairs: pairs.length,
    agreed,
    share: pairs.length === 0 ? null : { value: agreed / pairs.length, ...bounds95(agreed, pairs.length) },
    kappa: pairs.length < leastPairs ? null : cohensKappa(table),
    counts,
  };
}
