// What narrows the queue, as conditions on the application.
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { QueueFilter } from '../../domain/queue.ts';
import type { QueueCutOffs } from '../../domain/service-levels.ts';
import { shiftCutOff } from './cases.ts';
import type { Tables } from './tables.ts';

type Where = ExpressionBuilder<Tables, 'applications'>;
type Condition = Expression<SqlBool>;

/** In review, and no decision waits that its reviewer can still undo: such a case is nobody's to take up. */
export function isOpen(where: Where): Condition {
  return where.and([
    where('applications.state', '=', 'in_review'),
    where.not(
      where.exists(
        where
          .selectFrom('parkedDecisions')
          .select('parkedDecisions.id')
          .whereRef('parkedDecisions.applicationId', '=', 'applications.id'),
      ),
    ),
  ]);
}

export function isHeld(where: Where, now: Date): Condition {
  return where.exists(
    where
      .selectFrom('reviewClaims')
      .select('reviewClaims.applicationId')
      .whereRef('reviewClaims.applicationId', '=', 'applications.id')
      .where('reviewClaims.until', '>', now),
  );
}

export function isHeldBy(where: Where, reviewerId: string, now: Date): Condition {
  return where.exists(
    where
      .selectFrom('reviewClaims')
      .select('reviewClaims.applicationId')
      .whereRef('reviewClaims.applicationId', '=', 'applications.id')
      .where('reviewClaims.until', '>', now)
      .where('reviewClaims.reviewerId', '=', reviewerId),
  );
}

/** Kept for this reviewer, or (`isOther`) for another one. */
export function isKept(where: Where, reviewerId: string, isOther: boolean, now: Date): Condition {
  return where.exists(
    where
      .selectFrom('caseReservations')
      .innerJoin('reviewerShifts', 'reviewerShifts.reviewerId', 'caseReservations.reviewerId')
      .select('caseReservations.applicationId')
      .whereRef('caseReservations.applicationId', '=', 'applications.id')
      .whereRef('caseReservations.round', '=', 'applications.round')
      .where('caseReservations.until', '>', now)
      .where('caseReservations.reviewerId', isOther ? '!=' : '=', reviewerId)
      .where('reviewerShifts.activeAt', '>', shiftCutOff(now)),
  );
}

/** Decided this round by this reviewer, or refused by them before an appeal. */
export function isBarred(where: Where, reviewerId: string): Condition {
  return where.exists(
    where
      .selectFrom('reviewDecisions')
      .select('reviewDecisions.id')
      .whereRef('reviewDecisions.applicationId', '=', 'applications.id')
      .where('reviewDecisions.reviewerId', '=', reviewerId)
      .where((made) =>
        made.or([
          made('reviewDecisions.round', '=', made.ref('applications.round')),
          made('reviewDecisions.decision', '=', 'refuse'),
        ]),
      ),
  );
}

/** This reviewer could take it up now. */
export function isFreeFor(where: Where, reviewerId: string, now: Date): Condition {
  return where.and([
    where.not(isHeld(where, now)),
    where.not(isKept(where, reviewerId, true, now)),
    where.not(isBarred(where, reviewerId)),
    sql<SqlBool>`applications.id not in (select cases_kept_from(${reviewerId}))`,
  ]);
}

export function awaitsSecond(where: Where): Condition {
  return where.exists(
    where
      .selectFrom('reviewDecisions')
      .select('reviewDecisions.id')
      .whereRef('reviewDecisions.applicationId', '=', 'applications.id')
      .whereRef('reviewDecisions.round', '=', 'applications.round'),
  );
}

function didNotPass(where: Where, reason: NonNullable<QueueFilter['reason']>): Condition {
  return where.exists(
    where
      .selectFrom('checkResults')
      .select('checkResults.checkName')
      .whereRef('checkResults.applicationId', '=', 'applications.id')
      .whereRef('checkResults.round', '=', 'applications.round')
      .where('checkResults.reason', '=', reason),
  );
}

interface Asked {
  readonly now: Date;
  readonly reviewerId: string;
  readonly cutOffs: QueueCutOffs;
}

type Conditions = {
  readonly [Key in keyof QueueFilter]-?: (
    where: Where,
    value: NonNullable<QueueFilter[Key]>,
    asked: Asked,
  ) => Condition;
};

const conditions: Conditions = {
  subjectKind: (where, kind) => where('applications.subjectKind', '=', kind),
  language: (where, language) => where('applications.language', '=', language),
  path: (where, path) => where('applications.path', '=', path),
  round: (where, round) => where('applications.round', round === 'first' ? '=' : '>', 1),
  age: (where, age, { cutOffs }) =>
    age === 'breached'
      ? where('applications.submittedAt', '<=', cutOffs.breached)
      : where.and([
          where('applications.submittedAt', '>', cutOffs.breached),
          where('applications.submittedAt', '<=', cutOffs.near),
        ]),
  hold: (where, hold, { reviewerId, now }) =>
    hold === 'free'
      ? isFreeFor(where, reviewerId, now)
      : where.or([isHeldBy(where, reviewerId, now), isKept(where, reviewerId, false, now)]),
  awaitsSecond: (where, isAwaited) => (isAwaited ? awaitsSecond(where) : where.not(awaitsSecond(where))),
  reason: didNotPass,
};

/** Open, and everything that the filter asks for. */
export function fits(where: Where, filter: QueueFilter, asked: Asked): Condition {
  const narrowing = (Object.keys(conditions) as (keyof QueueFilter)[]).flatMap((key) => {
    const value = filter[key];
    const condition = conditions[key] as (where: Where, value: unknown, asked: Asked) => Condition;
    return value === undefined ? [] : [condition(where, value, asked)];
  });
  return where.and([isOpen(where), ...narrowing]);
}
