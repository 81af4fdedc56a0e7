// Cases given once more under an alias, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { QualityTasks } from '../../ports/quality-tasks.ts';
import type { Tables } from './tables.ts';

const columns = [
  'qualityTasks.alias',
  'qualityTasks.kind',
  'qualityTasks.applicationId',
  'qualityTasks.round',
  'qualityTasks.knownCaseId',
  'qualityTasks.reviewerId',
  'qualityTasks.submittedAt',
  'qualityTasks.referredAt',
  'qualityTasks.visibleAt',
  'qualityTasks.expiresAt',
  'qualityTasks.claimedAt',
  'qualityTasks.claimedUntil',
  'qualityTasks.shownState',
  'qualityTasks.withdrawnAt',
  'qualityTasks.withdrawnBecause',
] as const;

/** Neither answered nor withdrawn. */
function selectOpen(db: Kysely<Tables>) {
  return db
    .selectFrom('qualityTasks')
    .leftJoin('qualityReviews', 'qualityReviews.alias', 'qualityTasks.alias')
    .select(columns)
    .where('qualityReviews.alias', 'is', null)
    .where('qualityTasks.withdrawnAt', 'is', null)
    .orderBy('qualityTasks.visibleAt')
    .orderBy('qualityTasks.alias');
}

export function createQualityTasks(db: Kysely<Tables>): QualityTasks {
  return {
    give: async (row) => {
      await db.insertInto('qualityTasks').values(row).execute();
    },

    find: async (alias) =>
      (await db.selectFrom('qualityTasks').select(columns).where('alias', '=', alias).executeTakeFirst()) ??
      null,

    lock: async (alias) =>
      (await db
        .selectFrom('qualityTasks')
        .select(columns)
        .where('alias', '=', alias)
        .forUpdate()
        .executeTakeFirst()) ?? null,

    save: async (alias, patch) => {
      await db.updateTable('qualityTasks').set(patch).where('alias', '=', alias).execute();
    },

    withdraw: async (alias, because, at) => {
      await db
        .updateTable('qualityTasks')
        .set({ withdrawnAt: at, withdrawnBecause: because })
        .where('alias', '=', alias)
        .where('withdrawnAt', 'is', null)
        .execute();
    },

    openOf: (reviewerId, now) =>
      db
        .selectFrom('qualityTasks')
        .select(columns)
        .where('reviewerId', '=', reviewerId)
        .where('visibleAt', '<=', now)
        .where('withdrawnAt', 'is', null)
        .where('shownState', '=', 'in_review')
        .orderBy('visibleAt')
        .orderBy('alias')
        .execute(),

    of: (reviewerId, since, now) =>
      db
        .selectFrom('qualityTasks')
        .select(columns)
        .where('reviewerId', '=', reviewerId)
        .where('visibleAt', '>=', since)
        .where('visibleAt', '<=', now)
        .execute(),

    waitingForNobody: async (now) => {
      const rows = await db
        .selectFrom('qualityTasks')
        .innerJoin('qualityReviews', 'qualityReviews.alias', 'qualityTasks.alias')
        .select('qualityTasks.alias')
        .where('shownState', '=', 'in_review')
        .where('expiresAt', '<=', now)
        .execute();
      return rows.map(({ alias }) => alias);
    },

    unanswered: (limit) => selectOpen(db).limit(limit).execute(),

    aliasFor: async (applicationId, reviewerId) =>
      (await db
        .selectFrom('qualityTasks')
        .select(columns)
        .where('applicationId', '=', applicationId)
        .where('reviewerId', '=', reviewerId)
        .executeTakeFirst()) ?? null,

    park: async (row) => {
      await db
        .insertInto('qualityParked')
        .values({ ...row, reasons: JSON.stringify(row.reasons), items: JSON.stringify(row.items) })
        .execute();
    },

    findParked: async (alias) =>
      (await db.selectFrom('qualityParked').selectAll().where('alias', '=', alias).executeTakeFirst()) ??
      null,

    takeParked: async (alias, id) => {
      const taken = await db
        .deleteFrom('qualityParked')
        .where('alias', '=', alias)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return taken !== undefined;
    },

    parkedDue: async (now, limit) => {
      const rows = await db
        .selectFrom('qualityParked')
        .select('alias')
        .where('settlesAt', '<=', now)
        .orderBy('settlesAt')
        .limit(limit)
        .execute();
      return rows.map(({ alias }) => alias);
    },

    answer: async (row) => {
      await db
        .insertInto('qualityReviews')
        .values({ ...row, reasons: JSON.stringify(row.reasons), items: JSON.stringify(row.items) })
        .execute();
    },

    findAnswer: async (alias) =>
      (await db.selectFrom('qualityReviews').selectAll().where('alias', '=', alias).executeTakeFirst()) ??
      null,

    countAnsweredSince: async (since) => {
      const { count } = await db
        .selectFrom('qualityReviews')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}
