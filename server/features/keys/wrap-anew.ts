// Wraps data keys under the newest wrapping key, and counts which key wraps how many.
import { keyClasses, type KeyClass } from '../../domain/key-class.ts';
import type { Database } from '../../ports/database.ts';
import type { Owner } from '../../ports/vault.ts';
import type { WrappingKeys } from '../../ports/wrapping-keys.ts';

export interface WrapDeps {
  readonly database: Pick<Database, 'applications'>;
  readonly wrapping: WrappingKeys;
  /** The same data key, under the key that wraps now. */
  readonly wrapAnew: (id: string, of: KeyClass, wrapped: Uint8Array) => Promise<Uint8Array>;
}

const pageSize = 500;

async function* everyOwner({ applications }: WrapDeps['database']): AsyncIterable<Owner> {
  for (let after = ''; ;) {
    const page = await applications.keysAfter(after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Data keys by the name of the key that wraps them. */
export async function countWrapped({ database, wrapping }: WrapDeps): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const owner of everyOwner(database))
    for (const of of keyClasses) {
      const name = await wrapping.nameOf(owner[`${of}Key`]);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return counts;
}

/**
 * Answers how many data keys were wrapped anew. An application whose keys are changed meanwhile is left as it is found:
 * ask again until nothing is left. Interrupted, it goes on where it was.
 */
export async function wrapEverythingAnew({ database, wrapping, wrapAnew }: WrapDeps): Promise<number> {
  let wrapped = 0;
  const newest = await wrapping.newest();
  for await (const owner of everyOwner(database)) {
    const anew = async (of: KeyClass): Promise<Uint8Array> => {
      const before = owner[`${of}Key`];
      return (await wrapping.nameOf(before)) === newest ? before : wrapAnew(owner.id, of, before);
    };
    const after = {
      documentKey: await anew('document'),
      faceKey: await anew('face'),
      templateKey: await anew('template'),
    };
    const changed = keyClasses.filter((of) => after[`${of}Key`] !== owner[`${of}Key`]).length;
    if (changed > 0 && (await database.applications.replaceKeys(owner, after))) wrapped += changed;
  }
  return wrapped;
}
