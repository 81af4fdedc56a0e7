// Reviewers, their one-time sign-in links, their sessions.
import type { ReviewerRole } from '../domain/review-case.ts';

export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly role: ReviewerRole;
}

export interface ReviewerSession {
  readonly id: string;
  readonly reviewer: Reviewer;
  readonly expiresAt: Date;
}

export interface Reviewers {
  /** Adds, or changes name and role of, a reviewer. */
  put(reviewer: Reviewer): Promise<void>;
  addLink(link: { tokenSha256: string; reviewerId: string; expiresAt: Date }): Promise<void>;
  /** Uses the link up; null when it is unknown, used or too old. Atomic: one caller gets it. */
  useLink(tokenSha256: string, now: Date): Promise<Reviewer | null>;
  openSession(session: { id: string; reviewerId: string; openedAt: Date; expiresAt: Date }): Promise<void>;
  /** Null when ended, too old or unknown. */
  findSession(id: string, now: Date): Promise<ReviewerSession | null>;
  endSession(id: string, now: Date): Promise<void>;
}
