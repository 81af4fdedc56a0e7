// What is known about each piece of evidence; its bytes are in the evidence store.
import type { ApplicationId } from '../domain/application.ts';
import type { EvidenceKind, PhotoFinding } from '../domain/evidence.ts';
import type { Measurement } from '../domain/check.ts';
import type { ErasureRule } from '../domain/erasure.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly kind: EvidenceKind;
  /** Of the bytes before encryption, hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: 'image/jpeg';
  readonly findings: readonly PhotoFinding[];
  readonly measurements: readonly Measurement[];
  /** For captured frames: where in which session. */
  readonly capture: { sessionId: string; stepIndex: number; capturedAtMs: number } | null;
  readonly addedAt: Date;
}

/** Enough to erase a piece and to say so. */
export type DuePiece = Pick<EvidenceRow, 'id' | 'applicationId' | 'kind' | 'sha256'>;

export interface EvidenceRecords {
  add(row: EvidenceRow): Promise<void>;
  /** Pieces in force, oldest first. */
  current(applicationId: ApplicationId): Promise<readonly EvidenceRow[]>;
  /** Null when missing, erased or of another application, in force or not. */
  find(applicationId: ApplicationId, evidenceId: string): Promise<EvidenceRow | null>;
  /** Takes the pieces of these kinds out of force; they stay readable in the history. */
  supersede(applicationId: ApplicationId, kinds: readonly EvidenceKind[]): Promise<void>;
  /** Pieces, in force or not, whose time is over by these rules, oldest first. */
  due(rules: readonly ErasureRule[], now: Date, limit: number): Promise<readonly DuePiece[]>;
  /** Says that the media is gone; the row stays as proof, with its hash. Answers false when it was said before. */
  markErased(evidenceId: string, at: Date): Promise<boolean>;
  /** Photos added since the moment, in force or not; for limiting attempts. */
  countSince(applicationId: ApplicationId, since: Date): Promise<number>;
}
