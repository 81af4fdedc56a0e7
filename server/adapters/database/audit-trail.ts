// The append-only trail, kept in PostgreSQL.
import type { Kysely, Transaction } from 'kysely';
import type { AuditEvent } from '../../domain/audit-event.ts';
import type { AuditEntry, AuditTrail, TrailHead } from '../../ports/audit-trail.ts';
import { hashAuditEntry } from './audit-hash.ts';
import type { Tables } from './tables.ts';

/** What the database will give back: dates in data as text, and nothing that is undefined. */
const asStored = (event: AuditEvent): AuditEvent => ({
  ...event,
  data: JSON.parse(JSON.stringify(event.data)) as never,
});

function chain(head: TrailHead, events: readonly AuditEvent[]): AuditEntry[] {
  let { seq, hash: previousHash } = head;
  return events.map((event) => {
    seq += 1;
    const entry = { ...asStored(event), seq };
    const hash = hashAuditEntry(previousHash, entry);
    const chained = { ...entry, previousHash, hash };
    previousHash = hash;
    return chained;
  });
}

async function appendIn(tx: Kysely<Tables>, events: readonly AuditEvent[]): Promise<void> {
  const head = await tx.selectFrom('auditHead').select(['seq', 'hash']).forUpdate().executeTakeFirstOrThrow();
  const rows = chain(head, events).map((entry) => ({
    ...entry,
    actor: JSON.stringify(entry.actor),
    data: JSON.stringify(entry.data),
  }));
  // in one statement: what comes after it is held up by each way there and back
  await tx.insertInto('auditEvents').values(rows).execute();
}

export function createAuditTrail(db: Kysely<Tables> | Transaction<Tables>): AuditTrail {
  const entries = () => db.selectFrom('auditEvents').selectAll().orderBy('seq');

  return {
    append: async (...events) => {
      if (events.length === 0) return;
      if (db.isTransaction) await appendIn(db, events);
      else await db.transaction().execute((tx) => appendIn(tx, events));
    },

    of: async (applicationId) =>
      // type and data were written together, from an AuditEvent
      (await entries().where('applicationId', '=', applicationId).execute()) as AuditEntry[],

    isWhole: (entry) => hashAuditEntry(entry.previousHash, entry) === entry.hash,

    head: () => db.selectFrom('auditHead').select(['seq', 'hash']).executeTakeFirstOrThrow(),

    hashes: async (afterSeq, limit) =>
      (
        await db
          .selectFrom('auditEvents')
          .select('hash')
          .where('seq', '>', afterSeq)
          .orderBy('seq')
          .limit(limit)
          .execute()
      ).map(({ hash }) => hash),

    page: async (afterSeq, limit) =>
      (await entries().where('seq', '>', afterSeq).limit(limit).execute()) as AuditEntry[],
  };
}
