// Where pictures of documents and faces are kept, encrypted.

/** Both are identifiers made by `Random.id`; anything but 1..64 of A-Z a-z 0-9 _ - is refused with a `RangeError`. */
export interface EvidenceRef {
  readonly applicationId: string;
  readonly evidenceId: string;
}

export interface EvidenceStore {
  /**
   * Asks to keep these bytes, encrypted with the application's data key (32 bytes).
   * Answers the SHA-256 (hex) and the number of the bytes given, once they would survive a loss of power.
   * An evidence id that is already there is replaced, whole or not at all.
   * Cannot (disk full, not writable): rejects, and what was there before is still there.
   * Keeps only ciphertext, bound to the ref: it cannot be read under another ref. The key stays with the caller.
   */
  put(ref: EvidenceRef, dataKey: Uint8Array, bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;

  /** Answers the bytes that were put. Cannot: rejects with `EvidenceUnreadable`; altered bytes are never returned. */
  get(ref: EvidenceRef, dataKey: Uint8Array): Promise<Uint8Array>;

  /**
   * Asks to remove everything of an application, also what an interrupted `put` left behind.
   * Answers how many pieces of evidence there were (0 when none: asking again is safe), once the removal is durable.
   * Removes the files; that old disk blocks are unreadable rests on the caller forgetting the data key too.
   */
  erase(applicationId: string): Promise<number>;

  /** As `erase`, for one piece; nothing there is fine. */
  eraseOne(ref: EvidenceRef): Promise<void>;
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
