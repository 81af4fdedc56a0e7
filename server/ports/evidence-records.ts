// What is known about each piece of evidence; its bytes are in the evidence store.
import type { ApplicationId } from '../domain/application.ts';
import type { EvidenceKind, PhotoFinding } from '../domain/evidence.ts';
import type { Measurement } from '../domain/check.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly kind: EvidenceKind;
  /** Of the bytes before encryption, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Where the store keeps it: of its ciphertext, hex; its id where it was put before there were addresses. */
  readonly address: string;
  readonly mediaType: 'image/jpeg';
  readonly findings: readonly PhotoFinding[];
  readonly measurements: readonly Measurement[];
  /** For captured frames: where in which session. */
  readonly capture: { sessionId: string; stepIndex: number; capturedAtMs: number } | null;
  readonly addedAt: Date;
}

/** Enough to erase a piece and to say so. */
export type DuePiece = Pick<EvidenceRow, 'id' | 'applicationId' | 'kind' | 'sha256' | 'address'>;

export type KeptPlace = Pick<EvidenceRow, 'applicationId' | 'address'>;
export type KeptPiece = KeptPlace & Pick<EvidenceRow, 'id' | 'kind' | 'sha256'>;

export interface EvidenceRecords {
  add(row: EvidenceRow): Promise<void>;
  /** Pieces in force, oldest first; not what is locked. */
  current(applicationId: ApplicationId): Promise<readonly EvidenceRow[]>;
  /** Null when missing, erased, locked or of another application, in force or not. */
  find(applicationId: ApplicationId, evidenceId: string): Promise<EvidenceRow | null>;
  /** Takes the pieces of these kinds out of force; they stay readable in the history. */
  supersede(applicationId: ApplicationId, kinds: readonly EvidenceKind[]): Promise<void>;
  /** Pieces of it, in force or not, whose time is over, oldest first. */
  dueOf(applicationId: ApplicationId, now: Date): Promise<readonly DuePiece[]>;
  /** Everything that is kept, locked or not, in force or not, oldest first; for the applicant's own questions. */
  kept(applicationId: ApplicationId): Promise<readonly EvidenceRow[]>;
  /** Whether anything of it was erased. */
  hasErased(applicationId: ApplicationId): Promise<boolean>;
  /** Says that the media is gone; the rows stay as proof, with their hashes. Answers those of which it was not said before. */
  markErased(evidenceIds: readonly string[], at: Date): Promise<readonly string[]>;
  /** Of what kinds there is media still, in force or not. */
  keptKinds(applicationId: ApplicationId): Promise<readonly EvidenceKind[]>;
  /** Pieces whose media should be there, in force or not, of all applications, by id, after this one. */
  keptAfter(id: string, limit: number): Promise<readonly KeptPiece[]>;
  /** Those of the places at which a piece should be. */
  keptAt(places: readonly KeptPlace[]): Promise<readonly KeptPlace[]>;
  /** Photos added since the moment, in force or not; for limiting attempts. */
  countSince(applicationId: ApplicationId, since: Date): Promise<number>;
}
