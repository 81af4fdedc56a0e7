// Admissions that were taken back, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { Revocations } from '../../ports/revocations.ts';
import type { Tables } from './tables.ts';

export function createRevocations(db: Kysely<Tables>): Revocations {
  return {
    add: async (row) => {
      await db.insertInto('revocations').values(row).execute();
    },

    find: async (applicationId) =>
      (await db
        .selectFrom('revocations')
        .innerJoin('reviewers', 'reviewers.id', 'revocations.reviewerId')
        .selectAll('revocations')
        .select('reviewers.name as reviewerName')
        .where('applicationId', '=', applicationId)
        .executeTakeFirst()) ?? null,
  };
}
