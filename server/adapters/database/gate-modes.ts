// The gate's mode, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { GateModes } from '../../ports/gate-modes.ts';
import type { Tables } from './tables.ts';

export function createGateModes(db: Kysely<Tables>): GateModes {
  return {
    current: async () => {
      const row = await db.selectFrom('gateMode').select(['mode', 'share', 'expiresAt']).executeTakeFirst();
      return row ?? null;
    },
  };
}
