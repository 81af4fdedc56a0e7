// `portcullis keys`: the keys that data keys are wrapped with.
import { countWrapped, wrapEverythingAnew } from '../features/keys/wrap-anew.ts';
import { atTheDatabase } from './at-the-database.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

/** Data keys by wrapping key; the newest is marked. */
export async function printKeys(environment: Environment, print: Print): Promise<void> {
  await atTheDatabase(environment, async (tools) => {
    const deps = { database: tools.database, ...(await tools.wrapping()) };
    const counts = await countWrapped(deps);
    const newest = await deps.wrapping.newest();
    for (const [name, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
      print(`${name}  wraps ${count} data keys${name === newest ? '  (newest)' : ''}`);
    if (!counts.has(newest)) print(`${newest}  wraps 0 data keys  (newest)`);
  });
}

/** Makes a new wrapping key, wraps every data key with it, and leaves the old ones where they are. */
export async function rotateKeys(environment: Environment, print: Print): Promise<void> {
  await atTheDatabase(environment, async (tools) => {
    const { addKey, ...deps } = await tools.wrapping();
    const name = await addKey();
    print(
      name === null
        ? 'this token may not make a new version: have the key rotated at the key service, then run `keys rewrap`'
        : `new wrapping key: ${name}`,
    );
    print(
      `${await wrapEverythingAnew({ database: tools.database, ...deps })} data keys wrapped with the newest`,
    );
  });
}

/** Goes on with a rotation that was interrupted, or that another process did not know of yet. */
export async function wrapKeysAnew(environment: Environment, print: Print): Promise<void> {
  await atTheDatabase(environment, async (tools) => {
    const deps = await tools.wrapping();
    print(`${await wrapEverythingAnew({ database: tools.database, ...deps })} data keys wrapped anew`);
  });
}

/** Versions of a key service are called v1, v2, …; null when none of them wraps anything. */
function oldestVersion(names: Iterable<string>): number | null {
  const versions = [...names].flatMap((name) => (/^v\d+$/.test(name) ? [Number(name.slice(1))] : []));
  return versions.length === 0 ? null : Math.min(...versions);
}

/** Takes away the wrapping keys that no data key needs; of those at a key service, says which they are. */
export async function dropOldKeys(environment: Environment, print: Print): Promise<void> {
  await atTheDatabase(environment, async (tools) => {
    const { keepOnly, hasKeyService, ...deps } = await tools.wrapping();
    const needed = await countWrapped({ database: tools.database, ...deps });
    const gone = await keepOnly([...needed.keys()]);
    print(gone.length === 0 ? 'no key is left over' : `taken away: ${gone.join(', ')}`);
    if (!hasKeyService) return;
    const oldest = oldestVersion(needed.keys());
    print(
      oldest === null
        ? 'nothing is wrapped by the key service'
        : `at the key service nothing below v${oldest} is needed: set min_decryption_version=${oldest} there`,
    );
  });
}
