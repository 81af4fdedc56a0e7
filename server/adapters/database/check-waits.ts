// Checks that wait for a service, kept in PostgreSQL.
import type { Kysely, Selectable } from 'kysely';
import type { CheckWait, CheckWaits } from '../../ports/check-waits.ts';
import type { Tables } from './tables.ts';

const asWait = ({ checkName, ...row }: Selectable<Tables['checkWaits']>): CheckWait => ({
  ...row,
  check: checkName,
});

export function createCheckWaits(db: Kysely<Tables>): CheckWaits {
  /** Only of rounds that are still being checked. */
  const current = () =>
    db
      .selectFrom('checkWaits as wait')
      .innerJoin('applications as application', (on) =>
        on
          .onRef('application.id', '=', 'wait.applicationId')
          .onRef('application.round', '=', 'wait.round')
          .on('application.state', '=', 'checking'),
      );

  return {
    async of(applicationId, round) {
      const rows = await db
        .selectFrom('checkWaits')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .execute();
      return rows.map(asWait);
    },

    async put({ check, ...row }) {
      const { questions, askAgainAt } = row;
      await db
        .insertInto('checkWaits')
        .values({ ...row, checkName: check })
        .onConflict((earlier) =>
          earlier.columns(['applicationId', 'round', 'checkName']).doUpdateSet({ questions, askAgainAt }),
        )
        .execute();
    },

    async end(applicationId, round, check) {
      const ended = await db
        .deleteFrom('checkWaits')
        .where('applicationId', '=', applicationId)
        .where('round', '=', round)
        .where('checkName', '=', check)
        .executeTakeFirst();
      return ended.numDeletedRows > 0n;
    },

    due: (now, limit) =>
      current()
        .select(['wait.applicationId', 'wait.round'])
        .where('wait.askAgainAt', '<=', now)
        .groupBy(['wait.applicationId', 'wait.round'])
        .orderBy((of) => of.fn.min('wait.since'))
        .orderBy('wait.applicationId')
        .limit(limit)
        .execute(),

    async tally() {
      const { applications, since } = await current()
        .select((of) => [
          of.fn.count<number>('wait.applicationId').distinct().as('applications'),
          of.fn.min('wait.since').as('since'),
        ])
        .whereRef('wait.askAgainAt', '>', 'wait.since')
        .executeTakeFirstOrThrow();
      return { applications, since };
    },

    async forgetEnded() {
      await db
        .deleteFrom('checkWaits as wait')
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom('applications as application')
                .select('application.id')
                .whereRef('application.id', '=', 'wait.applicationId')
                .whereRef('application.round', '=', 'wait.round')
                .where('application.state', '=', 'checking'),
            ),
          ),
        )
        .execute();
    },
  };
}
