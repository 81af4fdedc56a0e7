// A file of wrapping keys, one a line, the newest last; below them all the one that is derived from the master key.
import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { chmod, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { CannotOpen } from '../../ports/keys.ts';
import type { Keys } from '../../ports/keys.ts';
import type { WrappingKeys } from '../../ports/wrapping-keys.ts';
import { createLock, type Lock } from '../cipher/lock.ts';
import { syncFolderOf } from './durable.ts';

const keyBytes = 32;
/** Where a locked thing says by which key: after its version. */
const markAt = 1;
const markBytes = 4;

export const masterName = 'master';

interface RingKey {
  readonly name: string;
  readonly lock: Lock;
}

const markOf = (wrapped: Uint8Array): string =>
  Buffer.from(wrapped.subarray(markAt, markAt + markBytes)).toString('hex');

/** Tells nothing about the key. */
const nameOfKey = (key: Uint8Array): string =>
  createHash('sha256')
    .update('portcullis wrapping key')
    .update(key)
    .digest('hex')
    .slice(0, 2 * markBytes);

function ringKey(text: string, source: string): RingKey {
  const key = Buffer.from(text, 'base64');
  if (key.length !== keyBytes || key.toString('base64') !== text)
    throw new Error(`${source}: each line is a key of 32 random bytes in base64 (44 characters)`);
  const name = nameOfKey(key);
  return { name, lock: createLock(createSecretKey(key), Buffer.from(name, 'hex')) };
}

async function linesOf(path: string): Promise<readonly string[] | null> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new Error(
        `${path} may be used by others (mode ${(mode & 0o777).toString(8)}): run chmod 600 on it`,
      );
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export interface KeyRing extends WrappingKeys {
  /** Makes a key that wraps from now on, durably. Answers its name. */
  add(): Promise<string>;
  /** Takes away every key but these, durably; the newest stays in any case. Answers the names that are gone. */
  keepOnly(names: readonly string[]): Promise<readonly string[]>;
}

/**
 * Without a file, the master key's own key wraps. The file is read again whenever it may have changed: several processes
 * share it. Rejects with a sentence for the operator when it is malformed or open to others.
 */
export function createKeyRing(path: string, master: Pick<Keys, 'wrap' | 'unwrap'>): KeyRing {
  const read = async (): Promise<readonly RingKey[]> =>
    ((await linesOf(path)) ?? []).map((line) => ringKey(line, path));

  async function replace(lines: readonly string[]): Promise<void> {
    const draft = `${path}.${randomUUID()}`;
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(lines.map((line) => `${line}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
      await chmod(draft, 0o600);
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolderOf(path);
  }

  return {
    wrap: async (dataKey, context) => {
      const newest = (await read()).at(-1);
      if (newest === undefined) return master.wrap(dataKey, context);
      if (dataKey.length < 16 || dataKey.length > 64) throw new RangeError('a data key has 16..64 bytes');
      return newest.lock.lock(dataKey, context);
    },

    unwrap: async (wrapped, context) => {
      const mark = markOf(wrapped);
      const key = (await read()).find(({ name }) => name === mark);
      return key === undefined ? master.unwrap(wrapped, context) : key.lock.unlock(wrapped, context);
    },

    nameOf: async (wrapped) => {
      if (wrapped.length <= markAt + markBytes) throw new CannotOpen('altered');
      const mark = markOf(wrapped);
      return (await read()).find(({ name }) => name === mark)?.name ?? masterName;
    },

    newest: async () => (await read()).at(-1)?.name ?? masterName,

    isReachable: async () =>
      read().then(
        () => true,
        () => false,
      ),

    add: async () => {
      const key = randomBytes(keyBytes);
      await replace([...((await linesOf(path)) ?? []), key.toString('base64')]);
      return nameOfKey(key);
    },

    keepOnly: async (names) => {
      const lines = (await linesOf(path)) ?? [];
      const isKept = (line: string, index: number): boolean =>
        index === lines.length - 1 || names.includes(ringKey(line, path).name);
      const gone = lines.filter((line, index) => !isKept(line, index));
      if (gone.length > 0) await replace(lines.filter(isKept));
      return gone.map((line) => ringKey(line, path).name);
    },
  };
}
