// Statements of admission that were signed, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { AdmissionStatements } from '../../ports/admission-statements.ts';
import type { Tables } from './tables.ts';

export function createAdmissionStatements(db: Kysely<Tables>): AdmissionStatements {
  return {
    add: async (row) => {
      await db.insertInto('admissionStatements').values(row).execute();
    },

    newest: async (applicationId) => {
      const row = await db
        .selectFrom('admissionStatements')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .orderBy('issuedAt', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },

    revoked: async (now) => {
      const rows = await db
        .selectFrom('applications')
        .innerJoin('webhookEvents', (join) =>
          join
            .onRef('webhookEvents.applicationId', '=', 'applications.id')
            .on('webhookEvents.state', '=', 'revoked'),
        )
        .innerJoin('admissionStatements', 'admissionStatements.applicationId', 'applications.id')
        .select(['applications.id as applicationId'])
        .select((of) => [
          of.fn.max('webhookEvents.at').as('revokedAt'),
          of.fn.max('admissionStatements.expiresAt').as('until'),
        ])
        .where('applications.state', '=', 'revoked')
        .where('admissionStatements.expiresAt', '>', now)
        .groupBy('applications.id')
        .orderBy('applications.id')
        .execute();
      return rows;
    },
  };
}
