// The blind index of who applied, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { ApplicationId } from '../../domain/application.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import type { Tables } from './tables.ts';

export function createSubjectKeys(db: Kysely<Tables>): SubjectKeys {
  const findBy =
    (column: 'citizenKey' | 'businessKey' | 'lastFourKey') =>
    async (key: string, limit: number): Promise<readonly ApplicationId[]> => {
      const rows = await db
        .selectFrom('subjectKeys')
        .innerJoin('applications', 'applications.id', 'subjectKeys.applicationId')
        .select('applications.id')
        .where(column, '=', key)
        .orderBy('applications.openedAt', 'desc')
        .orderBy('applications.id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    };

  return {
    put: async (applicationId, keys) => {
      await db
        .insertInto('subjectKeys')
        .values({ applicationId, ...keys })
        .onConflict((other) => other.column('applicationId').doUpdateSet(keys))
        .execute();
    },

    find: async (applicationId) => {
      const row = await db
        .selectFrom('subjectKeys')
        .select(['citizenKey', 'lastFourKey', 'businessKey'])
        .where('applicationId', '=', applicationId)
        .executeTakeFirst();
      return row ?? null;
    },

    findByCitizenKey: findBy('citizenKey'),
    findByBusinessKey: findBy('businessKey'),
    findByLastFour: findBy('lastFourKey'),
  };
}
