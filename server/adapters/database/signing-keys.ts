// Public keys that signed documents, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { SigningKeys } from '../../ports/signing-keys.ts';
import type { Tables } from './tables.ts';

export function createSigningKeys(db: Kysely<Tables>): SigningKeys {
  return {
    keep: async ({ keyId, publicJwk: { kty, crv, x } }, firstUsedAt) => {
      await db
        .insertInto('signingKeys')
        .values({ keyId, publicJwk: JSON.stringify({ kty, crv, x }), firstUsedAt })
        .onConflict((conflict) => conflict.column('keyId').doNothing())
        .execute();
    },

    all: () =>
      db
        .selectFrom('signingKeys')
        .select(['keyId', 'publicJwk'])
        .orderBy('firstUsedAt')
        .orderBy('keyId')
        .execute(),
  };
}
