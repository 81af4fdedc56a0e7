// What the checks say about single declared fields, for the column beside them.
import type { CaseView } from '../../server/contract/review.ts';
import type { Check, CheckOrReviewReason } from './wire.ts';

export type FieldAgreement = 'agrees' | 'disagrees' | 'unknown';

/** Name and number were found together, even where the portrait is another matter. */
const aboutThePortraitOnly: readonly CheckOrReviewReason[] = [
  'record-face-differs',
  'record-face-unclear',
  'record-portrait-missing',
];

const disagreements: readonly CheckOrReviewReason[] = [
  'record-mismatch',
  'record-not-found',
  'registry-mismatch',
  'registry-not-found',
];

/** What the check says about the declared data; `unknown` when it did not say, or was not made. */
export function fieldAgreement(checks: CaseView['checks'], name: Check['check']): FieldAgreement {
  const check = checks.find((candidate) => candidate.check === name);
  if (check === undefined) return 'unknown';
  if (check.outcome === 'passed') return 'agrees';
  if (check.reason === null) return 'unknown';
  if (aboutThePortraitOnly.includes(check.reason)) return 'agrees';
  return disagreements.includes(check.reason) ? 'disagrees' : 'unknown';
}
