// What reviewers have written so far of a decision, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { DecisionDrafts } from '../../ports/decision-drafts.ts';
import type { Tables } from './tables.ts';

export function createDecisionDrafts(db: Kysely<Tables>): DecisionDrafts {
  return {
    put: async ({ body, ...row }) => {
      const written = { ...row, body: JSON.stringify(body) };
      await db
        .insertInto('decisionDrafts')
        .values(written)
        .onConflict((earlier) => earlier.columns(['applicationId', 'reviewerId']).doUpdateSet(written))
        .execute();
    },

    find: async (applicationId, reviewerId) =>
      (await db
        .selectFrom('decisionDrafts')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .where('reviewerId', '=', reviewerId)
        .executeTakeFirst()) ?? null,

    forget: async (applicationId, reviewerId) => {
      await db
        .deleteFrom('decisionDrafts')
        .where('applicationId', '=', applicationId)
        .where('reviewerId', '=', reviewerId)
        .execute();
    },

    forgetBefore: async (savedAt) => {
      await db.deleteFrom('decisionDrafts').where('savedAt', '<', savedAt).execute();
    },

    forgetAll: async (applicationId) => {
      await db.deleteFrom('decisionDrafts').where('applicationId', '=', applicationId).execute();
    },
  };
}
