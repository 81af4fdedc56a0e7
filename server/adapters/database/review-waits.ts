// How long people waited, kept in PostgreSQL: read from decisions, the newest first.
import { sql, type Kysely } from 'kysely';
import type { ReviewWaits } from '../../ports/review-waits.ts';
import type { Tables } from './tables.ts';

export function createReviewWaits(db: Kysely<Tables>): ReviewWaits {
  /** Decisions that were the first on their submission. */
  const firstDecisions = () =>
    db
      .selectFrom('reviewDecisions')
      .where((of) =>
        of.not(
          of.exists(
            of
              .selectFrom('reviewDecisions as before')
              .select('before.id')
              .whereRef('before.applicationId', '=', 'reviewDecisions.applicationId')
              .whereRef('before.round', '=', 'reviewDecisions.round')
              .where((one) =>
                one(
                  one.refTuple('before.at', 'before.id'),
                  '<',
                  one.refTuple('reviewDecisions.at', 'reviewDecisions.id'),
                ),
              ),
          ),
        ),
      )
      .orderBy('reviewDecisions.at', 'desc');

  return {
    pace: async (limit) => {
      const rows = await firstDecisions().select('reviewDecisions.at').limit(limit).execute();
      return { decided: rows.length, since: rows.at(-1)?.at ?? new Date(0) };
    },

    since: (moment, limit) =>
      firstDecisions()
        .innerJoin('applications', 'applications.id', 'reviewDecisions.applicationId')
        .select(['applications.path', 'reviewDecisions.submittedAt', 'reviewDecisions.at as decidedAt'])
        .where('reviewDecisions.at', '>=', moment)
        .limit(limit)
        .execute(),

    countDecidedSince: async (moment) => {
      const { count } = await db
        .selectFrom((from) =>
          from
            .selectFrom('reviewDecisions')
            .select(['applicationId', 'round'])
            .distinct()
            .where('at', '>=', moment)
            .as('decided'),
        )
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    noteBreach: async (isBreached, now) => {
      const noted = await db
        .updateTable('queueAlarm')
        .set({ breachedSince: isBreached ? now : null })
        .where('breachedSince', isBreached ? 'is' : 'is not', null)
        .returning(sql`1`.as('one'))
        .executeTakeFirst();
      return noted !== undefined;
    },

    breachedSince: async () => {
      const row = await db.selectFrom('queueAlarm').select('breachedSince').executeTakeFirst();
      return row?.breachedSince ?? null;
    },
  };
}
