// What of whom is to go when, kept in PostgreSQL.
import { sql, type ExpressionBuilder, type Expression, type Kysely, type SqlBool } from 'kysely';
import {
  erasureRules,
  evidenceClasses,
  kindsOf,
  lockRules,
  partOf,
  type EvidenceClass,
  type LockedPart,
} from '../../domain/erasure.ts';
import type { LegalHold, Retention, RetentionFacts } from '../../ports/retention.ts';
import { isOver } from './erasure-condition.ts';
import { forgetTexts } from './forget-texts.ts';
import type { Tables } from './tables.ts';

type Where = ExpressionBuilder<Tables, 'applications'>;

const isHeld = (where: Where): Expression<SqlBool> =>
  where.exists(
    where
      .selectFrom('legalHolds')
      .select('legalHolds.id')
      .whereRef('legalHolds.applicationId', '=', 'applications.id')
      .where('legalHolds.liftedAt', 'is', null),
  );

const isKept = (where: Where, evidence: readonly EvidenceClass[]): Expression<SqlBool> => {
  const piece = where.exists(
    where
      .selectFrom('evidence')
      .select('evidence.id')
      .whereRef('evidence.applicationId', '=', 'applications.id')
      .where('evidence.erasedAt', 'is', null)
      .where(
        'evidence.kind',
        'in',
        evidence.flatMap((one) => kindsOf[one]),
      ),
  );
  if (!evidence.includes('document')) return piece;
  const text = where.exists(
    where
      .selectFrom('applicationTexts')
      .select('applicationTexts.applicationId')
      .whereRef('applicationTexts.applicationId', '=', 'applications.id'),
  );
  return where.or([piece, where('applications.declarationSealed', 'is not', null), text]);
};

/** Something of these classes is kept whose time is over. */
const isDue = (where: Where, classes: readonly EvidenceClass[], now: Date): Expression<SqlBool> =>
  where.or(
    erasureRules.flatMap((rule) => {
      const evidence = rule.evidence.filter((one) => classes.includes(one));
      return evidence.length === 0 ? [] : [where.and([isOver(where, rule, now), isKept(where, evidence)])];
    }),
  );

/** A condition as something to be read. */
const value = (condition: Expression<SqlBool>) => sql<boolean>`(${condition})`;

const isTakenBack = (item: string): Expression<SqlBool> =>
  sql<SqlBool>`${item} = any(${sql.ref('applications.withdrawnItems')})`;

/** What is erased stays as rows, and there is more of it every day: these are looked for by what is still there. */
const keepsAnything = sql<SqlBool>`applications.id in (
  select application_id from evidence where erased_at is null
  union all select id from applications where declaration_sealed is not null
  union all select application_id from application_texts
)`;

/** The few that a hold or a duty can be about. */
const mayHaveToBeLocked = sql<SqlBool>`applications.id in (
  select application_id from legal_holds where lifted_at is null
  union all select id from applications where left_at is not null
  union all select id from applications where withdrawn_items <> '{}'
)`;

const lockedAt = { face: 'applications.faceLockedAt', identity: 'applications.identityLockedAt' } as const;

const holdColumns = ['id', 'applicationId', 'reason', 'setBy', 'setAt'] as const;

export function createRetention(db: Kysely<Tables>): Retention {
  const facts = () =>
    db
      .selectFrom('applications')
      .select([
        'id as applicationId',
        'state',
        'path',
        'jurisdiction',
        'jurisdictionBasis',
        'withdrawnItems',
        'round',
        'decidedAt',
        'leftAt',
        'expiresAt',
        'faceLockedAt',
        'identityLockedAt',
      ])
      .select((where) => value(isHeld(where)).as('isHeld'))
      .select((where) => [
        value(isKept(where, ['face'])).as('faceKept'),
        value(isKept(where, ['record'])).as('recordKept'),
        value(isKept(where, ['document'])).as('documentKept'),
      ]);
  type Row = Awaited<ReturnType<ReturnType<typeof facts>['executeTakeFirstOrThrow']>>;
  const readFacts = ({ isHeld: held, faceKept, recordKept, documentKept, ...row }: Row): RetentionFacts => {
    const isThere = { face: faceKept, record: recordKept, document: documentKept };
    return { ...row, isHeld: held, kept: evidenceClasses.filter((one) => isThere[one]) };
  };

  /** Not locked yet; a duty says so, or something fell due under a hold. */
  const lockable = (part: LockedPart, now: Date) => {
    const classes = evidenceClasses.filter((one) => partOf[one] === part);
    return db
      .selectFrom('applications')
      .select('id')
      .where(lockedAt[part], 'is', null)
      .where(mayHaveToBeLocked)
      .where((where) =>
        where.or([
          where.and([isHeld(where), isDue(where, classes, now)]),
          ...lockRules
            .filter((rule) => rule.part === part)
            .map(({ states, because }) =>
              where.and([
                where('applications.state', 'in', states),
                because === 'left' ? where('applications.leftAt', '<=', now) : isTakenBack(because.takenBack),
                isKept(where, classes),
              ]),
            ),
        ]),
      );
  };

  const inForce = () =>
    db
      .selectFrom('legalHolds')
      .leftJoin('reviewers', 'reviewers.id', 'legalHolds.setBy')
      .select(['legalHolds.id', 'applicationId', 'reason', 'setBy', 'setAt', 'reviewers.name as setByName'])
      .where('liftedAt', 'is', null);

  return {
    facts: async (after, limit) =>
      (
        await facts()
          .where((where) => isKept(where, evidenceClasses))
          .$if(after !== null, (query) => query.where('id', '>', after))
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(readFacts),

    factsOf: async (applicationId) => {
      const row = await facts().where('id', '=', applicationId).executeTakeFirst();
      return row === undefined ? null : readFacts(row);
    },

    dueApplications: async (now, limit) => {
      const rows = await db
        .selectFrom('applications')
        .select('id')
        .where(keepsAnything)
        .where((where) => isDue(where, evidenceClasses, now))
        .where((where) => where.not(isHeld(where)))
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    toLock: async (part, now, limit) => {
      const rows = await lockable(part, now).limit(limit).execute();
      return rows.map(({ id }) => id);
    },

    isToLock: async (applicationId, part, now) =>
      (await lockable(part, now).where('id', '=', applicationId).executeTakeFirst()) !== undefined,

    isHeld: async (applicationId) => {
      const row = await db
        .selectFrom('legalHolds')
        .select('id')
        .where('applicationId', '=', applicationId)
        .where('liftedAt', 'is', null)
        .executeTakeFirst();
      return row !== undefined;
    },

    setHold: async (hold: LegalHold) => {
      await db.insertInto('legalHolds').values(hold).execute();
    },

    liftHold: async (applicationId, { reason: liftReason, by: liftedBy, at: liftedAt }) => {
      const lifted = await db
        .updateTable('legalHolds')
        .set({ liftReason, liftedBy, liftedAt })
        .where('applicationId', '=', applicationId)
        .where('liftedAt', 'is', null)
        .returning(holdColumns)
        .executeTakeFirst();
      return lifted ?? null;
    },

    holds: (limit) => inForce().orderBy('setAt').orderBy('legalHolds.id').limit(limit).execute(),

    holdOf: async (applicationId) =>
      (await inForce().where('applicationId', '=', applicationId).executeTakeFirst()) ?? null,

    forgetTexts: (applicationId) => forgetTexts(db, applicationId),

    tellExit: async (exit) => {
      const told = await db
        .insertInto('sellerExits')
        .values(exit)
        .onConflict((earlier) => earlier.doNothing())
        .returning('applicationId')
        .executeTakeFirst();
      if (told === undefined) return false;
      await db
        .updateTable('applications')
        .set({ leftAt: exit.leftAt })
        .where('id', '=', exit.applicationId)
        .execute();
      return true;
    },
  };
}
