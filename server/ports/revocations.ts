// Admissions that were taken back, and why.
import type { ApplicationId } from '../domain/application.ts';
import type { RevocationReason } from '../domain/revocation.ts';

export interface RevocationRow {
  readonly applicationId: ApplicationId;
  readonly reviewerId: string;
  readonly reason: RevocationReason;
  /** To the applicant. */
  readonly message: string;
  readonly note: string;
  readonly at: Date;
}

export interface Revocations {
  add(row: RevocationRow): Promise<void>;
  find(applicationId: ApplicationId): Promise<(RevocationRow & { readonly reviewerName: string }) | null>;
}
