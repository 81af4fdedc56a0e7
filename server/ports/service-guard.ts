// Stands between us and a service that is asked over the network, so that its trouble stays its own.
import type { Unavailable } from './unavailable.ts';

/** `closed`: questions pass. `open`: none does. `half-open`: one is let through to see how the service is. */
export const guardStates = ['closed', 'open', 'half-open'] as const;
export type GuardState = (typeof guardStates)[number];

export interface GuardStanding {
  readonly state: GuardState;
  readonly since: Date;
  /** What tripped it last; null when nothing did yet. */
  readonly why: Unavailable['why'] | null;
  /** While open: when the next question is let through. */
  readonly retryAt: Date | null;
}

export type HeldBack = Unavailable & { readonly isHeldBack: true };

export interface ServiceGuard {
  /**
   * Asks the service by `question`, at most so many at once; who comes when it is full waits in a line of bounded length.
   * Answers what the question answers, or as soon as the signal is aborted.
   * Keeps the question back (service failing of late, line too long): answers so at once, with how long to wait.
   * Keeps how the newest questions went, in this process.
   */
  ask<Answer extends object>(
    question: (signal: AbortSignal) => Promise<Answer>,
    /** What the answer says against the service; null: nothing, whatever it says of the person. */
    faultOf: (answer: Answer) => Unavailable['why'] | null,
    signal: AbortSignal,
  ): Promise<Answer | HeldBack>;
  standing(): GuardStanding;
}
