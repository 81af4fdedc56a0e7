// Where pictures of documents and faces are kept, encrypted.

/** Both are identifiers made by `Random.id`; anything but 1..64 of A-Z a-z 0-9 _ - is refused with a `RangeError`. */
export interface EvidenceRef {
  readonly applicationId: string;
  readonly evidenceId: string;
}

/**
 * Where a piece lies: `address` is the SHA-256 (hex) of the stored ciphertext, so that whoever has no key can tell
 * whether it is still what was put. Of pieces that were put before there were addresses, it is their evidence id.
 */
export interface EvidencePlace {
  readonly applicationId: string;
  readonly address: string;
}

export interface StoredPiece extends EvidencePlace {
  /** Of the ciphertext. */
  readonly bytes: number;
  readonly storedAt: Date;
}

export interface EvidenceStore {
  /**
   * Asks to keep these bytes, encrypted with the application's data key (32 bytes).
   * Answers their SHA-256 (hex) and number, and the address of the ciphertext, once it would survive a loss of power.
   * Never replaces anything: what is put twice lies there twice, at two addresses.
   * Cannot (disk full, not writable): rejects, and nothing is there.
   * Keeps only ciphertext, bound to the ref: it cannot be read under another ref. The key stays with the caller.
   */
  put(
    ref: EvidenceRef,
    dataKey: Uint8Array,
    bytes: Uint8Array,
  ): Promise<{ sha256: string; bytes: number; address: string }>;

  /** Answers the bytes that were put. Cannot: rejects with `EvidenceUnreadable`; altered bytes are never returned. */
  get(piece: EvidenceRef & EvidencePlace, dataKey: Uint8Array): Promise<Uint8Array>;

  /** Without a key: whether the ciphertext is what was put there. `unnamed`: its address is no hash to compare with. */
  inspect(place: EvidencePlace): Promise<'whole' | 'unnamed' | 'altered' | 'missing'>;

  /** Every piece that lies there, in no order; what an interrupted `put` left behind is none. */
  list(): AsyncIterable<StoredPiece>;

  /**
   * Asks to remove everything of an application, also what an interrupted `put` left behind.
   * Answers how many pieces of evidence there were (0 when none: asking again is safe), once the removal is durable.
   * Removes the files; that old disk blocks are unreadable rests on the caller forgetting the data key too.
   */
  erase(applicationId: string): Promise<number>;

  /** As `erase`, for one piece; nothing there is fine. */
  eraseOne(place: EvidencePlace): Promise<void>;

  /** As `SealedPieces.isReachable`. */
  isReachable(signal: AbortSignal): Promise<boolean>;
}

export class EvidenceUnreadable extends Error {
  /** `missing`: not (or no longer) there. `altered`: changed, cut short, moved from another ref, or another key. */
  readonly why: 'missing' | 'altered';

  constructor(why: 'missing' | 'altered', options?: ErrorOptions) {
    super(`evidence cannot be read: ${why}`, options);
    this.name = 'EvidenceUnreadable';
    this.why = why;
  }
}

/** The store could not be asked, or its answer was not heard: whether anything was done there is not known. */
export class EvidenceUnavailable extends Error {
  /** `code`: what went wrong in the technology's own word. No cause: those carry addresses and headers into logs. */
  constructor(code: string) {
    super(`the evidence store cannot be asked: ${code}`);
    this.name = 'EvidenceUnavailable';
  }
}
