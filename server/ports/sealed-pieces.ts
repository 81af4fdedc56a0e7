// Where the ciphertext of evidence lies: what a disk or an object store does, who holds no key and opens nothing.
import type { EvidencePlace, StoredPiece } from './evidence-store.ts';

/** Whatever cannot be asked or does not answer in time rejects with `EvidenceUnavailable`, or an error of the disk. */
export interface SealedPieces {
  /**
   * Asks to keep these bytes at a place that is made from them. Answers once they would survive a loss of power.
   * Cannot: rejects, and no part of them is taken for a piece. The same bytes twice are one piece.
   */
  write(place: EvidencePlace, sealed: Uint8Array): Promise<void>;

  /** The bytes as they lie there, whole or altered; null: there is nothing. */
  read(place: EvidencePlace): Promise<Uint8Array | null>;

  /** Every piece that lies there, in no order; what an interrupted `write` left behind is none. */
  list(): AsyncIterable<StoredPiece>;

  /** As `EvidenceStore.erase`. */
  erase(applicationId: string): Promise<number>;

  /** As `EvidenceStore.eraseOne`. */
  eraseOne(place: EvidencePlace): Promise<void>;

  /**
   * Asks whether pieces could be kept and read now: cheap, of no piece in particular.
   * False where it is not, or is not known before the signal ends; never rejects. True promises nothing of the next question.
   */
  isReachable(signal: AbortSignal): Promise<boolean>;
}
