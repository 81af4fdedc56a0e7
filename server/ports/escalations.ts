// Submissions that reviewers gave to the leads.
import type { ApplicationId } from '../domain/application.ts';
import type { EscalationReason } from '../domain/escalation.ts';

export interface EscalationRow {
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly reviewerId: string;
  readonly reason: EscalationReason;
  readonly note: string;
  readonly at: Date;
}

export interface Escalations {
  /** Throws when this submission was escalated already, or is not in review. */
  add(row: EscalationRow): Promise<void>;
  find(
    applicationId: ApplicationId,
    round: number,
  ): Promise<(EscalationRow & { readonly reviewerName: string }) | null>;
  /** Whether this reviewer has to leave the submission to a lead. */
  isForLeads(applicationId: ApplicationId, round: number, reviewerId: string): Promise<boolean>;
}
