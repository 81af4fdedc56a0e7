// Keys of marketplaces' backends, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { ApiKeys } from '../../ports/api-keys.ts';
import type { Tables } from './tables.ts';

export function createApiKeys(db: Kysely<Tables>): ApiKeys {
  return {
    add: async ({ scopes, ...row }) => {
      await db
        .insertInto('apiKeys')
        .values({ ...row, scopes: JSON.stringify(scopes) })
        .execute();
    },

    find: async (id) =>
      (await db.selectFrom('apiKeys').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

    all: () => db.selectFrom('apiKeys').selectAll().orderBy('createdAt', 'desc').orderBy('id').execute(),

    revoke: async (id, revokedAt) => {
      const { numUpdatedRows } = await db
        .updateTable('apiKeys')
        .set({ revokedAt })
        .where('id', '=', id)
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    used: async (id, lastUsedAt) => {
      await db.updateTable('apiKeys').set({ lastUsedAt }).where('id', '=', id).execute();
    },
  };
}
