// Applications that their applicants ended, with why: read from the audit trail, which has it for good.
import type { ApplicationId, ApplicationPath, Language } from '../domain/application.ts';
import type { SubjectKind } from '../domain/subject.ts';
import type { WithdrawalReason } from '../domain/withdrawal.ts';

export interface EndingRow {
  readonly applicationId: ApplicationId;
  readonly reason: WithdrawalReason;
  readonly at: Date;
  readonly path: ApplicationPath;
  readonly language: Language;
  /** Null when nothing was declared. */
  readonly subjectKind: SubjectKind | null;
  /** 0 when it was never submitted. */
  readonly round: number;
  /** Whether what was declared is there and not erased. */
  readonly hasDeclaration: boolean;
}

export interface Endings {
  /** Those with one of these reasons, newest first. */
  newest(reasons: readonly WithdrawalReason[], limit: number): Promise<readonly EndingRow[]>;
  /** Null when this application was not ended by its applicant. */
  find(applicationId: ApplicationId): Promise<EndingRow | null>;
}
