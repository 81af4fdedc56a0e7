// Shifts with what is kept for those on shift, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import { shiftIdleMs } from '../../domain/limits.ts';
import type { Shifts } from '../../ports/shifts.ts';
import { shiftCutOff } from './cases.ts';
import type { Tables } from './tables.ts';

/** Activity is written down no more often: every claim would write a row otherwise. */
const noteEveryMs = 60_000;

export function createShifts(db: Kysely<Tables>): Shifts {
  return {
    work: async (reviewerId, at) => {
      await db
        .insertInto('reviewerShifts')
        .values({ reviewerId, beganAt: at, activeAt: at })
        .onConflict((on) =>
          on
            .column('reviewerId')
            .doUpdateSet({
              activeAt: at,
              // one that ended by itself begins anew
              beganAt: sql`case when reviewer_shifts.active_at > ${shiftCutOff(at)} then reviewer_shifts.began_at else ${at}::timestamptz end`,
            })
            .where('reviewerShifts.activeAt', '<', new Date(at.getTime() - noteEveryMs)),
        )
        .execute();
    },

    stayOn: async (reviewerId, at) => {
      await db
        .updateTable('reviewerShifts')
        .set({ activeAt: at })
        .where('reviewerId', '=', reviewerId)
        .where('activeAt', '>', shiftCutOff(at))
        .where('activeAt', '<', new Date(at.getTime() - noteEveryMs))
        .execute();
    },

    end: async (reviewerId) => {
      await db.deleteFrom('caseReservations').where('reviewerId', '=', reviewerId).execute();
      await db.deleteFrom('reviewerShifts').where('reviewerId', '=', reviewerId).execute();
    },

    endsAt: async (reviewerId, now) => {
      const row = await db
        .selectFrom('reviewerShifts')
        .select('activeAt')
        .where('reviewerId', '=', reviewerId)
        .where('activeAt', '>', shiftCutOff(now))
        .executeTakeFirst();
      return row === undefined ? null : new Date(row.activeAt.getTime() + shiftIdleMs);
    },

    keepForAsker: async (applicationId, round, until, now) => {
      const kept = await db
        .insertInto('caseReservations')
        .columns(['applicationId', 'round', 'reviewerId', 'until'])
        .expression((of) =>
          of
            .selectFrom('reviewDecisions')
            .innerJoin('reviewerShifts', 'reviewerShifts.reviewerId', 'reviewDecisions.reviewerId')
            .select([
              'reviewDecisions.applicationId',
              sql.val(round).as('round'),
              'reviewDecisions.reviewerId',
              sql<Date>`${until}::timestamptz`.as('until'),
            ])
            .where('reviewDecisions.applicationId', '=', applicationId)
            .where('reviewDecisions.round', '=', round - 1)
            .where('reviewDecisions.decision', '=', 'ask-again')
            .where('reviewerShifts.activeAt', '>', shiftCutOff(now))
            .where((is) =>
              is.not(
                is.exists(
                  is
                    .selectFrom('reviewDecisions as refused')
                    .select('refused.id')
                    .where('refused.applicationId', '=', applicationId)
                    .whereRef('refused.reviewerId', '=', 'reviewDecisions.reviewerId')
                    .where('refused.decision', '=', 'refuse'),
                ),
              ),
            )
            .orderBy('reviewDecisions.at', 'desc')
            .limit(1),
        )
        .onConflict((on) =>
          on.column('applicationId').doUpdateSet((now) => ({
            round: now.ref('excluded.round'),
            reviewerId: now.ref('excluded.reviewerId'),
            until: now.ref('excluded.until'),
          })),
        )
        .returning('reviewerId')
        .executeTakeFirst();
      return kept?.reviewerId ?? null;
    },
  };
}
