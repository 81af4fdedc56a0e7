// What a checkpoint of the trail says, and when one is due.

/** Raised when what a checkpoint says changes its meaning. */
export const checkpointVersion = 1;

/** What is signed; its members in this order, so that the text is canonical JSON. */
export interface CheckpointClaims {
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  /** The first entry that no checkpoint before this one had. */
  readonly firstSeq: number;
  readonly headHash: string;
  /** Address of the installation that signed it. */
  readonly iss: string;
  /** The newest entry; the tree has as many leaves. */
  readonly lastSeq: number;
  /** Counts from 1. */
  readonly number: number;
  /** SHA-256 of the text of the checkpoint before, hex; null in the first. */
  readonly previous: string | null;
  /** Root of the Merkle tree (RFC 9162) over the hashes of all entries from the first on, 32 bytes each; hex. */
  readonly root: string;
  readonly version: typeof checkpointVersion;
}

export interface CheckpointPace {
  /** A checkpoint is due when so many entries are in none. */
  readonly everyEvents: number;
  /** Or when the oldest of them is so old. */
  readonly everyMs: number;
}

export function isCheckpointDue(
  { everyEvents, everyMs }: CheckpointPace,
  waiting: { readonly events: number; readonly oldestAt: Date | null },
  now: Date,
): boolean {
  const { events, oldestAt } = waiting;
  if (events >= everyEvents) return true;
  return oldestAt !== null && now.getTime() - oldestAt.getTime() >= everyMs;
}
