// How long a decision took without the pauses, with which of many took suspiciously little or much. Pure.
import { bounds95, type Bounds } from './binomial-bound.ts';

/** What the trail says that a reviewer did in a case: only when. */
export interface Act {
  readonly at: Date;
}

/** Looking and thinking leave no trace, so a gap counts; but no longer than this. Unmeasured: a practised reviewer needs 90 s. */
export const longestThoughtMs = 5 * 60_000;
/** After a gap of this length the reviewer had left and came back: as long as a claim lasts. */
export const newSittingMs = 30 * 60_000;

/**
 * Time at work on a case, from opening it to deciding it. Gaps between acts count whole up to `longestThoughtMs`, as
 * that much up to `newSittingMs`, and beyond it not at all. Judged by the server's clock alone: nothing is measured in
 * the reviewer's browser.
 */
export function activeTimeMs(acts: readonly Act[], decidedAt: Date): number {
  const times = [...acts.map(({ at }) => at.getTime()), decidedAt.getTime()]
    .filter((at) => at <= decidedAt.getTime())
    .sort((a, b) => a - b);
  return times.reduce((total, at, i) => {
    const gapMs = at - (times[i - 1] ?? at);
    return total + (gapMs > newSittingMs ? 0 : Math.min(gapMs, longestThoughtMs));
  }, 0);
}

/** Fewer decisions than this have no usual time, and nothing is called unusual. */
export const leastDecisions = 20;

/**
 * Iglewicz and Hoaglin (1993): beyond 3.5 robust deviations, a value is a possible outlier. Of normal data without any,
 * about one of 2 000 lies beyond it; of few data some more.
 */
export const outlierLimit = 3.5;

/** The median absolute deviation times this estimates the standard deviation of normal data. */
const madToDeviation = 1.4826;

/** Deviations of log time below this (11 %) are no spread to measure by: most decisions then took the same time. */
const leastDeviation = 0.1;

export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}

/** Median with the median absolute deviation as an estimate of the standard deviation: outliers move neither. */
export function robustSpread(values: readonly number[]): { centre: number; deviation: number } {
  const centre = medianOf(values) ?? 0;
  const deviation = (medianOf(values.map((value) => Math.abs(value - centre))) ?? 0) * madToDeviation;
  return { centre, deviation };
}

export interface UsualTime {
  readonly medianMs: number;
  /** Shorter is too fast to have looked. */
  readonly tooFastBelowMs: number;
  /** Longer is worth asking about: the case, the page or the person may need help. */
  readonly tooSlowAboveMs: number;
}

/** By the logarithm, because times multiply: twice as long is as far from usual as half as long. Null for too few. */
export function usualTimeOf(timesMs: readonly number[]): UsualTime | null {
  if (timesMs.length < leastDecisions) return null;
  const { centre, deviation } = robustSpread(timesMs.map(logOf));
  const reach = outlierLimit * Math.max(deviation, leastDeviation);
  return {
    medianMs: Math.exp(centre),
    tooFastBelowMs: Math.exp(centre - reach),
    tooSlowAboveMs: Math.exp(centre + reach),
  };
}

/** A decision takes a second at least; less is the clock's grain. */
const logOf = (timeMs: number): number => Math.log(Math.max(timeMs, 1000));

export type Pace = 'usual' | 'too-fast' | 'too-slow';

export function paceOf(timeMs: number, usual: UsualTime): Pace {
  if (Math.max(timeMs, 1000) < usual.tooFastBelowMs) return 'too-fast';
  return timeMs > usual.tooSlowAboveMs ? 'too-slow' : 'usual';
}

export interface Share extends Bounds {
  readonly count: number;
  readonly of: number;
  readonly value: number;
}

/** A part of a whole with its exact bounds, 95 %; null of nothing. */
export function shareOf(count: number, of: number): Share | null {
  return of === 0 ? null : { count, of, value: count / of, ...bounds95(count, of) };
}
