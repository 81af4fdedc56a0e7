// Everything that is on record about an admission, loaded in one transaction.
import type { CheckReport } from '../../domain/check.ts';
import type { GateChange } from '../../domain/gate-change.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { Stores } from '../../ports/database.ts';
import type { ReviewRow } from '../../ports/review-records.ts';
import type { RecommendationRow } from '../../ports/verification-records.ts';

export interface AdmissionRecords {
  readonly row: ApplicationRow;
  readonly recommendation: RecommendationRow | null;
  readonly reports: readonly CheckReport[];
  /** Of this submission. */
  readonly reviews: readonly ReviewRow[];
  readonly trail: readonly AuditEntry[];
  /** Every entry is what its hash was made over. */
  readonly isTrailWhole: boolean;
  readonly changes: readonly GateChange[];
  /** Of the capture that counted; null without one, and once it is erased. */
  readonly receipt: string | null;
}

export async function loadAdmissionRecords(tx: Stores, row: ApplicationRow): Promise<AdmissionRecords> {
  const { id, round } = row;
  const trail = await tx.audit.of(id);
  return {
    row,
    recommendation: await tx.verification.recommendation(id, round),
    reports: await tx.verification.reports(id, round),
    reviews: (await tx.reviews.decisions(id)).filter((review) => review.round === round),
    trail,
    isTrailWhole: trail.every((entry) => tx.audit.isWhole(entry)),
    changes: await tx.gateModes.changes(),
    receipt: (await tx.liveness.newest(id, 'complete'))?.receipt ?? null,
  };
}
