// What was asked about somebody elsewhere, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { Queries } from '../../ports/queries.ts';
import type { Tables } from './tables.ts';

export function createQueries(db: Kysely<Tables>): Queries {
  return {
    note: async (row) => {
      await db.insertInto('queries').values(row).execute();
    },

    of: (applicationId) =>
      db
        .selectFrom('queries')
        .select(['applicationId', 'round', 'source', 'showsFace', 'consentId', 'faceConsentId', 'at'])
        .where('applicationId', '=', applicationId)
        .orderBy('id')
        .execute(),
  };
}
