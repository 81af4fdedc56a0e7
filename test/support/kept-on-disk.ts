// What takes long to make and always comes out the same, kept between test processes until a source of it changes.
import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'test-output/kept');
const keptForMs = 24 * 60 * 60 * 1000;

export interface KeptOnDisk {
  /** Undefined when it is not there. */
  get(key: string): unknown;
  put(key: string, value: unknown): void;
}

function addSources(hash: Hash, path: string): void {
  const isFolder = statSync(join(root, path)).isDirectory();
  if (!isFolder) {
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) addSources(hash, `${path}/${name}`);
}

function forgetOld(): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > keptForMs) rmSync(path, { recursive: true, force: true });
  }
}

/** `sources`: files and folders, from the root, that decide what comes out; so do the installed packages. */
export function keptOnDisk(name: string, sources: readonly string[]): KeptOnDisk {
  const hash = createHash('sha256');
  for (const source of [...sources, 'package-lock.json']) addSources(hash, source);
  const own = join(folder, `${name}-${hash.digest('hex').slice(0, 16)}`);
  mkdirSync(own, { recursive: true });
  forgetOld();
  const fileOf = (key: string): string => join(own, createHash('sha256').update(key).digest('hex'));
  return {
    get(key) {
      try {
        return deserialize(readFileSync(fileOf(key))) as unknown;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    put(key, value) {
      const file = fileOf(key);
      const draft = `${file}.${process.pid}`; // several processes may make the same one: the last whole one wins
      writeFileSync(draft, serialize(value));
      renameSync(draft, file);
    },
  };
}
