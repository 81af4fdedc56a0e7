// Decisions that can still be undone.
import type { ApplicationId } from '../domain/application.ts';
import type { Review } from '../domain/review-case.ts';

export interface ParkedDecision extends Review {
  /** Of the decision that it becomes. */
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly message: string;
  readonly note: string;
  readonly decidedAt: Date;
  /** Until then it can be undone. */
  readonly settlesAt: Date;
}

export type ParkedRow = ParkedDecision & { readonly reviewerName: string };

export interface ParkedDecisions {
  /** Throws when one waits for this application already, or the submission is not in review; `own-case` for somebody linked. */
  park(row: ParkedDecision): Promise<void>;
  find(applicationId: ApplicationId): Promise<ParkedRow | null>;
  /** Takes it away; answers false when it is not there any more. Atomic: of two callers one gets it. */
  take(applicationId: ApplicationId, id: string): Promise<boolean>;
  /** Those that can no longer be undone, longest due first. */
  due(now: Date, limit: number): Promise<readonly Pick<ParkedDecision, 'applicationId' | 'id'>[]>;
}
