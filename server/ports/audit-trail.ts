// The append-only record of what happened, each entry hashed over the one before.
import type { ApplicationId } from '../domain/application.ts';
import type { AuditEvent } from '../domain/audit-event.ts';

export type AuditEntry = AuditEvent & {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
};

export interface TrailHead {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditTrail {
  /**
   * Appends in the caller's transaction, in call order. Entries have one order without gaps, which is that of commits:
   * who reads one has everything before it. So from this call to the commit all others who append wait, in whatever
   * process, and nobody else does: call it last in the transaction.
   */
  append(...events: readonly AuditEvent[]): Promise<void>;
  /** Entries of one application, oldest first. */
  of(applicationId: ApplicationId): Promise<readonly AuditEntry[]>;
  /** Whether it says what its hash was made over. Not whether others are missing before or after it. */
  isWhole(entry: AuditEntry): boolean;
  /** The newest entry's place and hash; 0 and zeros before the first. */
  head(): Promise<TrailHead>;
  /** Hashes of entries after `afterSeq`, oldest first, at most `limit`. */
  hashes(afterSeq: number, limit: number): Promise<readonly string[]>;
  /** Entries after `afterSeq`, oldest first, at most `limit`. */
  page(afterSeq: number, limit: number): Promise<readonly AuditEntry[]>;
}
