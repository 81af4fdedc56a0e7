// Draws of settled submissions with whom they can be given to, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { QualityDraws } from '../../ports/quality-draws.ts';
import { shiftCutOff } from './cases.ts';
import type { Tables } from './tables.ts';

const settledStates = ['admitted', 'refused'] as const;

/** Submissions of this round that people decided, and that are settled now. */
function selectSettled(db: Kysely<Tables>) {
  return db
    .selectFrom('reviewDecisions')
    .innerJoin('applications', (join) =>
      join
        .onRef('applications.id', '=', 'reviewDecisions.applicationId')
        .onRef('applications.round', '=', 'reviewDecisions.round'),
    )
    .select(['reviewDecisions.applicationId', 'reviewDecisions.round'])
    .distinct()
    .where('applications.state', 'in', settledStates);
}

export function createQualityDraws(db: Kysely<Tables>): QualityDraws {
  return {
    undrawn: (since, limit) =>
      selectSettled(db)
        .leftJoin('qualityDraws', (join) =>
          join
            .onRef('qualityDraws.applicationId', '=', 'reviewDecisions.applicationId')
            .onRef('qualityDraws.round', '=', 'reviewDecisions.round'),
        )
        .where('reviewDecisions.at', '>=', since)
        .where('qualityDraws.applicationId', 'is', null)
        .limit(limit)
        .execute(),

    record: async (row) => {
      const kept = await db
        .insertInto('qualityDraws')
        .values(row)
        .onConflict((other) => other.doNothing())
        .returning('applicationId')
        .executeTakeFirst();
      return kept !== undefined;
    },

    ungiven: (since, limit) =>
      db
        .selectFrom('qualityDraws')
        .leftJoin('qualityTasks', (join) =>
          join
            .onRef('qualityTasks.applicationId', '=', 'qualityDraws.applicationId')
            .onRef('qualityTasks.round', '=', 'qualityDraws.round')
            .on('qualityTasks.kind', '=', 'second')
            .on('qualityTasks.withdrawnAt', 'is', null),
        )
        .select(['qualityDraws.applicationId', 'qualityDraws.round'])
        .where('qualityDraws.at', '>=', since)
        .where('qualityDraws.isSecond', '=', true)
        .where('qualityTasks.alias', 'is', null)
        .orderBy('qualityDraws.at')
        .limit(limit)
        .execute(),

    atWork: async (since, now) => {
      const rows = await db
        .selectFrom('reviewers')
        .select('reviewers.id as reviewerId')
        .where('reviewers.barredAt', 'is', null)
        .where((is) =>
          is.or([
            is(
              'reviewers.id',
              'in',
              is.selectFrom('reviewerShifts').select('reviewerId').where('activeAt', '>', shiftCutOff(now)),
            ),
            is(
              'reviewers.id',
              'in',
              is.selectFrom('reviewDecisions').select('reviewerId').where('at', '>=', since),
            ),
          ]),
        )
        .execute();
      return rows.map(({ reviewerId }) => reviewerId).sort();
    },

    whoKnows: async (applicationId) => {
      const rows = await db
        .selectFrom('reviewDecisions')
        .select('reviewerId')
        .where('applicationId', '=', applicationId)
        .union(db.selectFrom('qualityTasks').select('reviewerId').where('applicationId', '=', applicationId))
        .union(
          db
            .selectFrom('knownCases')
            .select('markedBy as reviewerId')
            .where('applicationId', '=', applicationId),
        )
        .union(
          db
            .selectFrom('auditEvents')
            .select(sql<string>`actor ->> 'reviewerId'`.as('reviewerId'))
            .where('applicationId', '=', applicationId)
            .where(sql<boolean>`actor ->> 'kind' = 'reviewer'`),
        )
        .execute();
      return rows.map(({ reviewerId }) => reviewerId);
    },

    isWhole: async (applicationId, since) => {
      const row = await db
        .selectFrom('applications')
        .select('id')
        .where('id', '=', applicationId)
        .where('declarationSealed', 'is not', null)
        .where('faceLockedAt', 'is', null)
        .where('identityLockedAt', 'is', null)
        .where((is) =>
          is.not(
            is.exists(
              is
                .selectFrom('evidence')
                .select('evidence.id')
                .whereRef('evidence.applicationId', '=', 'applications.id')
                .where('evidence.erasedAt', '>', since),
            ),
          ),
        )
        .executeTakeFirst();
      return row !== undefined;
    },

    loads: async (reviewerIds) => {
      if (reviewerIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('qualityTasks')
        .leftJoin('qualityReviews', 'qualityReviews.alias', 'qualityTasks.alias')
        .select(['qualityTasks.reviewerId', (of) => of.fn.countAll<number>().as('count')])
        .where('qualityTasks.reviewerId', 'in', reviewerIds)
        .where('qualityTasks.withdrawnAt', 'is', null)
        .where('qualityReviews.alias', 'is', null)
        .groupBy('qualityTasks.reviewerId')
        .execute();
      return new Map(rows.map(({ reviewerId, count }) => [reviewerId, count]));
    },

    untimed: (since, limit) =>
      db
        .selectFrom('reviewDecisions')
        .leftJoin('decisionTimes', 'decisionTimes.decisionId', 'reviewDecisions.id')
        .select([
          'reviewDecisions.id as decisionId',
          'reviewDecisions.applicationId',
          'reviewDecisions.round',
          'reviewDecisions.reviewerId',
          'reviewDecisions.at',
        ])
        .where('reviewDecisions.at', '>=', since)
        .where('decisionTimes.decisionId', 'is', null)
        .orderBy('reviewDecisions.at')
        .limit(limit)
        .execute(),

    recordTime: async (decisionId, activeMs) => {
      await db
        .insertInto('decisionTimes')
        .values({ decisionId, activeMs: Math.round(activeMs) })
        .onConflict((other) => other.doNothing())
        .execute();
    },
  };
}
