// Sessions of reviewers, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import { idleSince } from '../../domain/reviewer-session.ts';
import type { ReviewerSession, ReviewerSessions } from '../../ports/reviewer-sessions.ts';
import type { Tables } from './tables.ts';

/** With the person whose session each is. */
export function inForce(db: Kysely<Tables>, now: Date) {
  return db
    .selectFrom('reviewerSessions')
    .innerJoin('reviewers', 'reviewers.id', 'reviewerSessions.reviewerId')
    .where('reviewerSessions.endedAt', 'is', null)
    .where('reviewerSessions.expiresAt', '>', now)
    .where('reviewerSessions.lastActiveAt', '>', idleSince(now))
    .where('reviewers.barredAt', 'is', null);
}

const columns = [
  'reviewerSessions.id',
  'reviewerSessions.reviewerId',
  'reviewerSessions.way',
  'reviewerSessions.browser',
  'reviewerSessions.openedAt',
  'reviewerSessions.expiresAt',
  'reviewerSessions.lastSeenAt',
  'reviewerSessions.lastActiveAt',
  'reviewers.name',
  'reviewers.role',
] as const;

type Row = Omit<ReviewerSession, 'reviewer'> & Pick<ReviewerSession['reviewer'], 'name' | 'role'>;

function sessionOf({ name, role, ...session }: Row): ReviewerSession {
  return { ...session, reviewer: { id: session.reviewerId, name, role } };
}

export function createReviewerSessions(db: Kysely<Tables>): ReviewerSessions {
  return {
    open: async (session) => {
      const { openedAt } = session;
      await db
        .insertInto('reviewerSessions')
        .values({ ...session, lastSeenAt: openedAt, lastActiveAt: openedAt, endedAt: null })
        .execute();
    },

    find: async (id, now) => {
      const row = await inForce(db, now)
        .select(columns)
        .where('reviewerSessions.id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : sessionOf(row);
    },

    touch: async (id, at, isActive) => {
      await db
        .updateTable('reviewerSessions')
        .set({ lastSeenAt: at, ...(isActive ? { lastActiveAt: at } : {}) })
        .where('id', '=', id)
        .execute();
    },

    inForce: async (reviewerId, now) => {
      const all = inForce(db, now).select(columns).orderBy('reviewerSessions.openedAt', 'desc');
      const wanted = reviewerId === null ? all : all.where('reviewerSessions.reviewerId', '=', reviewerId);
      return (await wanted.execute()).map(sessionOf);
    },

    end: async (id, reviewerId, at) => {
      const ended = await db
        .updateTable('reviewerSessions')
        .set({ endedAt: at })
        .where('id', '=', id)
        .where('reviewerId', '=', reviewerId)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      return ended.numUpdatedRows > 0n;
    },

    endAll: async (reviewerId, at, exceptId = '') => {
      const ended = await db
        .updateTable('reviewerSessions')
        .set({ endedAt: at })
        .where('reviewerId', '=', reviewerId)
        .where('id', '<>', exceptId)
        .where('endedAt', 'is', null)
        .returning(['expiresAt', 'lastActiveAt'])
        .execute();
      const wasInForce = ({ expiresAt, lastActiveAt }: { expiresAt: Date; lastActiveAt: Date }): boolean =>
        expiresAt > at && lastActiveAt > idleSince(at);
      return ended.filter(wasInForce).length;
    },

    forget: async (expiredBefore) => {
      await db.deleteFrom('reviewerSessions').where('expiresAt', '<', expiredBefore).execute();
    },
  };
}
