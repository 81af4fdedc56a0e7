// Answers to consent items, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { ConsentRecords } from '../../ports/consent-records.ts';
import type { Tables } from './tables.ts';

export function createConsentRecords(db: Kysely<Tables>): ConsentRecords {
  return {
    record: async (rows) => {
      if (rows.length === 0) return;
      await db.insertInto('consents').values(rows).execute();
    },

    current: async (applicationId) => {
      const answers = await db
        .selectFrom('consents')
        .distinctOn('item')
        .select(['item', 'answer'])
        .where('applicationId', '=', applicationId)
        .orderBy('item')
        .orderBy('id', 'desc')
        .execute();
      return Object.fromEntries(answers.map(({ item, answer }) => [item, answer]));
    },
  };
}
