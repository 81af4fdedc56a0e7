// Tells whether a master key is the one that what lies in this database was locked with.
import type { Database } from '../../ports/database.ts';
import { CannotOpen, type Keys } from '../../ports/keys.ts';
import type { Owner } from '../../ports/vault.ts';

type Known = Pick<Database, 'marks' | 'signingKeys' | 'applications'>;

/** `untold`: what was asked about is locked with no key that is derived from a master key. */
export type TellsKey = 'own' | 'other' | 'untold';

export interface OwnKeysDeps {
  readonly database: Known;
  readonly keys: Pick<Keys, 'seal' | 'open' | 'publicKeys'>;
  readonly tryFirst: (first: Owner) => Promise<TellsKey>;
}

const word = 'portcullis';
const context = 'installation';

/** Whether a master key was ever used here: then there is one to be put back, and none to be made. */
export async function hasUsedKeys({ marks, signingKeys, applications }: Known): Promise<boolean> {
  if ((await marks.lockedWord()) !== null) return true;
  return (await signingKeys.all()).length > 0 || (await applications.firstKeys()) !== null;
}

async function opens({ keys }: OwnKeysDeps, locked: Uint8Array): Promise<boolean> {
  try {
    await keys.open(locked, context);
    return true;
  } catch (error) {
    if (error instanceof CannotOpen && error.why === 'other-key') return false;
    throw error;
  }
}

/**
 * Of a database from before there was a word. What came first decides alone: a day's work under a wrong key must not
 * count for that key, nor shut out the right one.
 */
async function tellByWhatIsThere({ database, keys, tryFirst }: OwnKeysDeps): Promise<TellsKey> {
  const [signed] = await database.signingKeys.all();
  if (signed !== undefined) {
    const isOurs = (await keys.publicKeys()).some(({ keyId }) => keyId === signed.keyId);
    return isOurs ? 'own' : 'other';
  }
  const first = await database.applications.firstKeys();
  return first === null ? 'untold' : tryFirst(first);
}

/** Of processes that start at once with different keys, one is right from then on. */
export async function areOwnKeys(deps: OwnKeysDeps): Promise<boolean> {
  const { marks } = deps.database;
  const kept = await marks.lockedWord();
  if (kept !== null) return opens(deps, kept);
  if ((await tellByWhatIsThere(deps)) === 'other') return false;
  const locked = await deps.keys.seal(new TextEncoder().encode(word), context);
  return opens(deps, await marks.keepLockedWord(locked));
}
