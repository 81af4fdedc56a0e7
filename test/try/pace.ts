// The time that a capture takes place in: frames are sent no sooner than a camera has them.
import { setTimeout as pause } from 'node:timers/promises';

export interface Pace {
  /** Monotonic, ms. */
  readonly nowMs: () => number;
  /** Comes back when it is that late, at once when it is already. */
  readonly until: (ms: number) => Promise<void>;
}

/** The only one that a running server takes: it holds the frames to its own clock. */
export const realPace: Pace = {
  nowMs: () => performance.now(),
  async until(ms) {
    const leftMs = ms - performance.now();
    if (leftMs > 0) await pause(leftMs);
  },
};
