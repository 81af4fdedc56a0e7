// What all processes together know of the services that are asked over the network: no word about anybody asked about.
import type { GuardStanding } from './service-guard.ts';

/** `held-back` in place of an answer: not asked at all. */
export const heldBackOutcome = 'held-back';

export interface ServiceQuestion {
  readonly service: string;
  /** `agrees`, `mismatch`, `found`, `capture`, `unavailable/timeout`, `held-back`, … */
  readonly outcome: string;
  readonly tookMs: number;
  readonly at: Date;
}

/** Added up over the whole time asked for. */
export interface ServiceCount {
  readonly service: string;
  readonly outcome: string;
  /** Lower end of the step of time, of `latencySteps`. */
  readonly fromMs: number;
  readonly questions: number;
}

export interface GuardRow extends GuardStanding {
  readonly service: string;
  /** Host and process id. */
  readonly process: string;
  readonly seenAt: Date;
}

export interface ServiceFigures {
  /** Counts one; by the hour. */
  count(question: ServiceQuestion): Promise<void>;
  /** Of hours that began then or later. */
  counts(since: Date): Promise<readonly ServiceCount[]>;
  /** Puts the guard's row in place of what this process said before. */
  tell(row: GuardRow): Promise<void>;
  /** Of processes heard from since then, by service and process. */
  guards(seenSince: Date): Promise<readonly GuardRow[]>;
  /** What is older goes: hours, and processes that were not heard from. */
  forget(before: { readonly hours: Date; readonly seen: Date }): Promise<void>;
}
