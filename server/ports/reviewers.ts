// The people who decide, with their ways in: one-time links, and sign-ins at an identity provider.
import type { ReviewerRole } from '../domain/review-case.ts';

export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly role: ReviewerRole;
}

export interface KnownReviewer extends Reviewer {
  /** May not sign in since then. */
  readonly barredAt: Date | null;
}

export interface SignInLink {
  readonly tokenSha256: string;
  readonly reviewerId: string;
  readonly expiresAt: Date;
  /** Made although an identity provider is configured. */
  readonly isBreakGlass: boolean;
}

export interface UsedLink {
  readonly reviewer: KnownReviewer;
  readonly isBreakGlass: boolean;
}

export interface Reviewers {
  /** Adds, or changes name and role of, a reviewer. Who is barred stays barred. Locks them in the caller's transaction. */
  put(reviewer: Reviewer): Promise<KnownReviewer>;
  find(id: string): Promise<KnownReviewer | null>;
  /** Everybody ever known, by name. */
  all(): Promise<readonly KnownReviewer[]>;
  /** Bars, or with null lets in again. False when that changes nothing, or nobody is called so. */
  setBarred(id: string, barredAt: Date | null): Promise<boolean>;
  /** When anything was last asked in a session of theirs that still is; null when they have none. At most a minute old. */
  lastSeenAt(id: string, now: Date): Promise<Date | null>;

  addLink(link: SignInLink): Promise<void>;
  /** Uses the link up; null when it is unknown, used or too old. Atomic: one caller gets it. */
  useLink(tokenSha256: string, now: Date): Promise<UsedLink | null>;
  /** True for the first caller with this state, false for every other one until it expires. */
  useSignIn(stateSha256: string, expiresAt: Date, now: Date): Promise<boolean>;
}
