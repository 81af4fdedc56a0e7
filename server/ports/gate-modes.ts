// The gate's mode as the database holds it, with the history that it follows from.
import type { GateChange, NewGateChange, StoredGateMode } from '../domain/gate-change.ts';

export interface GateModes {
  /** The row as it is, for reading with `readMode`; null when missing, which reads as hold. */
  current(): Promise<StoredGateMode | null>;
  /** Like `current`, and the mode stays as it is until the transaction ends. Only inside a transaction. */
  pinned(): Promise<StoredGateMode | null>;
  /** Like `current`, and keeps every other change, admission and decision waiting until the transaction ends. */
  lock(): Promise<StoredGateMode | null>;
  /** All of them, oldest first, without the evidence. */
  changes(): Promise<readonly GateChange[]>;
  /** Names of the people in the history, by their identifiers. */
  names(): Promise<Readonly<Record<string, string>>>;
  /** Canonical JSON as the proposal showed it; null when there is no such proposal. */
  evidence(proposal: number): Promise<string | null>;
  /**
   * Asks to write a change down and, where it is one, to change the mode with it. `evidence`: with a proposal.
   * Answers its place in the history. Throws when the database refuses: it keeps the rule of two people, too.
   */
  add(change: NewGateChange, evidence?: string): Promise<number>;
  /** Puts on record that what would make it fall back was looked at. */
  watched(at: Date): Promise<void>;
}
