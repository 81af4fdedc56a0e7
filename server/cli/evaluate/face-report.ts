// What an evaluation says, from the pairs and what was seen in their files. Names no file.
import { errorRate, upperBound95, type ErrorRate } from '../../domain/binomial-bound.ts';
import {
  countDisjoint,
  equalErrorRate,
  errorsAt,
  histogram,
  matchCurve,
  thinned,
  thresholdForFmr,
  type CurvePoint,
  type Distances,
  type ErrorsAt,
} from '../../domain/match-statistics.ts';
import type { Policy } from '../../gate/policy.ts';
import { comparePairs, type Compared, type FilePair, type LeftOut } from './compare-pairs.ts';
import { purpose, type Acquired } from './embed-files.ts';

export interface RatesAt {
  readonly threshold: number;
  readonly falseMatches: number;
  readonly fmr: number | null; // null without different pairs
  readonly fmrUpper95: number;
  readonly falseNonMatches: number;
  readonly fnmr: number | null; // null without same pairs
  readonly fnmrUpper95: number;
}

export interface GroupReport {
  readonly pairs: { readonly same: number; readonly different: number };
  readonly failureToAcquire: number | null;
  readonly failureToAcquireUpper95: number;
  readonly eer: number | null;
  readonly eerThreshold: number | null;
  readonly atPolicy: RatesAt;
  readonly atUnclear: RatesAt;
}

export type FaceReport = GroupReport &
  Readonly<{
    engine: string;
    purpose: typeof purpose;
    policyVersion: string;
    files: Readonly<Record<'listed' | 'embedded' | 'noFace' | 'unreadable' | 'missing', number>>;
    leftOut: LeftOut;
    /** Pairs of which no two share a photo: nearer to independent trials. */
    disjointPairs: { same: number; different: number; fmrUpper95IfNoError: number };
    distances: { largestSame: number | null; smallestDifferent: number | null };
    thresholdsForFmr: readonly {
      wantedFmr: number;
      neededDifferentPairs: number;
      threshold: number | null;
      rates: RatesAt | null;
      why: string | null; // a sentence when there is no threshold
    }[];
    byGroup: Readonly<Record<string, GroupReport>>;
    curve: readonly CurvePoint[];
    histogram: { binWidth: number; same: readonly number[]; different: readonly number[] };
  }>;

export const wantedFmrs = [1e-2, 1e-3, 1e-4] as const;
const mostCurvePoints = 2000;
const binWidth = 0.02;
const bins = 60; // up to a distance of 1.2; embeddings of different people seldom lie farther apart

const ratesAt = ({ threshold, falseMatch, falseNonMatch }: ErrorsAt): RatesAt => ({
  threshold,
  falseMatches: falseMatch.errors,
  fmr: falseMatch.rate,
  fmrUpper95: falseMatch.upper95,
  falseNonMatches: falseNonMatch.errors,
  fnmr: falseNonMatch.rate,
  fnmrUpper95: falseNonMatch.upper95,
});

const distancesOf = (compared: readonly Compared[]): Distances => ({
  same: compared.filter(({ same }) => same).map(({ distance }) => distance),
  different: compared.filter(({ same }) => !same).map(({ distance }) => distance),
});

/** Share of the files that are there in which no face could be found to describe. */
function failureToAcquire(pairs: readonly FilePair[], acquired: ReadonlyMap<string, Acquired>): ErrorRate {
  const kinds = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].map((path) => acquired.get(path)?.kind);
  const there = kinds.filter((kind) => kind !== undefined && kind !== 'missing');
  return errorRate(there.filter((kind) => kind !== 'embedded').length, there.length);
}

function measure(distances: Distances, acquisition: ErrorRate, limits: Policy['limits']): GroupReport {
  const eer = equalErrorRate(matchCurve(distances));
  return {
    pairs: { same: distances.same.length, different: distances.different.length },
    failureToAcquire: acquisition.rate,
    failureToAcquireUpper95: acquisition.upper95,
    eer: eer?.rate ?? null,
    eerThreshold: eer?.threshold ?? null,
    atPolicy: ratesAt(errorsAt(distances, limits.sameFaceDistance)),
    atUnclear: ratesAt(errorsAt(distances, limits.unclearFaceDistance)),
  };
}

function thresholds(distances: Distances): FaceReport['thresholdsForFmr'] {
  const count = distances.different.length;
  return wantedFmrs.map((wanted) => {
    const { at, neededDifferentPairs } = thresholdForFmr(distances, wanted);
    const tooFew = `${count} different ${count === 1 ? 'pair is' : 'pairs are'} too few: it takes ${neededDifferentPairs} without a false match.`;
    const none = 'No threshold keeps false matches that rare on these pairs.';
    return {
      wantedFmr: wanted,
      neededDifferentPairs,
      threshold: at?.threshold ?? null,
      rates: at === null ? null : ratesAt(at),
      why: at !== null ? null : count < neededDifferentPairs ? tooFew : none,
    };
  });
}

/** Same pairs first by group name; empty when no pair names a group. */
function byGroup(
  pairs: readonly FilePair[],
  compared: readonly Compared[],
  measureOf: (pairs: readonly FilePair[], compared: readonly Compared[]) => GroupReport,
): FaceReport['byGroup'] {
  if (pairs.every(({ group }) => group === null)) return {};
  const nameOf = ({ group }: FilePair): string => group ?? 'no group';
  const names = [...new Set(pairs.map(nameOf))].sort();
  const ofGroup = <T extends FilePair>(list: readonly T[], name: string): readonly T[] =>
    list.filter((pair) => nameOf(pair) === name);
  return Object.fromEntries(
    names.map((name) => [name, measureOf(ofGroup(pairs, name), ofGroup(compared, name))]),
  );
}

export function makeFaceReport(
  pairs: readonly FilePair[],
  acquired: ReadonlyMap<string, Acquired>,
  { engine, policy }: { engine: string; policy: Policy },
): FaceReport {
  const { compared, leftOut } = comparePairs(pairs, acquired);
  const distances = distancesOf(compared);
  const measureOf = (some: readonly FilePair[], someCompared: readonly Compared[]): GroupReport =>
    measure(distancesOf(someCompared), failureToAcquire(some, acquired), policy.limits);
  const count = (kind: Acquired['kind']): number =>
    [...acquired.values()].filter((one) => one.kind === kind).length;
  const disjointDifferent = countDisjoint(compared.filter(({ same }) => !same));
  return {
    engine,
    purpose,
    policyVersion: policy.version,
    files: {
      listed: acquired.size,
      embedded: count('embedded'),
      noFace: count('no-face'),
      unreadable: count('unreadable'),
      missing: count('missing'),
    },
    ...measureOf(pairs, compared),
    leftOut,
    disjointPairs: {
      same: countDisjoint(compared.filter(({ same }) => same)),
      different: disjointDifferent,
      fmrUpper95IfNoError: upperBound95(0, disjointDifferent),
    },
    distances: {
      largestSame: distances.same.reduce<number | null>((most, one) => Math.max(most ?? 0, one), null),
      smallestDifferent: distances.different.reduce<number | null>(
        (least, one) => Math.min(least ?? one, one),
        null,
      ),
    },
    thresholdsForFmr: thresholds(distances),
    byGroup: byGroup(pairs, compared, measureOf),
    curve: thinned(matchCurve(distances), mostCurvePoints),
    histogram: {
      binWidth,
      same: histogram(distances.same, binWidth, bins),
      different: histogram(distances.different, binWidth, bins),
    },
  };
}
