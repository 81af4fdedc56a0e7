// Cases that wait for people, in the order they are worked.
import type { ApplicationId, ApplicationPath } from '../domain/application.ts';
import type { Priority, QueueFilter } from '../domain/queue.ts';
import type { QueueCutOffs } from '../domain/service-levels.ts';
import type { CaseRow } from './review-records.ts';

export interface QueueAsked {
  readonly now: Date;
  /** Who asks: `mine`, `free` and what is kept for somebody depend on it. */
  readonly reviewerId: string;
  readonly cutOffs: QueueCutOffs;
  readonly filter: QueueFilter;
}

export interface QueueCounts {
  readonly open: number;
  readonly breached: number;
  readonly near: number;
  /** Late by the end of the day unless decided; the breached are not among them. */
  readonly today: number;
  /** Held by whoever asks. */
  readonly mine: number;
  /** Kept for whoever asks. */
  readonly returned: number;
  readonly free: number;
  readonly awaitsSecond: number;
}

/** What waits on one path. */
export interface OpenOnPath {
  readonly path: ApplicationPath;
  readonly open: number;
  readonly breached: number;
  readonly oldest: Date;
}

export interface ReviewQueue {
  /** Open cases that fit, the longest waiting first, after the given one. */
  page(
    asked: QueueAsked,
    after: { submittedAt: Date; id: ApplicationId } | null,
    limit: number,
  ): Promise<readonly CaseRow[]>;
  /** Of all open cases, whatever the filter. */
  counts(asked: Omit<QueueAsked, 'filter'>): Promise<QueueCounts>;
  /** Open cases that fit. */
  countFitting(asked: QueueAsked): Promise<number>;
  /** Held by, or kept for, this reviewer; the longest waiting first. */
  mine(reviewerId: string, now: Date, limit: number): Promise<readonly CaseRow[]>;
  /** Cases whose claim this reviewer let run out and somebody else holds now. */
  lost(reviewerId: string, now: Date, limit: number): Promise<readonly CaseRow[]>;
  /** Submitted applications by the beginning of their identifier, in capitals as people say it; open ones first. */
  findByShortForm(start: string, now: Date, limit: number): Promise<readonly CaseRow[]>;
  /** Those of these that were submitted; open ones first. */
  findCases(ids: readonly ApplicationId[], now: Date, limit: number): Promise<readonly CaseRow[]>;
  /**
   * Locks the first case of this priority that fits and that this reviewer could take up; cases that others are about
   * to take are passed over. Answers null when there is none. Only inside a transaction, and claim it there: until
   * then it may turn out to have been taken a moment ago.
   */
  lockNext(
    asked: QueueAsked,
    priority: Priority,
    except: readonly ApplicationId[],
  ): Promise<ApplicationId | null>;
  /** Open cases that come before a submission. */
  countAhead(submittedAt: Date, id: ApplicationId): Promise<number>;
  openByPath(breached: Date): Promise<readonly OpenOnPath[]>;
}
