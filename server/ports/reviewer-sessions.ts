// Sessions of reviewers: opened by signing in; they end by time, by idleness, by somebody's word.
import type { SignInWay } from '../domain/reviewer-session.ts';
import type { Reviewer } from './reviewers.ts';

export interface OpenedSession {
  readonly id: string;
  readonly reviewerId: string;
  readonly way: SignInWay;
  /** A short label such as `Firefox · Windows`; null when it is not known. */
  readonly browser: string | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
}

export interface ReviewerSession extends OpenedSession {
  readonly reviewer: Reviewer;
  /** Anything was asked, at most a minute before. */
  readonly lastSeenAt: Date;
  /** A person did something, at most a minute before. */
  readonly lastActiveAt: Date;
}

/** In force: not ended, not too old, not idle for too long, of somebody who is not barred. */
export interface ReviewerSessions {
  open(session: OpenedSession): Promise<void>;
  /** Null when it is not in force, or unknown. */
  find(id: string, now: Date): Promise<ReviewerSession | null>;
  /** Notes that the session is in use; `isActive`: by a person, not by a page that asks by itself. */
  touch(id: string, at: Date, isActive: boolean): Promise<void>;
  /** Those in force, the newest first: of one reviewer, or with null of everybody. */
  inForce(reviewerId: string | null, now: Date): Promise<readonly ReviewerSession[]>;
  /** False when it had ended, or is not this reviewer's. */
  end(id: string, reviewerId: string, at: Date): Promise<boolean>;
  /** Ends all of a reviewer's, but for one; answers how many that were in force. */
  endAll(reviewerId: string, at: Date, exceptId?: string): Promise<number>;
  /** Deletes those that could not be in force after that moment. */
  forget(expiredBefore: Date): Promise<void>;
}
