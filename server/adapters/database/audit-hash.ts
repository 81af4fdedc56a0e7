// How each entry of the audit trail is hashed over the one before.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditEvent } from '../../domain/audit-event.ts';

/** What the first entry follows. */
export const beforeTheFirst = { seq: 0, hash: '0'.repeat(64) } as const;

/**
 * Hex SHA-256 over the previous hash (64 hex characters) followed by the entry as canonical JSON (RFC 8785), UTF-8.
 * Covers every column of the entry, so an edit of any of them shows.
 */
export function hashAuditEntry(previousHash: string, entry: AuditEvent & { readonly seq: number }): string {
  const { seq, applicationId, type, actor, at, data } = entry;
  const text = canonicalize({ seq, applicationId, type, actor, at: at.toISOString(), data });
  return createHash('sha256')
    .update(previousHash + (text ?? ''))
    .digest('hex');
}
