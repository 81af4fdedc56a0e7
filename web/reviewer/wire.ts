// Short names for the parts of what the desk receives.
import type { CaseView, DecisionBody } from '../../server/contract/review.ts';

export type Check = CaseView['checks'][number];
export type Measurement = Check['measurements'][number];
export type CheckOrReviewReason = NonNullable<Check['reason']>;
export type Decision = DecisionBody['decision'];
export type ReviewReason = DecisionBody['reasons'][number];
export type JourneyItem = DecisionBody['items'][number];
export type Evidence = CaseView['evidence'][number];
export type Recommendation = NonNullable<CaseView['recommendation']>;
export type LivenessStep = NonNullable<CaseView['liveness']>['steps'][number];
