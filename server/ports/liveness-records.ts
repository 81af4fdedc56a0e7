// Capture sessions with their judged frames.
import type { ApplicationId } from '../domain/application.ts';
import type { Agreement, CaptureNeeds, StepKind } from '../domain/liveness-protocol.ts';
import type { Track } from './face-engine.ts';

export type LivenessSessionState = 'open' | 'complete' | 'ended' | 'declined' | 'replaced' | 'expired';

export interface LivenessSessionRow {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly state: LivenessSessionState;
  /** Drawn by the server, all of it before the first step is shown. */
  readonly script: readonly StepKind[];
  readonly stepIndex: number;
  /** Tries at the present step, from 1. */
  readonly stepTry: number;
  /** Id of the one token that is good for the present try. */
  readonly tokenId: string;
  readonly stepRevealedAt: Date;
  readonly nextBatch: number;
  readonly nextSeq: number;
  readonly lastCapturedAtMs: number;
  readonly needs: CaptureNeeds;
  /** How the statement was agreed to; null until it was. */
  readonly agreement: Agreement | null;
  /** Compact JWS that the applicant takes with them; null before the end, and after it was erased. */
  readonly receipt: string | null;
  /** Template of the person in the neutral frames, sealed; null before them. */
  readonly referenceSealed: Uint8Array | null;
  /** Where the face was in the newest frame; null before the first. */
  readonly track: Track | null;
  /** The statement of will as it was shown; the name is in it. */
  readonly statementSealed: Uint8Array;
  /** Digest of the batch answered last, with its answer, sealed, base64: a repeated request gets the same answer. */
  readonly lastBatch: { digest: string; answerSealed: string } | null;
  /** Of the commitments in the trail; null in captures older than they are, and after it was erased with the statement. */
  readonly trailSalt: string | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly finishedAt: Date | null;
}

export interface LivenessFrameRow {
  readonly sessionId: string;
  readonly seq: number;
  readonly stepIndex: number;
  readonly stepTry: number;
  readonly capturedAtMs: number;
  readonly receivedAt: Date;
  readonly sha256: string;
  /** Signals of this frame as the judge saw them; numbers only. */
  readonly signals: unknown;
  readonly evidenceId: string | null;
}

/** `sha256`: of the template as it was kept, sealed; hex. */
export interface ErasedTemplate {
  readonly sessionId: string;
  readonly sha256: string;
}

export type LivenessSessionPatch = Partial<
  Omit<LivenessSessionRow, 'id' | 'applicationId' | 'script' | 'needs' | 'trailSalt' | 'openedAt'>
>;

export interface LivenessRecords {
  open(row: LivenessSessionRow): Promise<void>;
  find(applicationId: ApplicationId, sessionId: string): Promise<LivenessSessionRow | null>;
  /** Like `find`, and keeps other writers away until the transaction ends. */
  lock(applicationId: ApplicationId, sessionId: string): Promise<LivenessSessionRow | null>;
  /** The newest session in this state, or null. */
  newest(applicationId: ApplicationId, state: LivenessSessionState): Promise<LivenessSessionRow | null>;
  save(sessionId: string, patch: LivenessSessionPatch): Promise<void>;
  /** Ends sessions that are still open. */
  replaceOpen(applicationId: ApplicationId): Promise<void>;
  /** A finished capture that no longer counts, because it is to be done again. */
  discardComplete(applicationId: ApplicationId): Promise<void>;
  /**
   * Erases templates and remembered answers of all captures; with `statements`, what was agreed to, its receipt and the
   * salt as well. Answers the templates that were there, by the hash of what was kept.
   */
  forget(applicationId: ApplicationId, what: 'templates' | 'statements'): Promise<readonly ErasedTemplate[]>;
  /** Throws `frames-repeated` when a seq was kept before in this session, or the very same picture in any. */
  addFrames(rows: readonly LivenessFrameRow[]): Promise<void>;
  /** In capture order. */
  frames(sessionId: string): Promise<readonly LivenessFrameRow[]>;
}
