// Decisions that can still be undone, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { ParkedDecisions } from '../../ports/parked-decisions.ts';
import { unlessOwnCase } from './own-case.ts';
import type { Tables } from './tables.ts';

export function createParkedDecisions(db: Kysely<Tables>): ParkedDecisions {
  return {
    park: async (row) => {
      await unlessOwnCase(
        db
          .insertInto('parkedDecisions')
          .values({ ...row, reasons: JSON.stringify(row.reasons), items: JSON.stringify(row.items) })
          .execute(),
      );
    },

    find: async (applicationId) =>
      (await db
        .selectFrom('parkedDecisions')
        .innerJoin('reviewers', 'reviewers.id', 'parkedDecisions.reviewerId')
        .selectAll('parkedDecisions')
        .select('reviewers.name as reviewerName')
        .where('applicationId', '=', applicationId)
        .executeTakeFirst()) ?? null,

    take: async (applicationId, id) => {
      const taken = await db
        .deleteFrom('parkedDecisions')
        .where('applicationId', '=', applicationId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return taken !== undefined;
    },

    due: (now, limit) =>
      db
        .selectFrom('parkedDecisions')
        .select(['applicationId', 'id'])
        .where('settlesAt', '<=', now)
        .orderBy('settlesAt')
        .limit(limit)
        .execute(),
  };
}
