// The signed checkpoints of the trail, and up to which of them somebody elsewhere has them.

export interface CheckpointRow {
  readonly number: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly headHash: string;
  readonly root: string;
  /** Of the tree with `lastSeq` leaves, hex, largest first. */
  readonly peaks: readonly string[];
  readonly previousSha256: string | null;
  readonly keyId: string;
  /** Compact JWS. */
  readonly text: string;
  readonly at: Date;
}

export interface AuditCheckpoints {
  newest(): Promise<CheckpointRow | null>;
  /** With a number above this one, lowest first, at most `limit`. */
  after(number: number, limit: number): Promise<readonly CheckpointRow[]>;
  /**
   * In the caller's transaction; others who add wait until it ends. Answers false, and adds nothing, when this number is
   * there already. Throws for one that does not follow the newest.
   */
  add(row: CheckpointRow): Promise<boolean>;
  /** The last one that was handed over, and when; null before the first. */
  keptUntil(): Promise<{ readonly number: number; readonly at: Date } | null>;
  /** Changes nothing where it was noted before. */
  noteKept(number: number, at: Date): Promise<void>;
}
