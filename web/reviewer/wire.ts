// Short names for the parts of what the desk receives.
import type { EscalationBody } from '../../server/contract/decision.ts';
import type { DraftBody } from '../../server/contract/draft.ts';
import type { CaseView, DecisionBody, ReviewerView } from '../../server/contract/review.ts';
import type { RevocationBody } from '../../server/contract/revocation.ts';

export type Check = CaseView['checks'][number];
export type Measurement = Check['measurements'][number];
export type CheckOrReviewReason = NonNullable<Check['reason']>;
export type Decision = DecisionBody['decision'];
export type ReviewReason = DecisionBody['reasons'][number];
export type JourneyItem = DecisionBody['items'][number];
export type Evidence = CaseView['evidence'][number];
export type Recommendation = NonNullable<CaseView['recommendation']>;
export type LivenessStep = NonNullable<CaseView['liveness']>['steps'][number];
export type Role = ReviewerView['role'];
export type EscalationReason = EscalationBody['reason'];
export type RevocationReason = RevocationBody['reason'];
/** What a drawer is opened for. A revocation is not kept by the server while it is being written. */
export type Wanted = DraftBody['decision'] | 'revoke';
export type WantedReason = ReviewReason | EscalationReason | RevocationReason;
