// What an installation knows its own things by, kept in PostgreSQL.
import type { Kysely } from 'kysely';
import type { InstallationMarks } from '../../ports/installation-marks.ts';
import type { Tables } from './tables.ts';

export function createInstallationMarks(db: Kysely<Tables>): InstallationMarks {
  const find = (kind: Tables['installationMarks']['kind']) =>
    db.selectFrom('installationMarks').select('locked').where('kind', '=', kind).executeTakeFirst();
  const add = async (kind: Tables['installationMarks']['kind'], locked: Uint8Array | null): Promise<void> => {
    await db
      .insertInto('installationMarks')
      .values({ kind, locked })
      .onConflict((conflict) => conflict.column('kind').doNothing())
      .execute();
  };

  return {
    lockedWord: async () => (await find('master-key'))?.locked ?? null,

    keepLockedWord: async (locked) => {
      await add('master-key', locked);
      const kept = await find('master-key');
      if (kept?.locked == null) throw new Error('a mark that was made is not there');
      return kept.locked;
    },

    hasMarkedFolder: async () => (await find('evidence-folder')) !== undefined,
    noteMarkedFolder: () => add('evidence-folder', null),
  };
}
