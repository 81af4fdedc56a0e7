// How applications were ended by their applicants, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { WithdrawalReason } from '../../domain/withdrawal.ts';
import type { EndingRow, Endings } from '../../ports/endings.ts';
import type { Tables } from './tables.ts';

export function createEndings(db: Kysely<Tables>): Endings {
  const reason = sql<WithdrawalReason>`audit_events.data ->> 'reason'`;
  const endings = () =>
    db
      .selectFrom('auditEvents')
      .innerJoin('applications', 'applications.id', 'auditEvents.applicationId')
      .where('auditEvents.type', '=', 'application.withdrawn')
      .select([
        'applications.id as applicationId',
        reason.as('reason'),
        'auditEvents.at',
        'applications.path',
        'applications.language',
        'applications.subjectKind',
        'applications.round',
      ])
      .select((of) => of('applications.declarationSealed', 'is not', null).as('hasDeclaration'))
      .orderBy('auditEvents.seq', 'desc');
  const readEnding = (row: Awaited<ReturnType<ReturnType<typeof endings>['executeTakeFirstOrThrow']>>) =>
    ({ ...row, hasDeclaration: Boolean(row.hasDeclaration) }) satisfies EndingRow;

  return {
    newest: async (reasons, limit) =>
      (await endings().where(reason, 'in', reasons).limit(limit).execute()).map(readEnding),

    find: async (applicationId) => {
      const row = await endings().where('auditEvents.applicationId', '=', applicationId).executeTakeFirst();
      return row === undefined ? null : readEnding(row);
    },
  };
}
