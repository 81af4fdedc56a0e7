// Whether an audit trail is whole: nothing edited, dropped, inserted or put in another order.
import type { AuditEntry, TrailHead } from '../../ports/audit-trail.ts';
import { beforeTheFirst, hashAuditEntry } from './audit-hash.ts';

export type TrailFault =
  | { readonly kind: 'not-the-next'; readonly at: number; readonly expectedSeq: number; readonly seq: number }
  | { readonly kind: 'other-predecessor'; readonly at: number; readonly seq: number }
  | { readonly kind: 'edited'; readonly at: number; readonly seq: number }
  | { readonly kind: 'other-end'; readonly expected: TrailHead; readonly found: TrailHead };

/** `head` of a whole trail is where the next page goes on. `at` in a fault: index into the entries. */
export type TrailVerdict =
  { readonly whole: true; readonly head: TrailHead } | { readonly whole: false; readonly fault: TrailFault };

/**
 * Checks entries that follow `from`, in the order given; the first fault ends it.
 * Without `expectedHead`, known from elsewhere, entries missing at the end cannot be noticed.
 */
export function verifyTrail(
  entries: readonly AuditEntry[],
  { from = beforeTheFirst, expectedHead = null }: { from?: TrailHead; expectedHead?: TrailHead | null } = {},
): TrailVerdict {
  let head = from;
  for (const [at, entry] of entries.entries()) {
    const fault = faultOf(head, entry, at);
    if (fault !== null) return { whole: false, fault };
    head = { seq: entry.seq, hash: entry.hash };
  }
  if (expectedHead !== null && (expectedHead.seq !== head.seq || expectedHead.hash !== head.hash)) {
    return { whole: false, fault: { kind: 'other-end', expected: expectedHead, found: head } };
  }
  return { whole: true, head };
}

function faultOf(head: TrailHead, entry: AuditEntry, at: number): TrailFault | null {
  const { seq } = entry;
  if (seq !== head.seq + 1) return { kind: 'not-the-next', at, expectedSeq: head.seq + 1, seq };
  if (entry.previousHash !== head.hash) return { kind: 'other-predecessor', at, seq };
  if (entry.hash !== hashAuditEntry(head.hash, entry)) return { kind: 'edited', at, seq };
  return null;
}
