// What the tables have about one application, for the copy that the person gets.
import { sql, type Kysely } from 'kysely';
import type { AccessRecords } from '../../ports/access-records.ts';
import type { Tables } from './tables.ts';

export function createAccessRecords(db: Kysely<Tables>): AccessRecords {
  return {
    evidence: (applicationId) =>
      db
        .selectFrom('evidence')
        .select([
          'id',
          'kind',
          'sha256',
          'bytes',
          'findings',
          'measurements',
          'consentId',
          'addedAt',
          'erasedAt',
        ])
        .where('applicationId', '=', applicationId)
        .orderBy('addedAt')
        .orderBy('id')
        .execute(),

    async captures(applicationId) {
      const sessions = await db
        .selectFrom('livenessSessions')
        .select([
          'id',
          'state',
          'script',
          'needs',
          'agreement',
          'receipt',
          'statementSealed',
          'consentId',
          'openedAt',
        ])
        .select(sql<boolean>`reference_sealed is not null`.as('hasFeatures'))
        .where('applicationId', '=', applicationId)
        .orderBy('openedAt')
        .orderBy('id')
        .execute();
      const frames = await db
        .selectFrom('livenessFrames')
        .innerJoin('livenessSessions', 'livenessSessions.id', 'livenessFrames.sessionId')
        .select(['sessionId', 'signals'])
        .where('applicationId', '=', applicationId)
        .orderBy('seq')
        .execute();
      return sessions.map((session) => ({
        ...session,
        frames: frames.filter(({ sessionId }) => sessionId === session.id).map(({ signals }) => signals),
      }));
    },

    checks: (applicationId) =>
      db
        .selectFrom('checkResults')
        .select(['round', 'checkName', 'outcome', 'reason', 'measurements', 'at'])
        .where('applicationId', '=', applicationId)
        .orderBy('round')
        .orderBy('at')
        .execute(),

    recommendations: (applicationId) =>
      db
        .selectFrom('recommendations')
        .select(['round', 'outcome', 'reasons', 'policyVersion', 'at'])
        .where('applicationId', '=', applicationId)
        .orderBy('round')
        .execute(),

    registered: (applicationId) =>
      db
        .selectFrom('registeredBusinesses')
        .select(['round', 'sealed'])
        .where('applicationId', '=', applicationId)
        .orderBy('round')
        .execute(),

    statements: (applicationId) =>
      db
        .selectFrom('admissionStatements')
        .select(['id', 'sha256', 'issuedAt', 'expiresAt'])
        .where('applicationId', '=', applicationId)
        .orderBy('issuedAt')
        .execute(),
  };
}
