// Answers to consent items, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { ApplicationId } from '../../domain/application.ts';
import type { ConsentRecords } from '../../ports/consent-records.ts';
import type { Tables } from './tables.ts';

export function createConsentRecords(db: Kysely<Tables>): ConsentRecords {
  const newest = (applicationId: ApplicationId) =>
    db
      .selectFrom('consents')
      .distinctOn('item')
      .select(['item', 'answer', 'textVersion'])
      .where('applicationId', '=', applicationId)
      .orderBy('item')
      .orderBy('id', 'desc')
      .execute();

  return {
    record: async (rows) => {
      if (rows.length === 0) return;
      await db.insertInto('consents').values(rows).execute();
    },

    ledger: (applicationId) =>
      db
        .selectFrom('consents')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .orderBy('id')
        .execute(),

    current: async (applicationId) => {
      const answers = await newest(applicationId);
      return Object.fromEntries(answers.map(({ item, answer }) => [item, answer]));
    },

    granted: async (applicationId) =>
      (await newest(applicationId))
        .filter(({ answer }) => answer === 'granted')
        .map(({ item, textVersion }) => ({ item, textVersion })),
  };
}
