// Reviewers and their ways in, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { KnownReviewer, Reviewers } from '../../ports/reviewers.ts';
import { inForce } from './reviewer-sessions.ts';
import type { Tables } from './tables.ts';

const columns = ['reviewers.id', 'reviewers.name', 'reviewers.role', 'reviewers.barredAt'] as const;

export function createReviewers(db: Kysely<Tables>): Reviewers {
  return {
    put: async ({ id, name, role }): Promise<KnownReviewer> =>
      db
        .insertInto('reviewers')
        .values({ id, name, role })
        .onConflict((known) => known.column('id').doUpdateSet({ name, role }))
        .returning(columns)
        .executeTakeFirstOrThrow(),

    find: async (id) =>
      (await db.selectFrom('reviewers').select(columns).where('id', '=', id).executeTakeFirst()) ?? null,

    all: async () => db.selectFrom('reviewers').select(columns).orderBy('name').orderBy('id').execute(),

    setBarred: async (id, barredAt) => {
      const changed = await db
        .updateTable('reviewers')
        .set({ barredAt })
        .where('id', '=', id)
        .where('barredAt', barredAt === null ? 'is not' : 'is', null)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },

    lastSeenAt: async (id, now) => {
      const { lastSeenAt } = await inForce(db, now)
        .where('reviewerSessions.reviewerId', '=', id)
        .select(({ fn }) => fn.max('reviewerSessions.lastSeenAt').as('lastSeenAt'))
        .executeTakeFirstOrThrow();
      return lastSeenAt;
    },

    addLink: async (link) => {
      await db
        .insertInto('signInLinks')
        .values({ ...link, usedAt: null })
        .execute();
    },

    useLink: async (tokenSha256, now) => {
      const used = await db
        .updateTable('signInLinks')
        .from('reviewers')
        .set({ usedAt: now })
        .whereRef('reviewers.id', '=', 'signInLinks.reviewerId')
        .where('signInLinks.tokenSha256', '=', tokenSha256)
        .where('signInLinks.usedAt', 'is', null)
        .where('signInLinks.expiresAt', '>', now)
        .returning([...columns, 'signInLinks.isBreakGlass'])
        .executeTakeFirst();
      if (used === undefined) return null;
      const { isBreakGlass, ...reviewer } = used;
      return { reviewer, isBreakGlass };
    },

    useSignIn: async (stateSha256, expiresAt, now) => {
      await db.deleteFrom('usedSignIns').where('expiresAt', '<', now).execute();
      const added = await db
        .insertInto('usedSignIns')
        .values({ stateSha256, expiresAt })
        .onConflict((used) => used.doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
}
