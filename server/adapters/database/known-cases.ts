// Known cases with what became of them, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { KnownCases } from '../../ports/known-cases.ts';
import type { Tables } from './tables.ts';

export function createKnownCases(db: Kysely<Tables>): KnownCases {
  return {
    mark: async (row) => {
      await db
        .insertInto('knownCases')
        .values({ ...row, reasons: JSON.stringify(row.reasons) })
        .execute();
    },

    find: async (id) =>
      (await db.selectFrom('knownCases').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

    end: async (id, because, at) => {
      const ended = await db
        .updateTable('knownCases')
        .set({ endedAt: at, endedBecause: because })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return ended !== undefined;
    },

    inUse: () =>
      db
        .selectFrom('knownCases')
        .selectAll()
        .where('endedAt', 'is', null)
        .orderBy('markedAt')
        .orderBy('id')
        .execute(),

    list: (limit) =>
      db
        .selectFrom('knownCases')
        .innerJoin('reviewers', 'reviewers.id', 'knownCases.markedBy')
        .leftJoin('qualityTasks', 'qualityTasks.knownCaseId', 'knownCases.id')
        .leftJoin('qualityReviews', 'qualityReviews.alias', 'qualityTasks.alias')
        .selectAll('knownCases')
        .select('reviewers.name as markedByName')
        .select((of) => [
          of.fn.count<number>('qualityTasks.alias').as('given'),
          of.fn.count<number>('qualityReviews.alias').as('answered'),
          of.fn
            .count<number>('qualityReviews.alias')
            .filterWhereRef('qualityReviews.decision', '=', 'knownCases.decision')
            .as('right'),
        ])
        .groupBy(['knownCases.id', 'reviewers.name'])
        .orderBy('knownCases.markedAt', 'desc')
        .orderBy('knownCases.id')
        .limit(limit)
        .execute(),
  };
}
