// What a reviewer can decide, with the roles of the people who may.
import type { JourneyItem } from './evidence.ts';
import type { ReviewReason } from './reason-code.ts';

export const reviewerRoles = ['reviewer', 'lead', 'operator'] as const;
export type ReviewerRole = (typeof reviewerRoles)[number];

export const decisions = ['approve', 'refuse', 'ask-again'] as const;
export type Decision = (typeof decisions)[number];

/** What somebody says who looks at an automatic admission afterwards. */
export const auditVerdicts = ['agree', 'refuse'] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];

/** One person's decision on one submission; a fact, never changed. */
export interface Review {
  readonly reviewerId: string;
  readonly decision: Decision;
  readonly reasons: readonly ReviewReason[];
  /** What to do again; empty unless the decision is `ask-again`. */
  readonly items: readonly JourneyItem[];
}
