// What the machine recommended beside what people decided without knowing it: the evidence, as counts alone.
import { isSameMachine, type Machine } from '../domain/gate-change.ts';
import {
  recommended,
  verdicts,
  watchedDistances,
  type Recommended,
  type ShadowCell,
  type ShadowStanding,
  type Verdict,
  type WatchedDistance,
} from '../domain/shadow-case.ts';

/** Cases by what was recommended, then by what people decided. */
export type Matrix = Readonly<Record<Recommended, Readonly<Record<Verdict, number>>>>;

/** `errors`: what people refused and the machine would have admitted. `trials`: what people refused. */
export interface FalseAdmits {
  readonly errors: number;
  readonly trials: number;
}

export type EvidenceCell = Omit<ShadowCell, keyof Machine>;

/** Everything that two people are shown before they go live. Whole numbers only, so that its hash is the same anywhere. */
export interface Evidence extends Machine {
  readonly version: 1;
  /** The newest entry of the audit trail that was looked at: the same entry, the same evidence, whoever asks and when. */
  readonly throughSeq: number;
  readonly falseAdmits: FalseAdmits;
  /** Cases that were recommended by this very policy, with this engine and these records. The claim is about these alone. */
  readonly cells: readonly EvidenceCell[];
  /** What others made of it: not part of any claim. */
  readonly elsewhere: readonly (Machine & { readonly matrix: Matrix })[];
  /** Verdicts that do not count, by why. */
  readonly leftOut: Readonly<Partial<Record<ShadowStanding, number>>>;
  /** How many cases lie in each bin of `distanceBinWidth`, from 0 on. */
  readonly distances: Readonly<Record<WatchedDistance, readonly number[]>>;
}

export const distanceBinWidth = 0.02;
/** The last bin takes everything beyond. Distances of embeddings seldom reach 1.4. */
export const distanceBins = 80;

export interface Counted {
  readonly cells: readonly ShadowCell[];
  readonly leftOut: Evidence['leftOut'];
  readonly distances: readonly (Machine & {
    readonly of: WatchedDistance;
    readonly bin: number;
    readonly cases: number;
  })[];
}

export function matrixOf(cells: readonly Pick<ShadowCell, 'recommended' | 'verdict' | 'cases'>[]): Matrix {
  const count = (row: Recommended, column: Verdict): number =>
    cells
      .filter((cell) => cell.recommended === row && cell.verdict === column)
      .reduce((sum, { cases }) => sum + cases, 0);
  const rowOf = (row: Recommended) =>
    Object.fromEntries(verdicts.map((column) => [column, count(row, column)])) as Record<Verdict, number>;
  return Object.fromEntries(recommended.map((row) => [row, rowOf(row)])) as Record<
    Recommended,
    Record<Verdict, number>
  >;
}

/**
 * A case that was refused at first and let in after an appeal speaks against the machine where it would have admitted,
 * and is no trial in its favour where it would not: people were of two minds, so the doubt is not the machine's to gain.
 */
export function falseAdmitsIn(matrix: Matrix): FalseAdmits {
  const { refuse, overturned } = matrix.admit;
  const refused = recommended.reduce((sum, row) => sum + matrix[row].refuse, 0);
  return { errors: refuse + overturned, trials: refused + overturned };
}

/** In the order in which the keys first come. */
export function grouped<T, Key>(
  items: readonly T[],
  keyOf: (item: T) => Key,
): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const placeIn = (cell: EvidenceCell): string =>
  [cell.subjectKind, cell.language, cell.documentType, cell.recommended, cell.verdict].join(' ');

const nameOf = ({ policyVersion, judgedBy: { engine, record, registry } }: Machine): string =>
  JSON.stringify([policyVersion, engine, record, registry]);

function ownCells(cells: readonly ShadowCell[], machine: Machine): readonly EvidenceCell[] {
  return cells
    .filter((cell) => isSameMachine(cell, machine))
    .map(({ recommended: row, verdict, subjectKind, language, documentType, cases }) => ({
      recommended: row,
      verdict,
      subjectKind,
      language,
      documentType,
      cases,
    }))
    .sort((a, b) => (placeIn(a) < placeIn(b) ? -1 : 1));
}

function cellsElsewhere(cells: readonly ShadowCell[], machine: Machine): Evidence['elsewhere'] {
  const others = grouped(
    cells.filter((cell) => !isSameMachine(cell, machine)),
    nameOf,
  );
  return [...others]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, alike]) => {
      const [first] = alike;
      if (first === undefined) return [];
      const { policyVersion, judgedBy } = first;
      return [{ policyVersion, judgedBy, matrix: matrixOf(alike) }];
    });
}

/** Counts per bin, without empty bins at the end. */
function binned(distances: Counted['distances'], machine: Machine, of: WatchedDistance): readonly number[] {
  const counts = new Array<number>(distanceBins).fill(0);
  for (const one of distances) {
    if (one.of !== of || !isSameMachine(one, machine)) continue;
    const bin = Math.min(distanceBins - 1, Math.max(0, one.bin));
    counts[bin] = (counts[bin] ?? 0) + one.cases;
  }
  return counts.slice(0, 1 + counts.findLastIndex((count) => count > 0));
}

/** The evidence about this machine, up to an entry of the trail. The same counts always give the same evidence. */
export function evidenceFrom(counted: Counted, machine: Machine, throughSeq: number): Evidence {
  const cells = ownCells(counted.cells, machine);
  const { policyVersion, judgedBy } = machine;
  return {
    version: 1,
    throughSeq,
    policyVersion,
    judgedBy,
    falseAdmits: falseAdmitsIn(matrixOf(cells)),
    cells,
    elsewhere: cellsElsewhere(counted.cells, machine),
    leftOut: counted.leftOut,
    distances: Object.fromEntries(
      watchedDistances.map((of) => [of, binned(counted.distances, machine, of)]),
    ) as Evidence['distances'],
  };
}
