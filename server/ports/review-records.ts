// Cases that wait for people, who holds them, with the decisions made.
import type { ApplicationId, ApplicationPath, ApplicationState, Language } from '../domain/application.ts';
import type { Review } from '../domain/review-case.ts';
import type { SubjectKind } from '../domain/subject.ts';

export interface CaseRow {
  readonly applicationId: ApplicationId;
  readonly state: ApplicationState;
  readonly round: number;
  readonly path: ApplicationPath;
  readonly language: Language;
  readonly subjectKind: SubjectKind;
  readonly submittedAt: Date;
  readonly claim: { reviewerId: string; name: string; until: Date } | null;
  readonly decisionsThisRound: number;
  /** Reviewers who decided this round, or refused an earlier one: an appeal goes to somebody else. */
  readonly barred: readonly string[];
}

export interface ReviewRow extends Review {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly reviewerName: string;
  readonly message: string;
  readonly note: string;
  readonly at: Date;
}

export interface ReviewRecords {
  /** Applications in review whose decision nobody can undo now, oldest first; claims that ran out are shown as free. */
  queue(now: Date, limit: number): Promise<readonly CaseRow[]>;
  findCase(applicationId: ApplicationId, now: Date): Promise<CaseRow | null>;
  /** Answers false when another reviewer's claim still runs. Atomic: two callers never both hold a case. */
  claim(applicationId: ApplicationId, reviewerId: string, until: Date, now: Date): Promise<boolean>;
  /** Answers false when this reviewer did not hold it. */
  release(applicationId: ApplicationId, reviewerId: string): Promise<boolean>;
  /** Ends whatever claim there is. */
  endClaim(applicationId: ApplicationId): Promise<void>;
  addDecision(row: Omit<ReviewRow, 'reviewerName'>): Promise<void>;
  /** All rounds, oldest first. */
  decisions(applicationId: ApplicationId): Promise<readonly ReviewRow[]>;
  countDecidedSince(since: Date): Promise<number>;
  /** Hours from submission to first decision, of the newest decisions. */
  recentWaitsHours(limit: number): Promise<readonly number[]>;
}
