// Reviewers, their sign-in links and sessions, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { Reviewers } from '../../ports/reviewers.ts';
import type { Tables } from './tables.ts';

export function createReviewers(db: Kysely<Tables>): Reviewers {
  return {
    put: async ({ id, name, role }) => {
      await db
        .insertInto('reviewers')
        .values({ id, name, role })
        .onConflict((known) => known.column('id').doUpdateSet({ name, role }))
        .execute();
    },

    addLink: async ({ tokenSha256, reviewerId, expiresAt }) => {
      await db
        .insertInto('signInLinks')
        .values({ tokenSha256, reviewerId, expiresAt, usedAt: null })
        .execute();
    },

    useLink: async (tokenSha256, now) => {
      const reviewer = await db
        .updateTable('signInLinks')
        .from('reviewers')
        .set({ usedAt: now })
        .whereRef('reviewers.id', '=', 'signInLinks.reviewerId')
        .where('signInLinks.tokenSha256', '=', tokenSha256)
        .where('signInLinks.usedAt', 'is', null)
        .where('signInLinks.expiresAt', '>', now)
        .returning(['reviewers.id', 'reviewers.name', 'reviewers.role'])
        .executeTakeFirst();
      return reviewer ?? null;
    },

    openSession: async ({ id, reviewerId, openedAt, expiresAt }) => {
      await db
        .insertInto('reviewerSessions')
        .values({ id, reviewerId, openedAt, expiresAt, endedAt: null })
        .execute();
    },

    findSession: async (id, now) => {
      const row = await db
        .selectFrom('reviewerSessions')
        .innerJoin('reviewers', 'reviewers.id', 'reviewerSessions.reviewerId')
        .select(['reviewers.id', 'reviewers.name', 'reviewers.role', 'reviewerSessions.expiresAt'])
        .where('reviewerSessions.id', '=', id)
        .where('reviewerSessions.endedAt', 'is', null)
        .where('reviewerSessions.expiresAt', '>', now)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { expiresAt, ...reviewer } = row;
      return { id, reviewer, expiresAt };
    },

    endSession: async (id, now) => {
      await db
        .updateTable('reviewerSessions')
        .set({ endedAt: now })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}
