// Check results with the recommendation sealed over them, one set per submission.
import type { ApplicationId } from '../domain/application.ts';
import type { CheckName, CheckReport } from '../domain/check.ts';
import type { JudgedBy } from '../domain/gate-change.ts';
import type { CheckReason } from '../domain/reason-code.ts';

export interface RecommendationRow {
  readonly applicationId: ApplicationId;
  readonly round: number;
  readonly outcome: 'admit' | 'resubmit' | 'review' | 'refuse';
  readonly reasons: readonly CheckReason[];
  readonly policyVersion: string;
  /** Null where it was sealed before this was kept. */
  readonly judgedBy: JudgedBy | null;
  /** Everything the gate was given, as JSON, so that the decision can be replayed. No personal data. */
  readonly facts: unknown;
  /** The text that the seal is the hash of, canonical JSON; null where it was sealed before this was kept. */
  readonly sealed: string | null;
  readonly sealSha256: string;
  readonly at: Date;
}

export interface VerificationRecords {
  /** Keeps the first report of a check in a round; a second one changes nothing. */
  record(
    applicationId: ApplicationId,
    round: number,
    reports: readonly CheckReport[],
    at: Date,
  ): Promise<void>;
  reports(applicationId: ApplicationId, round: number): Promise<readonly CheckReport[]>;
  /** Keeps, sealed, what the register said of the business; the first of a round stays. */
  keepRegistered(applicationId: ApplicationId, round: number, sealed: Uint8Array): Promise<void>;
  /** Null where the register said nothing in this round, or it was erased with the declaration. */
  registered(applicationId: ApplicationId, round: number): Promise<Uint8Array | null>;
  /** Erases what the register said in any round. */
  forgetRegistered(applicationId: ApplicationId): Promise<void>;
  /** Erases results of the round that no longer hold, with what the register said where its check is among them. */
  erase(applicationId: ApplicationId, round: number, checks: readonly CheckName[]): Promise<void>;
  /** Keeps the first recommendation of a round; answers false when there was one already. */
  seal(row: RecommendationRow): Promise<boolean>;
  recommendation(applicationId: ApplicationId, round: number): Promise<RecommendationRow | null>;
}
