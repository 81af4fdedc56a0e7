// Cases, who holds them, with the decisions made.
import type { ApplicationId, ApplicationPath, ApplicationState, Language } from '../domain/application.ts';
import type { Review } from '../domain/review-case.ts';
import type { SubjectKind } from '../domain/subject.ts';

export interface Claim {
  readonly reviewerId: string;
  readonly name: string;
  readonly claimedAt: Date;
  readonly until: Date;
  /** Whose claim had run out when this one began; null when the case was free. */
  readonly takenFrom: { readonly reviewerId: string; readonly name: string } | null;
}

export interface CaseRow {
  readonly applicationId: ApplicationId;
  readonly state: ApplicationState;
  readonly round: number;
  readonly path: ApplicationPath;
  readonly language: Language;
  readonly subjectKind: SubjectKind;
  readonly submittedAt: Date;
  readonly claim: Claim | null;
  /** For whom it is kept, because they asked for it and are on shift; never together with a claim. */
  readonly keptFor: { reviewerId: string; name: string; until: Date } | null;
  readonly decisionsThisRound: number;
  /** Reviewers who decided this round, or refused an earlier one: an appeal goes to somebody else. */
  readonly barred: readonly string[];
  /** Given to the leads in this round. */
  readonly isEscalated: boolean;
}

export interface ReviewRow extends Review {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly reviewerName: string;
  readonly message: string;
  readonly note: string;
  readonly at: Date;
  /** When the wait began that it ends, or prolongs. */
  readonly submittedAt: Date;
}

export interface ReviewRecords {
  /** A claim that ran out is shown as none. */
  findCase(applicationId: ApplicationId, now: Date): Promise<CaseRow | null>;
  /**
   * Answers from whom it was taken over, null from nobody; `false` when another reviewer's claim still runs.
   * Atomic: two callers never both hold a case. Throws `own-case` for somebody linked to it.
   */
  claim(
    applicationId: ApplicationId,
    reviewerId: string,
    until: Date,
    now: Date,
  ): Promise<{ readonly takenFrom: string | null } | false>;
  /** Answers false when this reviewer did not hold it. */
  release(applicationId: ApplicationId, reviewerId: string): Promise<boolean>;
  /** Ends whatever claim there is. */
  endClaim(applicationId: ApplicationId): Promise<void>;
  /** Throws `own-case` for somebody linked to it. */
  addDecision(row: Omit<ReviewRow, 'reviewerName' | 'submittedAt'>): Promise<void>;
  /** All rounds, oldest first. */
  decisions(applicationId: ApplicationId): Promise<readonly ReviewRow[]>;
}
