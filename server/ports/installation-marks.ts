// What an installation knows its own things by, over all of its processes and starts.

export interface InstallationMarks {
  /** What its master key locked when it was first used here; null: that was not yet, or before there were marks. */
  lockedWord(): Promise<Uint8Array | null>;
  /** Keeps it, unless another process was faster. Answers what is kept. */
  keepLockedWord(locked: Uint8Array): Promise<Uint8Array>;
  /** Whether a folder for evidence was ever marked as ours. */
  hasMarkedFolder(): Promise<boolean>;
  /** Does nothing when it is noted already. */
  noteMarkedFolder(): Promise<void>;
}
