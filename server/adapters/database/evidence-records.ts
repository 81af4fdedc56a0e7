// What is known about pieces of evidence, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import { photoKinds } from '../../domain/evidence.ts';
import type { EvidenceRecords } from '../../ports/evidence-records.ts';
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
        .orderBy('addedAt')
        .orderBy('id')
        .execute(),

    find: async (applicationId, evidenceId) => {
      const row = await db
        .selectFrom('evidence')
        .select(columns)
        .where('applicationId', '=', applicationId)
        .where('id', '=', evidenceId)
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
