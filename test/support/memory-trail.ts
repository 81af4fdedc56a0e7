// A trail with checkpoints in memory, and the lines that are exported of it.
import { hashAuditEntry } from '../../server/adapters/database/audit-hash.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { AuditEvent } from '../../server/domain/audit-event.ts';
import { exportApplication, exportTrail } from '../../server/features/audit/export-trail.ts';
import { writeCheckpoint } from '../../server/features/audit/write-checkpoint.ts';
import type { AuditCheckpoints, CheckpointRow } from '../../server/ports/audit-checkpoints.ts';
import type { AuditEntry, AuditTrail } from '../../server/ports/audit-trail.ts';
import type { Database } from '../../server/ports/database.ts';
import type { Keys, PublicKey } from '../../server/ports/keys.ts';
import type { SigningKeys } from '../../server/ports/signing-keys.ts';
import { checkpointDeps, signal } from './trails.ts';

export interface MemoryTrail {
  readonly entries: AuditEntry[];
  readonly checkpoints: CheckpointRow[];
  append(...events: readonly AuditEvent[]): void;
  /** Signed by these keys, or by those it was made with. */
  sign(keys?: Keys): Promise<void>;
  exported(): Promise<Buffer>;
  exportedOf(application: ApplicationId): Promise<Buffer>;
}

async function bytesOf(lines: AsyncIterable<string>): Promise<Buffer> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return Buffer.from(all.join(''));
}

export function createMemoryTrail(keys: Keys): MemoryTrail {
  const entries: AuditEntry[] = [];
  const checkpoints: CheckpointRow[] = [];
  const known: PublicKey[] = [];

  const head = () => {
    const { seq, hash } = entries.at(-1) ?? { seq: 0, hash: '0'.repeat(64) };
    return { seq, hash };
  };
  const audit: Pick<AuditTrail, 'head' | 'hashes' | 'page' | 'of' | 'isWhole'> = {
    head: async () => head(),
    page: async (after, limit) => entries.slice(after, after + limit),
    hashes: async (after, limit) => entries.slice(after, after + limit).map(({ hash }) => hash),
    of: async (id) => entries.filter(({ applicationId }) => applicationId === id),
    isWhole: (entry) => hashAuditEntry(entry.previousHash, entry) === entry.hash,
  };
  const kept: Pick<AuditCheckpoints, 'newest' | 'after' | 'add'> = {
    newest: async () => checkpoints.at(-1) ?? null,
    after: async (number, limit) => checkpoints.slice(number, number + limit),
    add: async (row) => checkpoints.push(row) > 0,
  };
  const signingKeys: SigningKeys = {
    keep: async (key) => {
      if (!known.some(({ keyId }) => keyId === key.keyId)) known.push(key);
    },
    all: async () => known,
  };
  const stores = { audit, checkpoints: kept, signingKeys };
  const database = {
    ...stores,
    transaction: <T>(work: (tx: typeof stores) => T) => work(stores),
  } as never as Database;

  return {
    entries,
    checkpoints,
    append: (...events) => {
      for (const event of events) {
        const { seq, hash: previousHash } = head();
        const entry = { ...event, seq: seq + 1 };
        entries.push({ ...entry, previousHash, hash: hashAuditEntry(previousHash, entry) });
      }
    },
    sign: async (others = keys) => {
      const outcome = await writeCheckpoint(checkpointDeps(database, others), signal);
      if (outcome.kind !== 'written') throw new Error(outcome.kind);
    },
    exported: () => bytesOf(exportTrail(database)),
    exportedOf: (application) => bytesOf(exportApplication(database, application)),
  };
}
