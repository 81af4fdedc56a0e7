// Counts for the people who watch quality, from PostgreSQL.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Period, QualityFigures } from '../../ports/quality-figures.ts';
import type { Tables } from './tables.ts';

/** The day of a moment in a time zone, YYYY-MM-DD. */
const dayOf = (column: string, { timeZone }: Period): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone ${timeZone}, 'YYYY-MM-DD')`;

/** Decisions that count, with those on aliases. */
function selectWork(db: Kysely<Tables>, { from, to }: Period) {
  return db
    .selectFrom('reviewDecisions')
    .leftJoin('decisionTimes', 'decisionTimes.decisionId', 'reviewDecisions.id')
    .select([
      'reviewDecisions.reviewerId',
      'reviewDecisions.decision',
      'reviewDecisions.at',
      'decisionTimes.activeMs',
    ])
    .where('reviewDecisions.at', '>=', from)
    .where('reviewDecisions.at', '<', to)
    .unionAll(
      db
        .selectFrom('qualityReviews')
        .select([
          'qualityReviews.reviewerId',
          'qualityReviews.decision',
          'qualityReviews.at',
          'qualityReviews.activeMs',
        ])
        .where('qualityReviews.at', '>=', from)
        .where('qualityReviews.at', '<', to),
    );
}

/** Answers given in the period, with what they stand for. */
function selectAnswers(db: Kysely<Tables>, { from, to }: Period) {
  return db
    .selectFrom('qualityReviews')
    .innerJoin('qualityTasks', 'qualityTasks.alias', 'qualityReviews.alias')
    .where('qualityReviews.at', '>=', from)
    .where('qualityReviews.at', '<', to);
}

export function createQualityFigures(db: Kysely<Tables>): QualityFigures {
  return {
    reviewers: () =>
      db.selectFrom('reviewers').select(['id', 'name']).orderBy('name').orderBy('id').execute(),

    openAges: (now, limitsHours) => {
      const limits = limitsHours.map((hours) => new Date(now.getTime() - hours * 3_600_000));
      return db
        .selectFrom((from) =>
          from
            .selectFrom('applications')
            // thresholds must rise: the older a submission, the fewer of them it has reached
            .select([
              'path',
              sql<number>`${limits.length} - width_bucket(submitted_at, ${sql.val([...limits].reverse())}::timestamptz[])`.as(
                'passed',
              ),
            ])
            .where('state', '=', 'in_review')
            .as('open'),
        )
        .select((of) => ['path', 'passed', of.fn.countAll<number>().as('count')])
        .groupBy(['path', 'passed'])
        .execute();
    },

    arrivalsByDay: (period) =>
      db
        .selectFrom('auditEvents')
        .select((of) => [dayOf('at', period).as('day'), of.fn.countAll<number>().as('count')])
        .where('type', 'in', ['application.submitted', 'application.appealed'])
        .where('at', '>=', period.from)
        .where('at', '<', period.to)
        .groupBy(sql.ref('day'))
        .execute(),

    decisionsByDay: (period) =>
      db
        .selectFrom(selectWork(db, period).as('work'))
        .select((of) => [
          'reviewerId',
          'decision',
          dayOf('at', period).as('day'),
          of.fn.countAll<number>().as('count'),
        ])
        .groupBy(['reviewerId', 'decision', sql.ref('day')])
        .execute(),

    times: (period) =>
      db
        .selectFrom(selectWork(db, period).as('work'))
        .select(['reviewerId', 'at', 'activeMs'])
        .where('activeMs', 'is not', null)
        .$narrowType<{ activeMs: number }>()
        .orderBy('at')
        .execute(),

    secondOpinions: (period) =>
      selectAnswers(db, period)
        .innerJoin('reviewDecisions', (join) =>
          join
            .onRef('reviewDecisions.applicationId', '=', 'qualityTasks.applicationId')
            .onRef('reviewDecisions.round', '=', 'qualityTasks.round'),
        )
        .select((of) => [
          'reviewDecisions.reviewerId as firstReviewerId',
          'qualityReviews.reviewerId as secondReviewerId',
          'reviewDecisions.decision as first',
          'qualityReviews.decision as second',
          of.fn.countAll<number>().as('count'),
        ])
        .where('qualityTasks.kind', '=', 'second')
        // of two who decided together, the first
        .where((is) =>
          is.not(
            is.exists(
              is
                .selectFrom('reviewDecisions as earlier')
                .select('earlier.id')
                .whereRef('earlier.applicationId', '=', 'reviewDecisions.applicationId')
                .whereRef('earlier.round', '=', 'reviewDecisions.round')
                .where((of) =>
                  of.or([
                    of('earlier.at', '<', of.ref('reviewDecisions.at')),
                    of.and([
                      of('earlier.at', '=', of.ref('reviewDecisions.at')),
                      of('earlier.id', '<', of.ref('reviewDecisions.id')),
                    ]),
                  ]),
                ),
            ),
          ),
        )
        .groupBy([
          'reviewDecisions.reviewerId',
          'qualityReviews.reviewerId',
          'reviewDecisions.decision',
          'qualityReviews.decision',
        ])
        .execute(),

    knownAnswers: (period) =>
      selectAnswers(db, period)
        .innerJoin('knownCases', 'knownCases.id', 'qualityTasks.knownCaseId')
        .select((of) => [
          'qualityReviews.reviewerId',
          'knownCases.decision as right',
          'qualityReviews.decision as given',
          of.fn.countAll<number>().as('count'),
        ])
        .groupBy(['qualityReviews.reviewerId', 'knownCases.decision', 'qualityReviews.decision'])
        .execute(),

    machineOpinions: ({ from, to }) =>
      db
        .selectFrom('reviewDecisions')
        .innerJoin('recommendations', (join) =>
          join
            .onRef('recommendations.applicationId', '=', 'reviewDecisions.applicationId')
            .onRef('recommendations.round', '=', 'reviewDecisions.round'),
        )
        .select((of) => [
          'reviewDecisions.reviewerId',
          'recommendations.outcome as recommended',
          'reviewDecisions.decision as decided',
          of.fn.countAll<number>().as('count'),
        ])
        .where('reviewDecisions.at', '>=', from)
        .where('reviewDecisions.at', '<', to)
        .groupBy(['reviewDecisions.reviewerId', 'recommendations.outcome', 'reviewDecisions.decision'])
        .execute(),

    checkOutcomes: (period) =>
      db
        .selectFrom('checkResults')
        .select((of) => [
          'checkName as check',
          'outcome',
          dayOf('at', period).as('day'),
          of.fn.countAll<number>().as('count'),
        ])
        .where('at', '>=', period.from)
        .where('at', '<', period.to)
        .groupBy(['checkName', 'outcome', sql.ref('day')])
        .execute(),

    recordAnswers: (period) =>
      db
        .selectFrom('auditEvents')
        .select((of) => [
          sql<string>`data ->> 'provider'`.as('provider'),
          sql<string>`data ->> 'answer'`.as('answer'),
          dayOf('at', period).as('day'),
          of.fn.countAll<number>().as('count'),
        ])
        .where('type', '=', 'government-record.asked')
        .where('at', '>=', period.from)
        .where('at', '<', period.to)
        .groupBy([sql.ref('provider'), sql.ref('answer'), sql.ref('day')])
        .execute(),

    draws: ({ from, to }) =>
      db
        .selectFrom('qualityDraws')
        .select((of) => [
          of.fn.countAll<number>().as('settled'),
          of.fn.countAll<number>().filterWhere('isSecond', '=', true).as('second'),
          of.fn.countAll<number>().filterWhere('isKnown', '=', true).as('known'),
        ])
        .where('at', '>=', from)
        .where('at', '<', to)
        .executeTakeFirstOrThrow(),

    tasks: ({ from, to }) =>
      db
        .selectFrom('qualityTasks')
        .leftJoin('qualityReviews', 'qualityReviews.alias', 'qualityTasks.alias')
        .select((of) => [
          'qualityTasks.kind',
          of.fn.countAll<number>().as('given'),
          of.fn.count<number>('qualityReviews.alias').as('answered'),
          of.fn.count<number>('qualityTasks.withdrawnAt').as('withdrawn'),
        ])
        .where('qualityTasks.visibleAt', '>=', from)
        .where('qualityTasks.visibleAt', '<', to)
        .groupBy('qualityTasks.kind')
        .execute(),

    knownFeedback: (reviewerId, limit) =>
      db
        .selectFrom('qualityReviews')
        .innerJoin('qualityTasks', 'qualityTasks.alias', 'qualityReviews.alias')
        .innerJoin('knownCases', 'knownCases.id', 'qualityTasks.knownCaseId')
        .select([
          'qualityReviews.alias',
          'qualityReviews.at',
          'qualityReviews.decision as given',
          'knownCases.decision as right',
          'knownCases.explanation',
        ])
        .where('qualityReviews.reviewerId', '=', reviewerId)
        .orderBy('qualityReviews.at', 'desc')
        .limit(limit)
        .execute(),
  };
}
