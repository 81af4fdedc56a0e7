// The text that a recommendation is sealed by: everything that people's decision is compared with later.
import { createHash } from 'node:crypto';
import type { ApplicationId } from '../../domain/application.ts';
import { canonicalJson, type Json } from '../../domain/canonical-json.ts';
import type { CheckName, CheckReport } from '../../domain/check.ts';
import type { DocumentType } from '../../domain/evidence.ts';
import { watchedDistances, type WatchedDistance } from '../../domain/shadow-case.ts';
import type { Facts, Recommendation } from '../../gate/gate.ts';
import type { ApplicationRow } from '../../ports/applications.ts';

/** The one type there is; the checks know no other. */
const documentType: DocumentType = 'resident-identity-card';

const measuredBy: Record<WatchedDistance, CheckName> = {
  'document-face': 'document-face-match',
  'record-face': 'government-record',
};

function distancesIn(reports: readonly CheckReport[]): Partial<Record<WatchedDistance, number>> {
  const found = watchedDistances.flatMap((of) => {
    const report = reports.find(({ check }) => check === measuredBy[of]);
    const measured = report?.measurements.find(({ name }) => name === 'faceDistance');
    return measured === undefined ? [] : [[of, measured.value] as const];
  });
  return Object.fromEntries(found);
}

export interface Seal {
  /** Canonical JSON, so that its hash can be computed again. No personal data. */
  readonly sealed: string;
  readonly sealSha256: string;
}

/** `isWithinShare`: the automation may admit this applicant, so that people see of their like only the others. */
export function sealRecommendation(
  row: Pick<ApplicationRow, 'id' | 'round' | 'language'>,
  reports: readonly CheckReport[],
  facts: Facts,
  recommendation: Recommendation,
  isWithinShare: boolean,
): Seal {
  const { outcome, reasons, policyVersion } = recommendation;
  const applicationId: ApplicationId = row.id;
  const sealed = canonicalJson({
    applicationId,
    round: row.round,
    language: row.language,
    documentType,
    facts: facts as unknown as Json,
    recommendation: { outcome, reasons, policyVersion },
    distances: distancesIn(reports),
    isWithinShare,
  });
  return { sealed, sealSha256: createHash('sha256').update(sealed).digest('hex') };
}
