// The queue, kept in PostgreSQL: read and locked in the order of an index, however many cases are open.
import { sql, type Kysely } from 'kysely';
import type { ApplicationId } from '../../domain/application.ts';
import type { Priority } from '../../domain/queue.ts';
import type { QueueAsked, ReviewQueue } from '../../ports/review-queue.ts';
import { readCase, selectCases } from './cases.ts';
import { awaitsSecond, fits, isFreeFor, isHeldBy, isKept, isOpen } from './queue-conditions.ts';
import type { Tables } from './tables.ts';

const keptFrom = (reviewerId: string) =>
  sql<{ id: ApplicationId }>`(select cases_kept_from(${reviewerId}) as id)`.as('kept');

export function createReviewQueue(db: Kysely<Tables>): ReviewQueue {
  /** Open ones first, then the longest waiting. */
  const found = (now: Date) =>
    selectCases(db, now)
      .orderBy(sql`applications.state <> 'in_review'`)
      .orderBy('applications.submittedAt')
      .orderBy('applications.id');

  /** Those that somebody holds or that are kept for them are few: found by their own indexes. */
  const candidates = (asked: QueueAsked, priority: Priority) => {
    const { reviewerId, now, cutOffs } = asked;
    const open = db
      .selectFrom('applications')
      .select('applications.id')
      .where((where) => fits(where, asked.filter, asked))
      .where((where) => isFreeFor(where, reviewerId, now));
    switch (priority) {
      case 'breached':
        return open.where('applications.submittedAt', '<=', cutOffs.breached);
      case 'returned':
        return open
          .where('applications.id', 'in', (kept) =>
            kept
              .selectFrom('caseReservations')
              .select('caseReservations.applicationId')
              .where('caseReservations.reviewerId', '=', reviewerId)
              .where('caseReservations.until', '>', now),
          )
          .where((where) => isKept(where, reviewerId, false, now));
      case 'waiting':
        return open;
    }
  };

  const countsByAge = ({ cutOffs }: Pick<QueueAsked, 'cutOffs'>) =>
    db
      .selectFrom('applications')
      .select((of) => {
        const sent = of.ref('applications.submittedAt');
        const between = (from: Date, to: Date) =>
          of.fn.countAll<number>().filterWhere(of.and([of(sent, '>', from), of(sent, '<=', to)]));
        return [
          of.fn.countAll<number>().as('open'),
          of.fn.countAll<number>().filterWhere(sent, '<=', cutOffs.breached).as('breached'),
          between(cutOffs.breached, cutOffs.near).as('near'),
          between(cutOffs.breached, cutOffs.today).as('today'),
        ];
      })
      .where(isOpen)
      .executeTakeFirstOrThrow();

  /** What somebody holds, keeps, decided or has a part in; nearly every open case is none of these, and not looked at. */
  const countsOfTouched = ({ reviewerId, now }: Pick<QueueAsked, 'reviewerId' | 'now'>) =>
    db
      .with('touched', (from) =>
        from
          .selectFrom('reviewClaims')
          .select('reviewClaims.applicationId as id')
          .union(from.selectFrom('caseReservations').select('caseReservations.applicationId as id'))
          .union(
            from
              .selectFrom('applications')
              .innerJoin('reviewDecisions', 'reviewDecisions.applicationId', 'applications.id')
              .select('applications.id')
              .where('applications.state', '=', 'in_review'),
          )
          .union(from.selectFrom(keptFrom(reviewerId)).select('kept.id')),
      )
      .selectFrom('applications')
      .select((of) => {
        const count = (condition: ReturnType<typeof isOpen>) =>
          of.fn.countAll<number>().filterWhere(condition);
        return [
          count(isHeldBy(of, reviewerId, now)).as('mine'),
          count(isKept(of, reviewerId, false, now)).as('returned'),
          count(of.not(isFreeFor(of, reviewerId, now))).as('notFree'),
          count(awaitsSecond(of)).as('awaitsSecond'),
        ];
      })
      .where('applications.id', 'in', (of) => of.selectFrom('touched').select('touched.id'))
      .where(isOpen)
      .executeTakeFirstOrThrow();

  return {
    page: async (asked, after, limit) => {
      const fitting = selectCases(db, asked.now).where((where) => fits(where, asked.filter, asked));
      const rest =
        after === null
          ? fitting
          : fitting.where((where) =>
              where(
                where.refTuple('applications.submittedAt', 'applications.id'),
                '>',
                where.tuple(after.submittedAt, after.id),
              ),
            );
      const rows = await rest
        .orderBy('applications.submittedAt')
        .orderBy('applications.id')
        .limit(limit)
        .execute();
      return rows.map(readCase);
    },

    counts: async (asked) => {
      const [all, touched] = await Promise.all([countsByAge(asked), countsOfTouched(asked)]);
      const { notFree, ...counted } = touched;
      return { ...all, ...counted, free: Math.max(0, all.open - notFree) };
    },

    countFitting: async (asked) => {
      const { count } = await db
        .selectFrom('applications')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where((where) => fits(where, asked.filter, asked))
        .executeTakeFirstOrThrow();
      return count;
    },

    mine: async (reviewerId, now, limit) => {
      const rows = await selectCases(db, now)
        .where(isOpen)
        .where('applications.id', 'in', (of) =>
          of
            .selectFrom('reviewClaims')
            .select('reviewClaims.applicationId')
            .where('reviewClaims.reviewerId', '=', reviewerId)
            .union(
              of
                .selectFrom('caseReservations')
                .select('caseReservations.applicationId')
                .where('caseReservations.reviewerId', '=', reviewerId),
            ),
        )
        .where((of) =>
          of.or([of('reviewClaims.reviewerId', '=', reviewerId), of('asker.id', '=', reviewerId)]),
        )
        .orderBy('applications.submittedAt')
        .orderBy('applications.id')
        .limit(limit)
        .execute();
      return rows.map(readCase);
    },

    lost: async (reviewerId, now, limit) => {
      const rows = await selectCases(db, now)
        .where(isOpen)
        .where('reviewClaims.takenFrom', '=', reviewerId)
        .orderBy('reviewClaims.claimedAt', 'desc')
        .limit(limit)
        .execute();
      return rows.map(readCase);
    },

    findByShortForm: async (start, now, limit) => {
      const rows = await found(now)
        .where(sql<boolean>`upper(substr(applications.id, 3)) like ${`${start.toUpperCase()}%`}`)
        .limit(limit)
        .execute();
      return rows.map(readCase);
    },

    findCases: async (ids, now, limit) => {
      if (ids.length === 0) return [];
      const rows = await found(now).where('applications.id', 'in', ids).limit(limit).execute();
      return rows.map(readCase);
    },

    lockNext: async (asked, priority, except) => {
      const row = await candidates(asked, priority)
        .$if(except.length > 0, (cases) => cases.where('applications.id', 'not in', except))
        .orderBy('applications.submittedAt')
        .orderBy('applications.id')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      return row?.id ?? null;
    },

    countAhead: async (submittedAt, id) => {
      const { count } = await db
        .selectFrom('applications')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where(isOpen)
        .where((where) =>
          where(
            where.refTuple('applications.submittedAt', 'applications.id'),
            '<',
            where.tuple(submittedAt, id),
          ),
        )
        .executeTakeFirstOrThrow();
      return count;
    },

    openByPath: async (breached) => {
      const rows = await db
        .selectFrom('applications')
        .select((of) => [
          'applications.path',
          of.fn.countAll<number>().as('open'),
          of.fn.countAll<number>().filterWhere('applications.submittedAt', '<=', breached).as('breached'),
          of.fn.min('applications.submittedAt').as('oldest'),
        ])
        .where(isOpen)
        .groupBy('applications.path')
        .execute();
      return rows.flatMap(({ oldest, ...row }) => (oldest === null ? [] : [{ ...row, oldest }]));
    },
  };
}
