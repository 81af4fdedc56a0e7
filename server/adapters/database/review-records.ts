// Cases, claims and decisions, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { CaseRow, ReviewRecords } from '../../ports/review-records.ts';
import type { Tables } from './tables.ts';

/** Every application that was submitted, with the claim that runs at `now`. */
function selectCases(db: Kysely<Tables>, now: Date) {
  return db
    .selectFrom('applications')
    .leftJoin('reviewClaims', (join) =>
      join.onRef('reviewClaims.applicationId', '=', 'applications.id').on('reviewClaims.until', '>', now),
    )
    .leftJoin('reviewers', 'reviewers.id', 'reviewClaims.reviewerId')
    .select([
      'applications.id as applicationId',
      'applications.state',
      'applications.round',
      'applications.path',
      'applications.language',
      'applications.subjectKind',
      'applications.submittedAt',
      'reviewClaims.reviewerId',
      'reviewers.name as reviewerName',
      'reviewClaims.until',
    ])
    .select((of) =>
      of
        .selectFrom('reviewDecisions')
        .select((made) => made.fn.countAll<number>().as('count'))
        .whereRef('reviewDecisions.applicationId', '=', 'applications.id')
        .whereRef('reviewDecisions.round', '=', 'applications.round')
        .as('decisionsThisRound'),
    )
    .select((of) =>
      of
        .selectFrom('reviewDecisions')
        .select((made) =>
          made.fn.agg<string[] | null>('array_agg', ['reviewDecisions.reviewerId']).distinct().as('ids'),
        )
        .whereRef('reviewDecisions.applicationId', '=', 'applications.id')
        .where((made) =>
          made.or([
            made('reviewDecisions.round', '=', made.ref('applications.round')),
            made('reviewDecisions.decision', '=', 'refuse'),
          ]),
        )
        .as('barred'),
    )
    .where('applications.round', '>', 0);
}

type SelectedCase = Awaited<ReturnType<ReturnType<typeof selectCases>['executeTakeFirstOrThrow']>>;

function readCase(row: SelectedCase): CaseRow {
  const { reviewerId, reviewerName, until, subjectKind, submittedAt, decisionsThisRound, barred, ...rest } =
    row;
  if (subjectKind === null || submittedAt === null) {
    throw new Error(`application ${row.applicationId} was submitted without what a submission has`);
  }
  const isClaimed = reviewerId !== null && reviewerName !== null && until !== null;
  return {
    ...rest,
    subjectKind,
    submittedAt,
    claim: isClaimed ? { reviewerId, name: reviewerName, until } : null,
    decisionsThisRound: decisionsThisRound ?? 0,
    barred: barred ?? [],
  };
}

export function createReviewRecords(db: Kysely<Tables>): ReviewRecords {
  return {
    queue: async (now, limit) => {
      const rows = await selectCases(db, now)
        .where('applications.state', '=', 'in_review')
        .where((is) =>
          is.not(
            is.exists(
              is
                .selectFrom('parkedDecisions')
                .select('parkedDecisions.id')
                .whereRef('parkedDecisions.applicationId', '=', 'applications.id'),
            ),
          ),
        )
        .orderBy('applications.submittedAt')
        .orderBy('applications.id')
        .limit(limit)
        .execute();
      return rows.map(readCase);
    },

    findCase: async (applicationId, now) => {
      const row = await selectCases(db, now).where('applications.id', '=', applicationId).executeTakeFirst();
      return row === undefined ? null : readCase(row);
    },

    claim: async (applicationId, reviewerId, until, now) => {
      const held = await db
        .insertInto('reviewClaims')
        .values({ applicationId, reviewerId, until })
        .onConflict((other) =>
          other
            .column('applicationId')
            .doUpdateSet({ reviewerId, until })
            .where((is) =>
              is.or([is('reviewClaims.reviewerId', '=', reviewerId), is('reviewClaims.until', '<=', now)]),
            ),
        )
        .returning('applicationId')
        .executeTakeFirst();
      return held !== undefined;
    },

    release: async (applicationId, reviewerId) => {
      const released = await db
        .deleteFrom('reviewClaims')
        .where('applicationId', '=', applicationId)
        .where('reviewerId', '=', reviewerId)
        .returning('applicationId')
        .executeTakeFirst();
      return released !== undefined;
    },

    endClaim: async (applicationId) => {
      await db.deleteFrom('reviewClaims').where('applicationId', '=', applicationId).execute();
    },

    addDecision: async (row) => {
      await db
        .insertInto('reviewDecisions')
        .values({ ...row, reasons: JSON.stringify(row.reasons), items: JSON.stringify(row.items) })
        .execute();
    },

    decisions: (applicationId) =>
      db
        .selectFrom('reviewDecisions')
        .innerJoin('reviewers', 'reviewers.id', 'reviewDecisions.reviewerId')
        .selectAll('reviewDecisions')
        .select('reviewers.name as reviewerName')
        .where('reviewDecisions.applicationId', '=', applicationId)
        .orderBy('reviewDecisions.round')
        .orderBy('reviewDecisions.at')
        .orderBy('reviewDecisions.id')
        .execute(),

    countDecidedSince: async (since) => {
      const { count } = await db
        .selectFrom((from) =>
          from
            .selectFrom('reviewDecisions')
            .select(['applicationId', 'round'])
            .distinct()
            .where('at', '>=', since)
            .as('decided'),
        )
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    // of the newest submission of each application: when the ones before were made is only in the trail
    recentWaitsHours: async (limit) => {
      const waits = await db
        .selectFrom('applications')
        .innerJoin('reviewDecisions', (join) =>
          join
            .onRef('reviewDecisions.applicationId', '=', 'applications.id')
            .onRef('reviewDecisions.round', '=', 'applications.round'),
        )
        .select((of) =>
          sql<number>`extract(epoch from ${of.fn.min('reviewDecisions.at')} - ${of.ref('applications.submittedAt')})::float8 / 3600`.as(
            'hours',
          ),
        )
        .groupBy('applications.id')
        .orderBy((of) => of.fn.min('reviewDecisions.at'), 'desc')
        .limit(limit)
        .execute();
      return waits.map(({ hours }) => hours);
    },
  };
}
