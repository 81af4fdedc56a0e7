// Everything in the tables about one application that goes into the copy for the person; sealed things come sealed.
import type { ApplicationId } from '../domain/application.ts';
import type { CheckName, CheckOutcome, Measurement } from '../domain/check.ts';
import type { EvidenceKind, PhotoFinding } from '../domain/evidence.ts';
import type { CaptureNeeds, StepKind, Agreement } from '../domain/liveness-protocol.ts';
import type { ReasonCode } from '../domain/reason-code.ts';
import type { RecommendationRow } from './verification-records.ts';
import type { LivenessSessionState } from './liveness-records.ts';

export interface AccessRecords {
  /** Erased ones as well, for what was erased when. */
  evidence(applicationId: ApplicationId): Promise<
    readonly {
      readonly id: string;
      readonly kind: EvidenceKind;
      readonly sha256: string;
      readonly bytes: number;
      readonly findings: readonly PhotoFinding[];
      readonly measurements: readonly Measurement[];
      readonly consentId: number;
      readonly addedAt: Date;
      readonly erasedAt: Date | null;
    }[]
  >;
  captures(applicationId: ApplicationId): Promise<
    readonly {
      readonly id: string;
      readonly state: LivenessSessionState;
      readonly script: readonly StepKind[];
      readonly needs: CaptureNeeds;
      readonly agreement: Agreement | null;
      readonly receipt: string | null;
      readonly statementSealed: Uint8Array;
      readonly hasFeatures: boolean;
      readonly consentId: number;
      readonly openedAt: Date;
      /** What was measured in each frame, in order. */
      readonly frames: readonly unknown[];
    }[]
  >;
  checks(applicationId: ApplicationId): Promise<
    readonly {
      readonly round: number;
      readonly checkName: CheckName;
      readonly outcome: CheckOutcome;
      readonly reason: ReasonCode | null;
      readonly measurements: readonly Measurement[];
      readonly at: Date;
    }[]
  >;
  recommendations(
    applicationId: ApplicationId,
  ): Promise<readonly Pick<RecommendationRow, 'round' | 'outcome' | 'reasons' | 'policyVersion' | 'at'>[]>;
  registered(applicationId: ApplicationId): Promise<readonly { round: number; sealed: Uint8Array }[]>;
  statements(
    applicationId: ApplicationId,
  ): Promise<readonly { id: string; sha256: string; issuedAt: Date; expiresAt: Date }[]>;
}
