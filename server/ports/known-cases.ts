// Settled applications whose right answer is known.
import type { ApplicationId } from '../domain/application.ts';
import type { ReviewReason } from '../domain/reason-code.ts';
import type { Decision } from '../domain/review-case.ts';

export type KnownCaseEnd = 'taken-back' | 'changed' | 'erased' | 'over';

export interface KnownCaseRow {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly decision: Decision;
  readonly reasons: readonly ReviewReason[];
  /** Told to whoever has answered. */
  readonly explanation: string;
  readonly markedBy: string;
  readonly markedAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly endedBecause: KnownCaseEnd | null;
}

/** A known case with what became of it. */
export interface KnownCaseUse extends KnownCaseRow {
  readonly markedByName: string;
  readonly given: number;
  readonly answered: number;
  /** Answers with the right decision. */
  readonly right: number;
}

export interface KnownCases {
  /** Throws when the application is a known case already. */
  mark(row: Omit<KnownCaseRow, 'endedAt' | 'endedBecause'>): Promise<void>;
  find(id: string): Promise<KnownCaseRow | null>;
  /** Answers false when it had ended before. */
  end(id: string, because: KnownCaseEnd, at: Date): Promise<boolean>;
  inUse(): Promise<readonly KnownCaseRow[]>;
  /** All there ever were, the newest first. */
  list(limit: number): Promise<readonly KnownCaseUse[]>;
}
