// What each reason code means: who can fix it, with how many people it takes to overrule it.
import type { CheckReason, ReviewReason } from '../domain/reason-code.ts';
import type { JourneyItem } from '../domain/evidence.ts';
import type { Decision } from '../domain/review-case.ts';

export interface CheckReasonMeaning {
  /** `applicant`: by doing `fixes` again. `operator`: by repairing a service. `nobody`: it is a finding. */
  readonly fixableBy: 'applicant' | 'operator' | 'nobody';
  /** What the applicant does again to fix it; empty unless `fixableBy` is `applicant`. */
  readonly fixes: readonly JourneyItem[];
  /** How many different reviewers must approve in spite of it. `never`: no approval admits. */
  readonly overruledBy: 'one' | 'two' | 'never';
}

const applicant = (fixes: readonly JourneyItem[]): CheckReasonMeaning => ({
  fixableBy: 'applicant',
  fixes,
  overruledBy: 'one',
});
const operator: CheckReasonMeaning = { fixableBy: 'operator', fixes: [], overruledBy: 'one' };
const finding: CheckReasonMeaning = { fixableBy: 'nobody', fixes: [], overruledBy: 'one' };
const graveFinding: CheckReasonMeaning = { fixableBy: 'nobody', fixes: [], overruledBy: 'two' };
const bar: CheckReasonMeaning = { fixableBy: 'nobody', fixes: [], overruledBy: 'never' };

export const checkReasonMeaning: Record<CheckReason, CheckReasonMeaning> = {
  'photo-quality-poor': applicant(['id-front', 'id-back']),
  'photo-missing': applicant(['id-front', 'id-back', 'business-licence']),
  'document-data-malformed': applicant(['declaration']),
  'under-age': bar,
  'business-code-check-digit': finding, // legal businesses with a wrong check digit exist
  'liveness-not-done': applicant(['liveness']),
  'liveness-not-followed': applicant(['liveness']),
  'liveness-face-changed': graveFinding,
  'liveness-frames-impossible': finding,
  'capture-doubtful': finding,
  'attack-suspected': finding,
  'attack-detector-failed': operator,
  'attack-detector-not-installed': operator,
  'willingness-not-stated': applicant(['liveness']),
  'willingness-receipt-broken': applicant(['liveness']),
  'document-face-differs': graveFinding,
  'document-face-unclear': applicant(['id-front', 'liveness']),
  'document-face-not-found': applicant(['id-front']),
  'face-not-asked': finding,
  'record-mismatch': graveFinding,
  'record-not-found': graveFinding,
  'record-face-differs': graveFinding,
  'record-face-unclear': finding,
  'record-portrait-missing': finding,
  'record-face-refused': graveFinding,
  'record-photo-unclear': applicant(['liveness']),
  'record-photo-light': applicant(['liveness']),
  'record-photo-face-covered': applicant(['liveness']),
  'record-photo-framing': applicant(['liveness']),
  'record-unavailable': operator,
  'record-consent-refused': finding,
  'registry-mismatch': graveFinding,
  'registry-not-found': graveFinding,
  'registry-not-active': graveFinding,
  'registry-doubtful': finding, // many honest businesses were fined once
  'registry-unavailable': operator,
  'check-missing': operator,
  'face-free-path': finding,
};

/** The decisions that a reviewer may give each reason for, with how many people such a decision takes. */
export const reviewReasonMeaning: Record<ReviewReason, { for: readonly Decision[]; takes: 'one' | 'two' }> = {
  'evidence-agrees': { for: ['approve'], takes: 'one' },
  'identity-confirmed-otherwise': { for: ['approve'], takes: 'one' },
  'photo-unreadable': { for: ['ask-again'], takes: 'one' },
  'wrong-document': { for: ['ask-again'], takes: 'one' },
  'face-not-visible': { for: ['ask-again'], takes: 'one' },
  'details-disagree': { for: ['ask-again', 'refuse'], takes: 'one' },
  'capture-again': { for: ['ask-again'], takes: 'one' },
  'identity-not-established': { for: ['refuse'], takes: 'one' },
  'not-entitled-to-act': { for: ['refuse'], takes: 'one' },
  'not-of-age': { for: ['refuse'], takes: 'one' },
  'not-willing': { for: ['refuse'], takes: 'one' },
  'fraud-suspected': { for: ['refuse'], takes: 'two' },
};
