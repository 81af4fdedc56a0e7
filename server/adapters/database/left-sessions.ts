// Sessions that applicants ended, kept in PostgreSQL while their tokens could be good.
import type { Kysely } from 'kysely';
import type { LeftSessions } from '../../ports/left-sessions.ts';
import type { Tables } from './tables.ts';

export function createLeftSessions(db: Kysely<Tables>): LeftSessions {
  return {
    add: async (session) => {
      await db
        .insertInto('leftSessions')
        .values(session)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    has: async (id) => {
      const found = await db.selectFrom('leftSessions').select('id').where('id', '=', id).executeTakeFirst();
      return found !== undefined;
    },

    forget: async (before) => {
      await db.deleteFrom('leftSessions').where('expiresAt', '<', before).execute();
    },
  };
}
