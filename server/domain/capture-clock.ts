// Whether the times that a page gives its frames can be true, by the server's own clock. Pure.

export interface CaptureClock {
  readonly openedAt: Date;
  /** When the present try at the step was shown. */
  readonly stepRevealedAt: Date;
  /** When the batch had arrived. */
  readonly receivedAt: Date;
  /** Of the frame before this batch; null when there is none. */
  readonly lastCapturedAtMs: number | null;
}

export const clockTolerances = {
  /** How much later than its arrival a frame may claim to be captured, ms. The page's clock begins after ours, so an honest
   *  claim is never later; this covers clocks that do not run alike (0.01 % of nine minutes is 54 ms) and ours being put
   *  right by a time server. An honest page is early by the whole way of the opening answer. Unmeasured on real networks. */
  aheadMs: 1500,
  /** How long before its step was revealed a frame may claim to be captured, ms. The page's clock begins when the answer
   *  that opened the capture arrived: one that was under way for longer than this makes every claim look too old, and a
   *  new capture is needed. No less, so that slow mobile networks pass. Unmeasured on real networks. */
  earlyMs: 15_000,
  /** Least time between two frames, ms. Phone cameras give at most 120 pictures a second (8.3 ms) to a page, and the page
   *  takes one in eight. */
  leastGapMs: 8,
} as const;

export const clockFaults = ['later-than-received', 'before-its-step', 'closer-than-a-camera'] as const;
export type ClockFault = (typeof clockFaults)[number];

/**
 * The first frame whose time cannot be true, with the reason; null when all can. `capturedAtMs`: the page's clock, which
 * begins when it got the answer that opened the capture: `openedAt + capturedAtMs` is never later than the true moment.
 * Promises nothing about frames that were captured earlier and are sent in real time.
 */
export function clockFaultIn(
  capturedAtMs: readonly number[],
  { openedAt, stepRevealedAt, receivedAt, lastCapturedAtMs }: CaptureClock,
): { readonly index: number; readonly fault: ClockFault } | null {
  const latestMs = receivedAt.getTime() - openedAt.getTime() + clockTolerances.aheadMs;
  const earliestMs = stepRevealedAt.getTime() - openedAt.getTime() - clockTolerances.earlyMs;
  let before = lastCapturedAtMs;
  for (const [index, at] of capturedAtMs.entries()) {
    if (at > latestMs) return { index, fault: 'later-than-received' };
    if (at < earliestMs) return { index, fault: 'before-its-step' };
    if (before !== null && at - before < clockTolerances.leastGapMs)
      return { index, fault: 'closer-than-a-camera' };
    before = at;
  }
  return null;
}
