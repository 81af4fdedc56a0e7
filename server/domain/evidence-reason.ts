// Why a person looks at somebody's pictures: said before each look, kept in the trail.
import type { ApplicationState } from './application.ts';

/** `audit`: of an automatic admission or of a colleague's work. `authority`: a court or an office asked. */
export const evidenceReasons = ['review', 'audit', 'complaint', 'authority'] as const;
export type EvidenceReason = (typeof evidenceReasons)[number];

/** Reviewing is a reason only while there is something to review. */
export const isReasonIn = (state: ApplicationState, reason: EvidenceReason): boolean =>
  reason !== 'review' || state === 'in_review';
