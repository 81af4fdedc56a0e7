// Counts of questions to services by the hour, and how each process's guards stand, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import { latencyStepOf } from '../../domain/service-figures.ts';
import type { ServiceFigures } from '../../ports/service-figures.ts';
import type { Tables } from './tables.ts';

function hourOf(at: Date): Date {
  const hour = new Date(at);
  hour.setUTCMinutes(0, 0, 0);
  return hour;
}

export function createServiceFigures(db: Kysely<Tables>): ServiceFigures {
  return {
    async count({ service, outcome, tookMs, at }) {
      await db
        .insertInto('serviceQuestions')
        .values({ service, hour: hourOf(at), outcome, fromMs: latencyStepOf(tookMs), questions: 1 })
        .onConflict((earlier) =>
          earlier
            .columns(['service', 'hour', 'outcome', 'fromMs'])
            .doUpdateSet({ questions: sql`service_questions.questions + 1` }),
        )
        .execute();
    },

    counts: (since) =>
      db
        .selectFrom('serviceQuestions')
        .select(['service', 'outcome', 'fromMs'])
        .select((of) => of.fn.sum<number>('questions').$castTo<string>().as('questions'))
        .where('hour', '>=', hourOf(since))
        .groupBy(['service', 'outcome', 'fromMs'])
        .orderBy('service')
        .orderBy('outcome')
        .orderBy('fromMs')
        .execute()
        .then((rows) => rows.map((row) => ({ ...row, questions: Number(row.questions) }))),

    async tell(row) {
      const { state, since, why, retryAt, seenAt } = row;
      await db
        .insertInto('serviceGuards')
        .values(row)
        .onConflict((earlier) =>
          earlier.columns(['service', 'process']).doUpdateSet({ state, since, why, retryAt, seenAt }),
        )
        .execute();
    },

    guards: (seenSince) =>
      db
        .selectFrom('serviceGuards')
        .selectAll()
        .where('seenAt', '>=', seenSince)
        .orderBy('service')
        .orderBy('process')
        .execute(),

    async forget({ hours, seen }) {
      await db.deleteFrom('serviceQuestions').where('hour', '<', hours).execute();
      await db.deleteFrom('serviceGuards').where('seenAt', '<', seen).execute();
    },
  };
}
