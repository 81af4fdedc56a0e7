// Who belongs together, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { ApplicationId } from '../../domain/application.ts';
import type { Links } from '../../ports/links.ts';
import type { Tables } from './tables.ts';

export function createLinks(db: Kysely<Tables>): Links {
  return {
    putContact: async (applicationId, keys) => {
      await db.deleteFrom('contactKeys').where('applicationId', '=', applicationId).execute();
      if (keys.length === 0) return;
      await db
        .insertInto('contactKeys')
        .values(keys.map(({ kind, key }) => ({ applicationId, kind, key })))
        .execute();
    },

    addReviewer: async (reviewerId, keys) => {
      const known = await db
        .selectFrom('reviewers')
        .select('id')
        .where('id', '=', reviewerId)
        .executeTakeFirst();
      if (known === undefined || keys.length === 0) return known !== undefined;
      await db
        .insertInto('reviewerKeys')
        .values(keys.map(({ kind, key }) => ({ reviewerId, kind, key })))
        .onConflict((kept) => kept.doNothing())
        .execute();
      return true;
    },

    knownBy: async (reviewerId) => {
      const rows = await db
        .selectFrom('reviewerKeys')
        .select('kind')
        .distinct()
        .where('reviewerId', '=', reviewerId)
        .orderBy('kind')
        .execute();
      return rows.map(({ kind }) => kind);
    },

    isLinked: async (reviewerId, applicationId) => {
      const { linked } = await db
        .selectNoFrom(
          sql<boolean>`${applicationId} in (select linked_applications(${reviewerId}))`.as('linked'),
        )
        .executeTakeFirstOrThrow();
      return linked;
    },

    keptFrom: async (reviewerId) => {
      const { rows } = await sql<{ id: ApplicationId }>`select cases_kept_from(${reviewerId}) as id`.execute(
        db,
      );
      return rows.map(({ id }) => id);
    },

    related: (applicationId, limit) =>
      db
        .selectFrom('applicationKeys as own')
        .innerJoin('applicationKeys as other', (join) =>
          join.onRef('other.kind', '=', 'own.kind').onRef('other.key', '=', 'own.key'),
        )
        .innerJoin('applications', 'applications.id', 'other.applicationId')
        .select('applications.id as applicationId')
        .select((of) => of.fn.agg<string[]>('array_agg', ['own.kind']).as('by'))
        .where('own.applicationId', '=', applicationId)
        .where('other.applicationId', '!=', applicationId)
        .groupBy('applications.id')
        .orderBy('applications.openedAt', 'desc')
        .orderBy('applications.id')
        .limit(limit)
        .$narrowType<{ by: ('citizen' | 'business' | 'phone' | 'email')[] }>()
        .execute(),
  };
}
