// The marketplace's own names for sellers, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { SellerReferences } from '../../ports/seller-references.ts';
import type { Tables } from './tables.ts';

/** Apart from other locks of this database; any number that nobody else uses. */
const lockSpace = 7_031_008;

export function createSellerReferences(db: Kysely<Tables>): SellerReferences {
  return {
    lock: async (reference) => {
      await sql`select pg_advisory_xact_lock(${lockSpace}, hashtext(${reference}))`.execute(db);
    },

    applicationsOf: (reference) =>
      db
        .selectFrom('sellerReferences')
        .innerJoin('applications', 'applications.id', 'sellerReferences.applicationId')
        .select(['sellerReferences.applicationId', 'applications.state'])
        .where('sellerReferences.reference', '=', reference)
        .orderBy('sellerReferences.at', 'desc')
        .orderBy('sellerReferences.applicationId')
        .execute(),

    add: async (row) => {
      await db.insertInto('sellerReferences').values(row).execute();
    },

    of: async (applicationId) => {
      const row = await db
        .selectFrom('sellerReferences')
        .select('reference')
        .where('applicationId', '=', applicationId)
        .executeTakeFirst();
      return row?.reference ?? null;
    },
  };
}
