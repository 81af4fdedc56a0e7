// Who was admitted without a reviewer, and what people say who look at some of them afterwards.
import type { ApplicationId, ApplicationState, Language } from '../domain/application.ts';
import type { AuditVerdict } from '../domain/review-case.ts';
import type { ReviewReason } from '../domain/reason-code.ts';
import type { SubjectKind } from '../domain/subject.ts';

export interface AutomaticAdmission {
  readonly applicationId: ApplicationId;
  readonly round: number;
  /** The confirmation that was in force: it names the evidence. */
  readonly confirmation: number;
  /** Whether a person looks at it afterwards. */
  readonly isSampled: boolean;
  readonly at: Date;
}

export interface AdmissionAudit {
  readonly applicationId: ApplicationId;
  readonly reviewerId: string;
  readonly verdict: AuditVerdict;
  readonly reasons: readonly ReviewReason[];
  readonly note: string;
  readonly at: Date;
}

export interface SampledAdmission extends AutomaticAdmission {
  readonly state: ApplicationState;
  readonly subjectKind: SubjectKind;
  readonly language: Language;
  readonly audit: (AdmissionAudit & { readonly reviewerName: string }) | null;
}

export interface AuditTally {
  /** Answered since the moment. */
  readonly agreed: number;
  readonly refused: number;
  /** Sampled and not answered yet, whenever admitted. */
  readonly open: number;
  readonly oldestOpenAt: Date | null;
}

export interface AutomaticAdmissions {
  /** Before the application is saved as admitted, in the same transaction: without it the database refuses. */
  add(admission: AutomaticAdmission): Promise<void>;
  find(applicationId: ApplicationId): Promise<AutomaticAdmission | null>;
  /** How many since the moment. */
  countSince(since: Date): Promise<number>;
  /** Those that people look at: open ones first, oldest first; then answered ones, newest first. */
  sampled(limit: number): Promise<readonly SampledAdmission[]>;
  /** Keeps the first answer; answers false when there was one already, or nobody asked for one. */
  audit(audit: AdmissionAudit): Promise<boolean>;
  tally(answeredSince: Date): Promise<AuditTally>;
}
