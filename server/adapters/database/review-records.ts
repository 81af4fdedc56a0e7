// Cases, claims and decisions, kept in PostgreSQL.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReviewRecords } from '../../ports/review-records.ts';
import { readCase, selectCases } from './cases.ts';
import { unlessOwnCase } from './own-case.ts';
import type { Tables } from './tables.ts';

/** Of a claim that is there already: what it keeps when its holder renews it in time, else what it becomes. */
function ifRenewed<T>(
  reviewerId: string,
  now: Date,
  kept: RawBuilder<T>,
  becomes: RawBuilder<T>,
): RawBuilder<T> {
  return sql<T>`case
    when review_claims.reviewer_id = ${reviewerId} and review_claims.until > ${now} then ${kept}
    else ${becomes}
  end`;
}

export function createReviewRecords(db: Kysely<Tables>): ReviewRecords {
  return {
    findCase: async (applicationId, now) => {
      const row = await selectCases(db, now).where('applications.id', '=', applicationId).executeTakeFirst();
      return row === undefined ? null : readCase(row);
    },

    claim: async (applicationId, reviewerId, until, now) => {
      const held = await unlessOwnCase(
        db
          .insertInto('reviewClaims')
          .values({ applicationId, reviewerId, claimedAt: now, until, takenFrom: null })
          .onConflict((other) =>
            other
              .column('applicationId')
              .doUpdateSet({
                reviewerId,
                until,
                claimedAt: ifRenewed(
                  reviewerId,
                  now,
                  sql<Date>`review_claims.claimed_at`,
                  sql<Date>`${now}::timestamptz`,
                ),
                takenFrom: ifRenewed(
                  reviewerId,
                  now,
                  sql<string | null>`review_claims.taken_from`,
                  // one's own that ran out and that nobody took was taken from nobody
                  sql<string | null>`nullif(review_claims.reviewer_id, ${reviewerId})`,
                ),
              })
              .where((is) =>
                is.or([is('reviewClaims.reviewerId', '=', reviewerId), is('reviewClaims.until', '<=', now)]),
              ),
          )
          .returning('takenFrom')
          .executeTakeFirst(),
      );
      return held ?? false;
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
      await unlessOwnCase(
        db
          .insertInto('reviewDecisions')
          .values({ ...row, reasons: JSON.stringify(row.reasons), items: JSON.stringify(row.items) })
          .execute(),
      );
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
  };
}
