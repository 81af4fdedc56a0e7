// Signs what the trail says up to now, after having looked at every entry that no checkpoint has yet.
import { createHash } from 'node:crypto';
import {
  checkpointVersion,
  isCheckpointDue,
  type CheckpointClaims,
  type CheckpointPace,
} from '../../domain/checkpoint.ts';
import { emptyTree, extended, rootOf, type TreePeaks } from '../../domain/merkle-tree.ts';
import type { CheckpointRow } from '../../ports/audit-checkpoints.ts';
import type { AuditEntry, TrailHead } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Signatures } from '../../ports/signatures.ts';

export interface CheckpointDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly signatures: Pick<Signatures, 'sign'>;
  /** Stands in the checkpoint as who signed it. */
  readonly publicUrl: string;
}

/** `broken`: entry `seq` does not follow, or is not what its hash was made over; nothing is signed. */
export type CheckpointOutcome =
  | { readonly kind: 'written'; readonly number: number; readonly lastSeq: number }
  | { readonly kind: 'nothing-new' | 'by-another' }
  | { readonly kind: 'broken'; readonly seq: number };

/** Entries of one checkpoint at most: whoever is stopped in the middle of a long trail has lost no more. */
const mostEvents = 20_000;
const pageSize = 500;

export const sha256Bytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const beforeTheFirst: TrailHead = { seq: 0, hash: '0'.repeat(64) };

/** Where entries stop following one another; null where they do not. */
function faultIn({ audit }: Database, head: TrailHead, entries: readonly AuditEntry[]): number | null {
  let { seq, hash } = head;
  for (const entry of entries) {
    if (entry.seq !== seq + 1 || entry.previousHash !== hash || !audit.isWhole(entry)) return seq + 1;
    ({ seq, hash } = entry);
  }
  return null;
}

interface Reach {
  readonly head: TrailHead;
  readonly tree: TreePeaks;
}

/** Goes on from `reach` to the newest entry, or so far as one checkpoint goes; a number: the entry that is at fault. */
async function goOn(database: Database, reach: Reach, signal: AbortSignal): Promise<Reach | number> {
  const newest = await database.audit.head();
  const until = Math.min(newest.seq, reach.head.seq + mostEvents);
  let { head, tree } = reach;
  while (head.seq < until) {
    signal.throwIfAborted();
    const page = await database.audit.page(head.seq, Math.min(pageSize, until - head.seq));
    const fault = page.length === 0 ? head.seq + 1 : faultIn(database, head, page);
    if (fault !== null) return fault;
    tree = extended(
      tree,
      page.map(({ hash }) => bytesOf(hash)),
      sha256Bytes,
    );
    head = page.at(-1) ?? head;
  }
  return { head: { seq: head.seq, hash: head.hash }, tree };
}

const reachOf = (row: CheckpointRow | null): Reach =>
  row === null
    ? { head: beforeTheFirst, tree: emptyTree }
    : {
        head: { seq: row.lastSeq, hash: row.headHash },
        tree: { size: row.lastSeq, peaks: row.peaks.map(bytesOf) },
      };

/** Of several processes that write one at the same time, one does; reads the new entries alone. */
export async function writeCheckpoint(deps: CheckpointDeps, signal: AbortSignal): Promise<CheckpointOutcome> {
  const { database, clock, signatures, publicUrl } = deps;
  const before = await database.checkpoints.newest();
  const from = reachOf(before);
  const reached = await goOn(database, from, signal);
  if (typeof reached === 'number') return { kind: 'broken', seq: reached };
  const { head, tree } = reached;
  const root = rootOf(tree, sha256Bytes);
  if (head.seq === from.head.seq || root === null) return { kind: 'nothing-new' };
  const at = clock.now();
  const claims: CheckpointClaims = {
    at: at.toISOString(),
    firstSeq: from.head.seq + 1,
    headHash: head.hash,
    iss: publicUrl,
    lastSeq: head.seq,
    number: (before?.number ?? 0) + 1,
    previous: before === null ? null : sha256(before.text),
    root: hexOf(root),
    version: checkpointVersion,
  };
  const { text, key } = await signatures.sign('checkpoint', claims);
  const { number, firstSeq, lastSeq, headHash, previous } = claims;
  const isOurs = await database.transaction(async (tx) => {
    await tx.signingKeys.keep(key, at);
    return tx.checkpoints.add({
      number,
      firstSeq,
      lastSeq,
      headHash,
      root: claims.root,
      peaks: tree.peaks.map(hexOf),
      previousSha256: previous,
      keyId: key.keyId,
      text,
      at,
    });
  });
  return isOurs ? { kind: 'written', number, lastSeq } : { kind: 'by-another' };
}

/** Writes checkpoints until none is due; what ended it last. */
export async function writeDueCheckpoints(
  deps: CheckpointDeps & { readonly pace: CheckpointPace },
  signal: AbortSignal,
): Promise<CheckpointOutcome> {
  const { database, clock, pace } = deps;
  let outcome: CheckpointOutcome = { kind: 'nothing-new' };
  for (;;) {
    const { lastSeq } = (await database.checkpoints.newest()) ?? { lastSeq: 0 };
    const events = (await database.audit.head()).seq - lastSeq;
    const [oldest] = events === 0 ? [] : await database.audit.page(lastSeq, 1);
    if (!isCheckpointDue(pace, { events, oldestAt: oldest?.at ?? null }, clock.now())) return outcome;
    outcome = await writeCheckpoint(deps, signal);
    if (outcome.kind !== 'written') return outcome;
  }
}
