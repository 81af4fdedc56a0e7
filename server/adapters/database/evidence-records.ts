// What is known about pieces of evidence, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import { kindsOf } from '../../domain/erasure.ts';
import { photoKinds } from '../../domain/evidence.ts';
import type { EvidenceRecords } from '../../ports/evidence-records.ts';
import { isOver } from './erasure-condition.ts';
import type { Tables } from './tables.ts';

const columns = [
  'id',
  'applicationId',
  'kind',
  'sha256',
  'bytes',
  'mediaType',
  'findings',
  'measurements',
  'capture',
  'addedAt',
] as const;

export function createEvidenceRecords(db: Kysely<Tables>): EvidenceRecords {
  return {
    add: async (row) => {
      await db
        .insertInto('evidence')
        .values({
          ...row,
          findings: JSON.stringify(row.findings),
          measurements: JSON.stringify(row.measurements),
          capture: row.capture === null ? null : JSON.stringify(row.capture),
        })
        .execute();
    },

    current: (applicationId) =>
      db
        .selectFrom('evidence')
        .select(columns)
        .where('applicationId', '=', applicationId)
        .where('isCurrent', '=', true)
        .where('erasedAt', 'is', null)
        .orderBy('addedAt')
        .orderBy('id')
        .execute(),

    find: async (applicationId, evidenceId) => {
      const row = await db
        .selectFrom('evidence')
        .select(columns)
        .where('applicationId', '=', applicationId)
        .where('id', '=', evidenceId)
        .where('erasedAt', 'is', null)
        .executeTakeFirst();
      return row ?? null;
    },

    supersede: async (applicationId, kinds) => {
      if (kinds.length === 0) return;
      await db
        .updateTable('evidence')
        .set({ isCurrent: false })
        .where('applicationId', '=', applicationId)
        .where('isCurrent', '=', true)
        .where('kind', 'in', kinds)
        .execute();
    },

    due: (rules, now, limit) =>
      db
        .selectFrom('evidence')
        .innerJoin('applications', 'applications.id', 'evidence.applicationId')
        .select(['evidence.id', 'evidence.applicationId', 'evidence.kind', 'evidence.sha256'])
        .where('evidence.erasedAt', 'is', null)
        .where((where) =>
          where.or(
            rules.map((rule) =>
              where.and([where('evidence.kind', 'in', kindsOf[rule.evidence]), isOver(where, rule, now)]),
            ),
          ),
        )
        .orderBy('evidence.addedAt')
        .orderBy('evidence.id')
        .limit(limit)
        .execute(),

    markErased: async (evidenceId, at) => {
      const { numUpdatedRows } = await db
        .updateTable('evidence')
        .set({ erasedAt: at, isCurrent: false })
        .where('id', '=', evidenceId)
        .where('erasedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    countSince: async (applicationId, since) => {
      const { count } = await db
        .selectFrom('evidence')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('applicationId', '=', applicationId)
        .where('kind', 'in', photoKinds)
        .where('addedAt', '>=', since)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}
