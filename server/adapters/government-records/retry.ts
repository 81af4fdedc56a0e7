// Asks again, after a little while, where the service was in trouble and the question is known to have cost nothing.
import type { Delay } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import type { Layer } from './around.ts';
import { trouble, type Said, type Trouble } from './provider-records.ts';

/** The first question counts as one. */
const mostTries = 3;
/** Before the second try at most so long; twice that before the third. */
const firstPauseMs = 400;
/** A service that wants more patience than this is not asked again while an applicant waits. */
const longestPauseMs = 2_000;

/** Whether a moment later may be another matter. */
const passes: Record<Unavailable['why'], boolean> = {
  timeout: false, // there is no time left
  'rate-limited': true,
  'daily-limit': false,
  maintenance: true,
  unreachable: true,
  'bad-answer': false,
  refused: false,
  'not-authorised': false,
  'clock-skew': false,
  unpaid: false,
};

export interface RetryTools {
  readonly delay: Delay;
  readonly random: Random;
  readonly onRetry: (what: { readonly trouble: Trouble; readonly pauseMs: number }) => void;
}

/** Null: not to be asked again. What is billed, or may be, never is: `unstated` counts as billed. */
function pauseAfter(answer: Said | Trouble, tries: number, random: Random): number | null {
  if (answer.answer === 'said' || tries >= mostTries) return null;
  if (!passes[answer.why] || answer.billing !== 'free') return null;
  // anywhere within the pause, so that many who failed together do not come back together
  const pauseMs = (answer.retryAfterMs ?? 0) + 1 + random.int(firstPauseMs * 2 ** (tries - 1));
  return pauseMs > longestPauseMs ? null : pauseMs;
}

/** Ends with the signal, also in a pause. */
export function createRetry({ delay, random, onRetry }: RetryTools): Layer {
  return async (ask, signal) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(signal);
      const pauseMs = pauseAfter(answer, tries, random);
      if (pauseMs === null || answer.answer === 'said') return answer;
      onRetry({ trouble: answer, pauseMs });
      await delay(pauseMs, signal).catch(() => undefined);
      if (signal.aborted) return trouble('timeout');
    }
  };
}
