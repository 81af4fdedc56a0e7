// What is known about pieces of evidence, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import { erasureRules, kindsOf } from '../../domain/erasure.ts';
import { photoKinds } from '../../domain/evidence.ts';
import type { EvidenceRecords, EvidenceRow } from '../../ports/evidence-records.ts';
import { isOver } from './erasure-condition.ts';
import type { Tables } from './tables.ts';

const columns = [
  'evidence.id',
  'applicationId',
  'kind',
  'sha256',
  'bytes',
  'address',
  'mediaType',
  'findings',
  'measurements',
  'capture',
  'addedAt',
] as const;

export function createEvidenceRecords(db: Kysely<Tables>): EvidenceRecords {
  /** Neither erased nor locked. */
  const seen = (applicationId: EvidenceRow['applicationId']) =>
    db
      .selectFrom('evidence')
      .innerJoin('applications', 'applications.id', 'evidence.applicationId')
      .select(columns)
      .where('applicationId', '=', applicationId)
      .where('erasedAt', 'is', null)
      .where(
        (where) =>
          where
            .case()
            .when('kind', 'in', kindsOf.document)
            .then(where.ref('identityLockedAt'))
            .else(where.ref('faceLockedAt'))
            .end(),
        'is',
        null,
      );

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
      seen(applicationId).where('isCurrent', '=', true).orderBy('addedAt').orderBy('evidence.id').execute(),

    find: async (applicationId, evidenceId) => {
      const row = await seen(applicationId).where('evidence.id', '=', evidenceId).executeTakeFirst();
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

    dueOf: (applicationId, now) =>
      db
        .selectFrom('evidence')
        .innerJoin('applications', 'applications.id', 'evidence.applicationId')
        .select([
          'evidence.id',
          'evidence.applicationId',
          'evidence.kind',
          'evidence.sha256',
          'evidence.address',
        ])
        .where('evidence.applicationId', '=', applicationId)
        .where('evidence.erasedAt', 'is', null)
        .where((where) =>
          where.or(
            erasureRules.map((rule) =>
              where.and([
                where(
                  'evidence.kind',
                  'in',
                  rule.evidence.flatMap((one) => kindsOf[one]),
                ),
                isOver(where, rule, now),
              ]),
            ),
          ),
        )
        .orderBy('evidence.addedAt')
        .orderBy('evidence.id')
        .execute(),

    kept: (applicationId) =>
      db
        .selectFrom('evidence')
        .select(columns)
        .where('applicationId', '=', applicationId)
        .where('erasedAt', 'is', null)
        .orderBy('addedAt')
        .orderBy('id')
        .execute(),

    hasErased: async (applicationId) => {
      const row = await db
        .selectFrom('evidence')
        .select('id')
        .where('applicationId', '=', applicationId)
        .where('erasedAt', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    markErased: async (evidenceIds, at) => {
      if (evidenceIds.length === 0) return [];
      const rows = await db
        .updateTable('evidence')
        .set({ erasedAt: at, isCurrent: false })
        .where('id', 'in', evidenceIds)
        .where('erasedAt', 'is', null)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    keptKinds: async (applicationId) => {
      const rows = await db
        .selectFrom('evidence')
        .select('kind')
        .distinct()
        .where('applicationId', '=', applicationId)
        .where('erasedAt', 'is', null)
        .execute();
      return rows.map(({ kind }) => kind);
    },

    keptAfter: (id, limit) =>
      db
        .selectFrom('evidence')
        .select(['id', 'applicationId', 'kind', 'sha256', 'address'])
        .where('id', '>', id)
        .where('erasedAt', 'is', null)
        .orderBy('id')
        .limit(limit)
        .execute(),

    keptAt: async (places) => {
      if (places.length === 0) return [];
      const pairs = places.map(({ applicationId, address }) => sql`(${applicationId}, ${address})`);
      return db
        .selectFrom('evidence')
        .select(['applicationId', 'address'])
        .where(sql<boolean>`(application_id, address) in (${sql.join(pairs)})`)
        .where('erasedAt', 'is', null)
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
