// Checks that wait for a service which could not be asked: on disk, so that no process's death makes anybody forget them.
import type { ApplicationId } from '../domain/application.ts';
import type { CheckName } from '../domain/check.ts';

/** Of a question that is out, too, should its process die: then `askAgainAt` is `since`. */
export interface CheckWait {
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly check: CheckName;
  readonly since: Date;
  /** Put so far, in vain; one that is out counts. */
  readonly questions: number;
  readonly askAgainAt: Date;
}

export interface CheckWaits {
  /** The waits of one round. */
  of(applicationId: ApplicationId, round: number): Promise<readonly CheckWait[]>;
  /** Begins a wait, or puts off the one there is. */
  put(wait: CheckWait): Promise<void>;
  /** Answers whether there was one. */
  end(applicationId: ApplicationId, round: number, check: CheckName): Promise<boolean>;
  /** Applications that are being checked, with a wait whose time has come; the longest first. */
  due(now: Date, limit: number): Promise<readonly { applicationId: ApplicationId; round: number }[]>;
  /** How many applications wait now, and the oldest wait's beginning; null without one. */
  tally(): Promise<{ readonly applications: number; readonly since: Date | null }>;
  /** Those of applications that are not being checked any more, in that round. */
  forgetEnded(): Promise<void>;
}
