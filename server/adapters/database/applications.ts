// Applications, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { ApplicationRow, Applications } from '../../ports/applications.ts';
import { isOver } from './erasure-condition.ts';
import type { Tables } from './tables.ts';

export function createApplications(db: Kysely<Tables>): Applications {
  const byId = (id: ApplicationRow['id']) => db.selectFrom('applications').selectAll().where('id', '=', id);

  return {
    open: async (row) => {
      await db
        .insertInto('applications')
        .values({ ...row, fix: JSON.stringify(row.fix) })
        .execute();
    },

    find: async (id) => (await byId(id).executeTakeFirst()) ?? null,

    lock: async (id) => (await byId(id).forUpdate().executeTakeFirst()) ?? null,

    save: async (id, { fix, ...patch }) => {
      const changes = fix === undefined ? patch : { ...patch, fix: JSON.stringify(fix) };
      if (Object.keys(changes).length === 0) return;
      const { numUpdatedRows } = await db
        .updateTable('applications')
        .set(changes)
        .where('id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Error(`there is no application ${id}`);
    },

    countIn: async (state) => {
      const { count } = await db
        .selectFrom('applications')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('state', '=', state)
        .executeTakeFirstOrThrow();
      return count;
    },

    checkingSince: (before, limit) =>
      db
        .selectFrom('applications')
        .select(['id', 'round'])
        .where('state', '=', 'checking')
        .where('submittedAt', '<', before)
        .orderBy('submittedAt')
        .orderBy('id')
        .limit(limit)
        .execute(),

    async withDueDeclaration(rules, now, limit) {
      const rows = await db
        .selectFrom('applications')
        .select('id')
        .where('declarationSealed', 'is not', null)
        .where((where) => where.or(rules.map((rule) => isOver(where, rule, now))))
        .orderBy('decidedAt')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    async overdue(now, limit) {
      const rows = await db
        .selectFrom('applications')
        .select('id')
        .where('state', 'in', ['draft', 'awaiting_resubmission'])
        .where('expiresAt', '<=', now)
        .orderBy('expiresAt')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
