// The signed checkpoints of the trail, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { AuditCheckpoints } from '../../ports/audit-checkpoints.ts';
import type { Tables } from './tables.ts';

export function createAuditCheckpoints(db: Kysely<Tables>): AuditCheckpoints {
  const rows = () => db.selectFrom('auditCheckpoints').selectAll();
  const newest = async () => (await rows().orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null;

  return {
    newest,

    after: (number, limit) => rows().where('number', '>', number).orderBy('number').limit(limit).execute(),

    add: async (row) => {
      // a lock of the table lets everybody go on reading
      await sql`lock table audit_checkpoints in share row exclusive mode`.execute(db);
      if (((await newest())?.number ?? 0) >= row.number) return false;
      await db
        .insertInto('auditCheckpoints')
        .values({ ...row, peaks: JSON.stringify(row.peaks) })
        .execute();
      return true;
    },

    keptUntil: async () =>
      (await db
        .selectFrom('auditCheckpointsKept')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst()) ?? null,

    noteKept: async (number, at) => {
      await db
        .insertInto('auditCheckpointsKept')
        .values({ number, at })
        .onConflict((conflict) => conflict.column('number').doNothing())
        .execute();
    },
  };
}
