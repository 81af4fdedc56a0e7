// The time, as the rest of the program may know it.

export interface Clock {
  /**
   * Asks for the present moment.
   * Answers with a fresh `Date` each time. It may step back when the operator corrects the machine's clock.
   * Always can.
   * Keeps nothing.
   */
  now(): Date;
}

/**
 * Asks to wait.
 * Answers (with nothing) after at least `ms` milliseconds.
 * Cannot go on waiting once the signal is aborted: rejects with the signal's reason.
 * Keeps nothing: no timer outlives the promise.
 */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;
