// A clock that runs as the machine's does, and can be put forward.
import type { Clock } from '../../server/ports/clock.ts';
import type { Pace } from '../try/pace.ts';

export interface AdjustableClock extends Clock {
  /** From now on, this much later (or earlier) than the machine's clock. */
  putForward(ms: number): void;
  putRight(): void;
}

export function createAdjustableClock(): AdjustableClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    putForward: (ms) => {
      offsetMs += ms;
    },
    putRight: () => {
      offsetMs = 0;
    },
  };
}

/** A capture that takes no time: the system's clock is put forward by what it would have taken. */
export function paceOf(clock: AdjustableClock): Pace {
  const nowMs = (): number => clock.now().getTime();
  return {
    nowMs,
    async until(ms) {
      clock.putForward(Math.max(0, ms - nowMs()));
    },
  };
}
