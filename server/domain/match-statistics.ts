// What labelled pairs of faces say about error rates over thresholds. A pair matches when its distance is at most the threshold.
import { errorRate, errorsAllowed, trialsToClaim, type ErrorRate } from './binomial-bound.ts';

/** Distances of compared pairs, in any order; lower is more alike. */
export interface Distances {
  readonly same: readonly number[];
  readonly different: readonly number[];
}

export interface CurvePoint {
  readonly threshold: number;
  readonly fmr: number; // 0..1, share of different pairs at or below the threshold
  readonly fnmr: number; // 0..1, share of same pairs above it
}

export interface ErrorsAt {
  readonly threshold: number;
  readonly falseMatch: ErrorRate;
  readonly falseNonMatch: ErrorRate;
}

export interface ThresholdForFmr {
  readonly wantedFmr: number;
  readonly neededDifferentPairs: number; // with no false match among them
  /** The largest measured distance at which the *bound* on the FMR is at most the wanted one; null: cannot be told. */
  readonly at: ErrorsAt | null;
}

const ascending = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b);

/** How many of the sorted numbers are at most the limit. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function errorsAt(distances: Distances, threshold: number): ErrorsAt {
  const upTo = (list: readonly number[]): number => list.filter((one) => one <= threshold).length;
  const { same, different } = distances;
  return {
    threshold,
    falseMatch: errorRate(upTo(different), different.length),
    falseNonMatch: errorRate(same.length - upTo(same), same.length),
  };
}

/** One point for 0 and one for each distinct distance, ascending; empty unless there are pairs of both kinds. */
export function matchCurve(distances: Distances): readonly CurvePoint[] {
  const [same, different] = [ascending(distances.same), ascending(distances.different)];
  if (same.length === 0 || different.length === 0) return [];
  return ascending([...new Set([0, ...same, ...different])]).map((threshold) => ({
    threshold,
    fmr: countUpTo(different, threshold) / different.length,
    fnmr: (same.length - countUpTo(same, threshold)) / same.length,
  }));
}

/** Where both rates are equal, on the straight line between the two measured points around it; null without a curve. */
export function equalErrorRate(
  curve: readonly CurvePoint[],
): { readonly rate: number; readonly threshold: number } | null {
  const after = curve.findIndex(({ fmr, fnmr }) => fmr >= fnmr);
  const [b, a] = [curve[after], curve[after - 1]];
  if (b === undefined) return null;
  if (a === undefined) return { rate: (b.fmr + b.fnmr) / 2, threshold: b.threshold };
  const [before, beyond] = [a.fnmr - a.fmr, b.fmr - b.fnmr]; // both >= 0, the first above it
  const share = before / (before + beyond);
  return {
    rate: a.fmr + share * (b.fmr - a.fmr),
    threshold: a.threshold + share * (b.threshold - a.threshold),
  };
}

/** Chosen on the same pairs that it is measured on: to be confirmed on others before it is relied upon. */
export function thresholdForFmr(distances: Distances, wantedFmr: number): ThresholdForFmr {
  const answer = (at: ErrorsAt | null): ThresholdForFmr => ({
    wantedFmr,
    neededDifferentPairs: trialsToClaim(wantedFmr),
    at,
  });
  const different = ascending(distances.different);
  const allowed = errorsAllowed(wantedFmr, different.length);
  const firstTooMany = allowed === null ? undefined : different[allowed];
  if (firstTooMany === undefined) return answer(null);
  const below = [0, ...distances.same, ...different].filter((one) => one < firstTooMany);
  const threshold = below.reduce((largest, one) => Math.max(largest, one), -1);
  return answer(threshold < 0 ? null : errorsAt(distances, threshold));
}

/** Pairs of which no two share a photo, taken in order: a number of trials that are nearer to independent. */
export function countDisjoint(pairs: readonly { readonly a: string; readonly b: string }[]): number {
  const taken = new Set<string>();
  return pairs.filter(({ a, b }) => {
    if (taken.has(a) || taken.has(b)) return false;
    taken.add(a).add(b);
    return true;
  }).length;
}

/** At most so many points, evenly along the list, both ends among them. */
export function thinned<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  return Array.from(
    { length: most },
    (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))] as T,
  );
}

/** Pairs per bin of the given width; the last bin takes everything beyond. */
export function histogram(distances: readonly number[], width: number, bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const distance of distances) {
    const bin = Math.min(bins - 1, Math.floor(distance / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
