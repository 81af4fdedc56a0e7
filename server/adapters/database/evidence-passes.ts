// Leave to look at pieces of evidence, kept in PostgreSQL until it is taken or expires.
import type { Kysely } from 'kysely';
import type { EvidencePasses } from '../../ports/evidence-passes.ts';
import type { Tables } from './tables.ts';

export function createEvidencePasses(db: Kysely<Tables>): EvidencePasses {
  return {
    add: async (passes) => {
      if (passes.length > 0) await db.insertInto('evidencePasses').values(passes).execute();
    },

    take: async (sha256, reviewerId, now) => {
      const taken = await db
        .deleteFrom('evidencePasses')
        .where('sha256', '=', sha256)
        .where('reviewerId', '=', reviewerId)
        .where('expiresAt', '>', now)
        .returningAll()
        .executeTakeFirst();
      return taken ?? null;
    },

    forget: async (before) => {
      await db.deleteFrom('evidencePasses').where('expiresAt', '<', before).execute();
    },
  };
}
