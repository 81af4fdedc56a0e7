// A submitted application as a case: its state, its claim, whom it is kept for, who may not decide it.
import type { Kysely } from 'kysely';
import { shiftIdleMs } from '../../domain/limits.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import type { Tables } from './tables.ts';

/** Activity before it no longer makes a shift. */
export function shiftCutOff(now: Date): Date {
  return new Date(now.getTime() - shiftIdleMs);
}

/** Every application that was submitted, with the claim that runs and the reservation that holds at `now`. */
export function selectCases(db: Kysely<Tables>, now: Date) {
  return db
    .selectFrom('applications')
    .leftJoin('reviewClaims', (join) =>
      join.onRef('reviewClaims.applicationId', '=', 'applications.id').on('reviewClaims.until', '>', now),
    )
    .leftJoin('reviewers as holder', 'holder.id', 'reviewClaims.reviewerId')
    .leftJoin('reviewers as loser', 'loser.id', 'reviewClaims.takenFrom')
    .leftJoin('caseReservations', (join) =>
      join
        .onRef('caseReservations.applicationId', '=', 'applications.id')
        .onRef('caseReservations.round', '=', 'applications.round')
        .on('caseReservations.until', '>', now)
        .on('reviewClaims.reviewerId', 'is', null),
    )
    .leftJoin('reviewerShifts', (join) =>
      join
        .onRef('reviewerShifts.reviewerId', '=', 'caseReservations.reviewerId')
        .on('reviewerShifts.activeAt', '>', shiftCutOff(now)),
    )
    .leftJoin('reviewers as asker', 'asker.id', 'reviewerShifts.reviewerId')
    .select([
      'applications.id as applicationId',
      'applications.state',
      'applications.round',
      'applications.path',
      'applications.language',
      'applications.subjectKind',
      'applications.submittedAt',
      'reviewClaims.reviewerId',
      'holder.name as reviewerName',
      'reviewClaims.claimedAt',
      'reviewClaims.until',
      'reviewClaims.takenFrom',
      'loser.name as loserName',
      'asker.id as askerId',
      'asker.name as askerName',
      'caseReservations.until as keptUntil',
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
    .select((of) =>
      of
        .exists(
          of
            .selectFrom('escalations')
            .select('escalations.round')
            .whereRef('escalations.applicationId', '=', 'applications.id')
            .whereRef('escalations.round', '=', 'applications.round'),
        )
        .as('isEscalated'),
    )
    .where('applications.round', '>', 0);
}

export type SelectedCase = Awaited<ReturnType<ReturnType<typeof selectCases>['executeTakeFirstOrThrow']>>;

function readClaim(row: SelectedCase): CaseRow['claim'] {
  const { reviewerId, reviewerName, claimedAt, until, takenFrom, loserName } = row;
  if (reviewerId === null || reviewerName === null || claimedAt === null || until === null) return null;
  const isTaken = takenFrom !== null && loserName !== null;
  return {
    reviewerId,
    name: reviewerName,
    claimedAt,
    until,
    takenFrom: isTaken ? { reviewerId: takenFrom, name: loserName } : null,
  };
}

function readKeptFor({ askerId, askerName, keptUntil }: SelectedCase): CaseRow['keptFor'] {
  if (askerId === null || askerName === null || keptUntil === null) return null;
  return { reviewerId: askerId, name: askerName, until: keptUntil };
}

export function readCase(row: SelectedCase): CaseRow {
  const { applicationId, state, round, path, language, subjectKind, submittedAt } = row;
  if (subjectKind === null || submittedAt === null) {
    throw new Error(`application ${applicationId} was submitted without what a submission has`);
  }
  return {
    ...{ applicationId, state, round, path, language, subjectKind, submittedAt },
    claim: readClaim(row),
    keptFor: readKeptFor(row),
    decisionsThisRound: row.decisionsThisRound ?? 0,
    barred: row.barred ?? [],
    isEscalated: row.isEscalated === true,
  };
}
