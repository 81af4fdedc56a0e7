// What reviewers have written so far of a decision.
import type { ApplicationId } from '../domain/application.ts';

export interface DraftRow {
  readonly applicationId: ApplicationId;
  readonly reviewerId: string;
  readonly round: number;
  /** Of the shape that the contract gives it when it is read. */
  readonly body: unknown;
  readonly savedAt: Date;
}

export interface DecisionDrafts {
  /** In place of the reviewer's earlier one of this case. */
  put(row: DraftRow): Promise<void>;
  find(applicationId: ApplicationId, reviewerId: string): Promise<DraftRow | null>;
  forget(applicationId: ApplicationId, reviewerId: string): Promise<void>;
  /** Saved before the moment, whoever's they are. */
  forgetBefore(savedAt: Date): Promise<void>;
  /** Everybody's of this case. */
  forgetAll(applicationId: ApplicationId): Promise<void>;
}
