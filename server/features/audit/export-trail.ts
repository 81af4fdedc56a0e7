// The trail as lines that a stranger can verify: all of it, or one application's entries with proofs.
import { canonicalJson, type Json } from '../../domain/canonical-json.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { levelsOf, pathOf } from '../../domain/merkle-tree.ts';
import type { CheckpointRow } from '../../ports/audit-checkpoints.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { Database } from '../../ports/database.ts';
import { sha256Bytes } from './write-checkpoint.ts';

const format = { format: 'portcullis-audit', version: 1 } as const;
const pageSize = 1000;

const line = (value: Json): string => `${canonicalJson(value)}\n`;

/** The members that the hash is made over; nothing of them is personal. */
function entryOf({ seq, applicationId, type, actor, at, data }: AuditEntry): Json {
  return { seq, applicationId, type, actor: actor as Json, at: at.toISOString(), data: data as Json };
}

const checkpointLine = ({ text }: CheckpointRow): string => line({ checkpoint: text });

async function allCheckpoints({ checkpoints }: Database): Promise<readonly CheckpointRow[]> {
  const found: CheckpointRow[] = [];
  for (;;) {
    const page = await checkpoints.after(found.at(-1)?.number ?? 0, pageSize);
    if (page.length === 0) return found;
    found.push(...page);
  }
}

/** Those that signed a checkpoint, in the order of their first one. */
async function keysLine({ signingKeys }: Database, checkpoints: readonly CheckpointRow[]): Promise<string> {
  const known = new Map((await signingKeys.all()).map(({ keyId, publicJwk }) => [keyId, publicJwk]));
  const used = [...new Set(checkpoints.map(({ keyId }) => keyId))];
  const keys = used.map((kid) => {
    const jwk = known.get(kid);
    if (jwk === undefined) throw new Error('the key of a checkpoint is kept with it');
    return { ...jwk, kid };
  });
  return line({ keys });
}

/** Up to the entry that is the newest when it begins; each checkpoint stands after its last entry. */
export async function* exportTrail(database: Database): AsyncGenerator<string> {
  const checkpoints = await allCheckpoints(database);
  const head = await database.audit.head();
  yield line({
    ...format,
    scope: 'trail',
    lastSeq: head.seq,
    headHash: head.hash,
    checkpoints: checkpoints.length,
  });
  yield await keysLine(database, checkpoints);
  const waiting = [...checkpoints];
  for (let seq = 0; seq < head.seq;) {
    const page = await database.audit.page(seq, Math.min(pageSize, head.seq - seq));
    if (page.length === 0) return; // entries are missing, which the header tells
    for (const entry of page) {
      const { hash, previousHash } = entry;
      yield line({ entry: entryOf(entry), hash, previousHash });
      if (waiting[0]?.lastSeq === entry.seq) yield checkpointLine(waiting.shift() as CheckpointRow);
    }
    seq = page.at(-1)?.seq ?? head.seq;
  }
}

/** Hashes of all entries up to this one: 32 bytes each, and as many again for the tree over them. */
async function hashesUntil({ audit }: Database, lastSeq: number): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  while (found.length < lastSeq) {
    const page = await audit.hashes(found.length, Math.min(20_000, lastSeq - found.length));
    if (page.length === 0) throw new Error('the trail has fewer entries than a checkpoint of it says');
    for (const hash of page) found.push(Buffer.from(hash, 'hex'));
  }
  return found;
}

/** Entries that the newest checkpoint has, each with its inclusion path (RFC 9162); none without a checkpoint. */
export async function* exportApplication(
  database: Database,
  application: ApplicationId,
): AsyncGenerator<string> {
  const checkpoints = await allCheckpoints(database);
  const lastSeq = checkpoints.at(-1)?.lastSeq ?? 0;
  const entries = (await database.audit.of(application)).filter(({ seq }) => seq <= lastSeq);
  yield line({
    ...format,
    scope: 'application',
    application,
    entries: entries.length,
    checkpoints: checkpoints.length,
  });
  yield await keysLine(database, checkpoints);
  for (const checkpoint of checkpoints) yield checkpointLine(checkpoint);
  const levels = levelsOf(await hashesUntil(database, lastSeq), sha256Bytes);
  for (const entry of entries) {
    const { hash, previousHash, seq } = entry;
    const proof = pathOf(levels, seq - 1).map((one) => Buffer.from(one).toString('hex'));
    yield line({ entry: entryOf(entry), hash, previousHash, proof });
  }
}
