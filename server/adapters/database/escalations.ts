// Submissions that reviewers gave to the leads, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { Escalations } from '../../ports/escalations.ts';
import type { Tables } from './tables.ts';

export function createEscalations(db: Kysely<Tables>): Escalations {
  return {
    add: async (row) => {
      await db.insertInto('escalations').values(row).execute();
    },

    find: async (applicationId, round) =>
      (await db
        .selectFrom('escalations')
        .innerJoin('reviewers', 'reviewers.id', 'escalations.reviewerId')
        .selectAll('escalations')
        .select('reviewers.name as reviewerName')
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .executeTakeFirst()) ?? null,

    isForLeads: async (applicationId, round, reviewerId) => {
      const { answer } = await db
        .selectNoFrom(
          sql<boolean>`is_for_leads(${applicationId}, ${round}::integer, ${reviewerId})`.as('answer'),
        )
        .executeTakeFirstOrThrow();
      return answer;
    },
  };
}
