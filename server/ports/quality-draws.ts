// What was drawn for settled submissions, and whom a case can be given to.
import type { ApplicationId } from '../domain/application.ts';

export interface SettledSubmission {
  readonly applicationId: ApplicationId;
  readonly round: number;
}

export interface QualityDrawRow extends SettledSubmission {
  readonly secondShare: number;
  readonly knownShare: number;
  readonly isSecond: boolean;
  readonly isKnown: boolean;
  readonly at: Date;
}

/** A decision whose time at work is not known yet. */
export interface UntimedDecision extends SettledSubmission {
  readonly decisionId: string;
  readonly reviewerId: string;
  readonly at: Date;
}

export interface QualityDraws {
  /** Settled by people, with a decision since the moment, and nothing drawn for them yet. */
  undrawn(since: Date, limit: number): Promise<readonly SettledSubmission[]>;
  /** Answers false when it was drawn before. */
  record(row: QualityDrawRow): Promise<boolean>;
  /** Drawn for a second review since the moment, and not given to anybody now. */
  ungiven(since: Date, limit: number): Promise<readonly SettledSubmission[]>;
  /** Who is on shift, or decided something since the moment. */
  atWork(since: Date, now: Date): Promise<readonly string[]>;
  /** Who decided it, looked at it, did anything in it, or was given it. */
  whoKnows(applicationId: ApplicationId): Promise<readonly string[]>;
  /** Whether all that was there at the moment still is: nothing of it was erased. */
  isWhole(applicationId: ApplicationId, since: Date): Promise<boolean>;
  /** Tasks that each of these reviewers has still to answer. */
  loads(reviewerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  untimed(since: Date, limit: number): Promise<readonly UntimedDecision[]>;
  /** A second time changes nothing. */
  recordTime(decisionId: string, activeMs: number): Promise<void>;
}
