// What evidence allows to be claimed: bounds on the false admit rate, overall and by group, and what the next claim takes.
import {
  errorRate,
  lowerBound95,
  trialsToClaimDespite,
  upperBound95,
  type ErrorRate,
} from '../domain/binomial-bound.ts';
import type { Machine } from '../domain/gate-change.ts';
import { recommended } from '../domain/shadow-case.ts';
import { falseAdmitsIn, grouped, matrixOf, type Evidence, type FalseAdmits, type Matrix } from './shadow.ts';

/** Rates that people speak of, loosest first. */
export const claimLadder = [0.1, 0.05, 0.01, 0.001, 0.0001] as const;

export interface Claim {
  /** The strictest rate of the ladder that the evidence shows; null: none. */
  readonly shown: number | null;
  /** The next stricter one, with the refusals it still takes when no more false admit comes; null after the last. */
  readonly next: { readonly rate: number; readonly moreRefusals: number } | null;
}

export function claimOf({ errors, trials }: FalseAdmits): Claim {
  const upper95 = upperBound95(errors, trials);
  const next = claimLadder.find((rate) => upper95 > rate);
  return {
    shown: claimLadder.findLast((rate) => upper95 <= rate) ?? null,
    next: next === undefined ? null : { rate: next, moreRefusals: refusalsMissing({ errors, trials }, next) },
  };
}

/** How many more refusals without a false admit show a rate of at most this one; 0 when it is shown. */
export function refusalsMissing({ errors, trials }: FalseAdmits, rate: number): number {
  if (trials > 0 && upperBound95(errors, trials) <= rate) return 0;
  return trialsToClaimDespite(errors, rate) - trials;
}

export const groupings = [
  'subjectKind',
  'language',
  'documentType',
  'record',
  'registry',
  'policyVersion',
  'engine',
] as const;
export type Grouping = (typeof groupings)[number];

export interface GroupFigures {
  readonly by: Grouping;
  /** Null: none was configured. */
  readonly value: string | null;
  readonly matrix: Matrix;
  readonly falseAdmits: ErrorRate;
}

const machineParts = {
  record: ({ judgedBy }: Machine) => judgedBy.record,
  registry: ({ judgedBy }: Machine) => judgedBy.registry,
  policyVersion: ({ policyVersion }: Machine) => policyVersion,
  engine: ({ judgedBy }: Machine) => judgedBy.engine,
} as const;

const add = (a: Matrix, b: Matrix): Matrix =>
  Object.fromEntries(
    recommended.map((row) => [
      row,
      {
        admit: a[row].admit + b[row].admit,
        resubmit: a[row].resubmit + b[row].resubmit,
        refuse: a[row].refuse + b[row].refuse,
        overturned: a[row].overturned + b[row].overturned,
      },
    ]),
  ) as Record<keyof Matrix, Matrix['admit']>;

function figuresOf(by: Grouping, value: string | null, matrix: Matrix): GroupFigures {
  const { errors, trials } = falseAdmitsIn(matrix);
  return { by, value, matrix, falseAdmits: errorRate(errors, trials) };
}

function byCell(
  evidence: Evidence,
  by: 'subjectKind' | 'language' | 'documentType',
): readonly GroupFigures[] {
  const groups = grouped(evidence.cells, (cell) => cell[by]);
  return [...groups].map(([value, cells]) => figuresOf(by, value, matrixOf(cells)));
}

/** What decides today and what decided before are told apart here alone; the claim is about today's. */
function byMachine(evidence: Evidence, by: keyof typeof machineParts): readonly GroupFigures[] {
  const all = [{ ...evidence, matrix: matrixOf(evidence.cells) }, ...evidence.elsewhere];
  const groups = grouped(all, machineParts[by]);
  return [...groups].map(([value, alike]) =>
    figuresOf(by, value, alike.map(({ matrix }) => matrix).reduce(add)),
  );
}

export function groupFigures(evidence: Evidence): readonly GroupFigures[] {
  return groupings.flatMap((by) =>
    by === 'subjectKind' || by === 'language' || by === 'documentType'
      ? byCell(evidence, by)
      : byMachine(evidence, by),
  );
}

/**
 * Groups of applicants for which the evidence shows (95 %) that the machine is worse than the bound, however good it is
 * for all together.
 */
export function groupsBeyond(evidence: Evidence, bound: number): readonly GroupFigures[] {
  const ofApplicants = (['subjectKind', 'language', 'documentType'] as const).flatMap((by) =>
    byCell(evidence, by),
  );
  return ofApplicants.filter(
    ({ falseAdmits: { errors, trials } }) => errors > 0 && lowerBound95(errors, trials) > bound,
  );
}

export interface OverallFigures {
  readonly cases: number;
  readonly matrix: Matrix;
  readonly falseAdmits: ErrorRate;
  /** Of those whom people admitted: who would have had to wait for a person all the same. */
  readonly heldBack: ErrorRate;
  /** Of those whom the machine would admit or refuse or ask again: where people did something else. */
  readonly disagreement: ErrorRate;
}

export function overallFigures(evidence: Evidence): OverallFigures {
  const matrix = matrixOf(evidence.cells);
  const cases = evidence.cells.reduce((sum, cell) => sum + cell.cases, 0);
  const { errors, trials } = evidence.falseAdmits;
  const admitted = recommended.reduce((sum, row) => sum + matrix[row].admit, 0);
  const saidSomething = recommended
    .filter((row) => row !== 'review')
    .flatMap((row) => Object.values(matrix[row]))
    .reduce((sum, count) => sum + count, 0);
  const agreed = matrix.admit.admit + matrix.refuse.refuse + matrix.resubmit.resubmit;
  return {
    cases,
    matrix,
    falseAdmits: errorRate(errors, trials),
    heldBack: errorRate(admitted - matrix.admit.admit, admitted),
    disagreement: errorRate(saidSomething - agreed, saidSomething),
  };
}
