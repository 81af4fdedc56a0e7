// Asks whether a service is there, seldom and not for long: whoever wants to know often costs it little.
import type { Clock } from '../../ports/clock.ts';

export interface Seldom {
  readonly clock: Clock;
  readonly withinMs?: number;
  /** How long an answer holds, either way. */
  readonly keepMs?: number;
}

const usualWithinMs = 1000;
const usualKeepMs = 3000;

/** No answer in time, and a failure, are no. Who asks at the same time shares the question. */
export function askSeldom(
  ask: (signal: AbortSignal) => Promise<boolean>,
  { clock, withinMs = usualWithinMs, keepMs = usualKeepMs }: Seldom,
): () => Promise<boolean> {
  let known: { readonly isThere: boolean; readonly until: number } | null = null;
  let asking: Promise<boolean> | null = null;

  async function askNow(): Promise<boolean> {
    const signal = AbortSignal.timeout(withinMs);
    const tooLate = new Promise<boolean>((resolve) => {
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    const isThere = await Promise.race([ask(signal).catch(() => false), tooLate]);
    known = { isThere, until: clock.now().getTime() + keepMs };
    asking = null;
    return isThere;
  }

  return async () => {
    if (known !== null && clock.now().getTime() < known.until) return known.isThere;
    return (asking ??= askNow());
  };
}
