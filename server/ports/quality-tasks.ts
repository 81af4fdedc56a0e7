// Settled cases given to reviewers once more under an alias: known cases and blind second reviews.
import type { ApplicationId, ApplicationState } from '../domain/application.ts';
import type { Review } from '../domain/review-case.ts';

export type QualityKind = 'known' | 'second';
export type TaskEnd = 'unanswered' | 'changed' | 'erased' | 'taken-back';

export interface QualityTaskRow {
  /** Looks like an application's identifier, and is none. */
  readonly alias: ApplicationId;
  readonly kind: QualityKind;
  readonly applicationId: ApplicationId;
  readonly round: number;
  /** Null for a blind second review. */
  readonly knownCaseId: string | null;
  readonly reviewerId: string;
  /** Of the original's submission. */
  readonly submittedAt: Date;
  /** When the original came before people. */
  readonly referredAt: Date;
  /** When the alias comes into the queue. */
  readonly visibleAt: Date;
  readonly expiresAt: Date;
  readonly claimedAt: Date | null;
  readonly claimedUntil: Date | null;
  /** What the alias says of itself once it is answered. */
  readonly shownState: ApplicationState;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBecause: TaskEnd | null;
}

export type NewQualityTask = Omit<
  QualityTaskRow,
  'claimedAt' | 'claimedUntil' | 'shownState' | 'withdrawnAt' | 'withdrawnBecause'
>;

export interface QualityReview extends Review {
  readonly alias: ApplicationId;
  readonly id: string;
  readonly message: string;
  readonly note: string;
  /** Time at work on it. */
  readonly activeMs: number;
  readonly at: Date;
}

/** A decision on an alias that can still be undone. */
export interface ParkedReview extends Omit<Review, 'reviewerId'> {
  readonly alias: ApplicationId;
  readonly id: string;
  readonly message: string;
  readonly note: string;
  readonly decidedAt: Date;
  readonly settlesAt: Date;
}

export interface QualityTasks {
  /** Throws when the reviewer decided the original, or knows the answer, or the original is not settled. */
  give(row: NewQualityTask): Promise<void>;
  find(alias: ApplicationId): Promise<QualityTaskRow | null>;
  /** Like `find`, and keeps every other writer away until the transaction ends. Only inside a transaction. */
  lock(alias: ApplicationId): Promise<QualityTaskRow | null>;
  save(
    alias: ApplicationId,
    patch: Partial<Pick<QualityTaskRow, 'claimedAt' | 'claimedUntil' | 'shownState'>>,
  ): Promise<void>;
  withdraw(alias: ApplicationId, because: TaskEnd, at: Date): Promise<void>;
  /** Of one reviewer: come into the queue and not out of it again; the oldest first. */
  openOf(reviewerId: string, now: Date): Promise<readonly QualityTaskRow[]>;
  /** Of one reviewer: come into the queue since the moment, whatever became of them. */
  of(reviewerId: string, since: Date, now: Date): Promise<readonly QualityTaskRow[]>;
  /** Answered so that a second person would be needed, who never comes, and past their time. */
  waitingForNobody(now: Date): Promise<readonly ApplicationId[]>;
  /** Of anybody, visible or not yet: neither answered nor withdrawn. */
  unanswered(limit: number): Promise<readonly QualityTaskRow[]>;
  /** Under what this reviewer meets the application, if they do. */
  aliasFor(applicationId: ApplicationId, reviewerId: string): Promise<QualityTaskRow | null>;

  park(row: ParkedReview): Promise<void>;
  findParked(alias: ApplicationId): Promise<ParkedReview | null>;
  /** Answers false when it is not there any more. Atomic: of two callers one gets it. */
  takeParked(alias: ApplicationId, id: string): Promise<boolean>;
  parkedDue(now: Date, limit: number): Promise<readonly ApplicationId[]>;

  /** Throws for anybody but the one it was given to, for a second answer, and after it was withdrawn. */
  answer(row: QualityReview): Promise<void>;
  findAnswer(alias: ApplicationId): Promise<QualityReview | null>;
  /** Answered by one reviewer since the moment; for counts that must not give an alias away. */
  countAnsweredSince(since: Date): Promise<number>;
}
