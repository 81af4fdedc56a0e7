// The append-only record of what happened, each entry hashed over the one before.
import type { ApplicationId } from '../domain/application.ts';
import type { AuditEvent } from '../domain/audit-event.ts';

export type AuditEntry = AuditEvent & {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
};

export interface AuditTrail {
  /** Appends in the caller's transaction, in call order. Call it last in the transaction: entries have one order, so others wait. */
  append(...events: readonly AuditEvent[]): Promise<void>;
  /** Entries of one application, oldest first. */
  of(applicationId: ApplicationId): Promise<readonly AuditEntry[]>;
  /** Whether it says what its hash was made over. Not whether others are missing before or after it. */
  isWhole(entry: AuditEntry): boolean;
  /** Entries after `afterSeq`, oldest first, at most `limit`. */
  page(afterSeq: number, limit: number): Promise<readonly AuditEntry[]>;
}
