// Applications, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { ApplicationRow, Applications } from '../../ports/applications.ts';
import type { Tables } from './tables.ts';

const columns = [
  'id',
  'state',
  'path',
  'language',
  'subjectKind',
  'round',
  'documentKey',
  'faceKey',
  'templateKey',
  'resubmissionsLeft',
  'livenessAttemptsLeft',
  'fix',
  'openedAt',
  'submittedAt',
  'decidedAt',
  'expiresAt',
  'jurisdiction',
  'jurisdictionBasis',
  'leftAt',
  'faceLockedAt',
  'identityLockedAt',
] as const satisfies readonly (keyof ApplicationRow)[];

export function createApplications(db: Kysely<Tables>): Applications {
  const byId = (id: ApplicationRow['id']) =>
    db
      .selectFrom('applications')
      .select(columns)
      .select(
        // what is locked is seen by nobody
        sql<Uint8Array | null>`case when identity_locked_at is null then declaration_sealed end`.as(
          'declarationSealed',
        ),
      )
      .where('id', '=', id);

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

    keysAfter: (id, limit) =>
      db
        .selectFrom('applications')
        .select(['id', 'documentKey', 'faceKey', 'templateKey'])
        .where('id', '>', id as ApplicationRow['id'])
        .orderBy('id')
        .limit(limit)
        .execute(),

    firstKeys: async () => {
      const first = await db
        .selectFrom('applications')
        .select(['id', 'documentKey', 'faceKey', 'templateKey'])
        .orderBy('openedAt')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return first ?? null;
    },

    replaceKeys: async ({ id, documentKey, faceKey, templateKey }, after) => {
      const { numUpdatedRows } = await db
        .updateTable('applications')
        .set({
          documentKey: after.documentKey,
          faceKey: after.faceKey,
          templateKey: after.templateKey,
        })
        .where('id', '=', id)
        .where('documentKey', '=', documentKey)
        .where('faceKey', '=', faceKey)
        .where('templateKey', '=', templateKey)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
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

    sealedDeclaration: async (id) => {
      const row = await db
        .selectFrom('applications')
        .select('declarationSealed')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.declarationSealed ?? null;
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
