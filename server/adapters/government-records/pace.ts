// Keeps questions to a provider as far apart as its published quota asks for.
import type { Delay } from '../../ports/clock.ts';
import type { Layer } from './around.ts';
import { trouble } from './provider-records.ts';

/** A question that would wait longer in the line is not put. */
const longestWaitMs = 2_000;

export interface PaceTools {
  /** Of the provider: questions a second. */
  readonly perSecond: number;
  /** Milliseconds that only ever go forward, unlike the time of day. */
  readonly elapsedMs: () => number;
  readonly delay: Delay;
}

/**
 * One after another, evenly: no burst. Each process keeps its own pace, so several together need a provider that grants
 * as many times the quota. Too long a line is `rate-limited`, at once and for nothing, with how long it is.
 */
export function createPace({ perSecond, elapsedMs, delay }: PaceTools): Layer {
  const gapMs = 1_000 / perSecond;
  let nextAt = -Infinity;
  return async (ask, signal) => {
    const now = elapsedMs();
    const waitMs = Math.ceil(Math.max(0, nextAt - now));
    if (waitMs > longestWaitMs) return trouble('rate-limited', null, waitMs, 'free');
    nextAt = Math.max(now, nextAt) + gapMs;
    if (waitMs > 0) await delay(waitMs, signal).catch(() => undefined);
    return signal.aborted ? trouble('timeout', null, null, 'free') : ask(signal);
  };
}
