// A clock that runs as the machine's does, and can be put forward.
import type { Clock } from '../../server/ports/clock.ts';

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
