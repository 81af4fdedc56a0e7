// A ring of wrapping keys: the newest wraps, the others open, and several processes share one file.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileKeys, type FileKeys } from '../../../server/adapters/keys/file.ts';
import { createKeyRing, masterName, type KeyRing } from '../../../server/adapters/wrapping-keys/key-ring.ts';
import { CannotOpen } from '../../../server/ports/keys.ts';

let folder: string;
let path: string;
let master: FileKeys;
let ring: KeyRing;
const dataKey = new Uint8Array(randomBytes(32));
const context = 'data-key:a_1:face';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-ring-'));
  path = join(folder, 'wrapping.keys');
  master = await createFileKeys({ path: join(folder, 'master.key') });
  ring = createKeyRing(path, master);
});
afterEach(() => rm(folder, { recursive: true }));

test('without a file the master key wraps, and what it wrapped opens for good', async () => {
  const early = await ring.wrap(dataKey, context);
  expect(await ring.newest()).toBe(masterName);
  expect(await ring.nameOf(early)).toBe(masterName);
  const name = await ring.add();
  expect(await ring.newest()).toBe(name);
  expect(await ring.unwrap(early, context)).toEqual(dataKey);
  expect(await master.unwrap(early, context)).toEqual(dataKey);
});

test('each new key wraps from then on; the older ones open what they wrapped', async () => {
  const wrapped: [string, Uint8Array][] = [];
  for (let each = 0; each < 3; each += 1) wrapped.push([await ring.add(), await ring.wrap(dataKey, context)]);
  for (const [name, bytes] of wrapped) {
    expect(await ring.nameOf(bytes)).toBe(name);
    expect(await ring.unwrap(bytes, context)).toEqual(dataKey);
    await expect(master.unwrap(bytes, context)).rejects.toThrow(CannotOpen);
    await expect(ring.unwrap(bytes, 'data-key:a_1:document')).rejects.toThrow(CannotOpen);
  }
  expect(await ring.newest()).toBe(wrapped.at(-1)?.[0]);
});

test('another process that has the file open knows a new key at once', async () => {
  const other = createKeyRing(path, master);
  await other.wrap(dataKey, context);
  const name = await ring.add();
  const wrapped = await ring.wrap(dataKey, context);
  expect(await other.unwrap(wrapped, context)).toEqual(dataKey);
  expect(await other.nameOf(await other.wrap(dataKey, context))).toBe(name);
});

test('keys are taken away but for those that are named and the newest', async () => {
  const [first, second, third] = [await ring.add(), await ring.add(), await ring.add()];
  expect(await ring.keepOnly([second])).toEqual([first]);
  expect(await ring.keepOnly([])).toEqual([second]);
  expect(await ring.keepOnly([])).toEqual([]);
  expect(await ring.newest()).toBe(third);
});

test.skipIf(process.platform === 'win32')(
  'the file is for its owner alone, and refused when it is not',
  async () => {
    await ring.add();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o640);
    await expect(ring.wrap(dataKey, context)).rejects.toThrow('chmod 600');
  },
);

test.each([
  ['a line that is no key', 'not a key\n'],
  ['a key that is too short', `${randomBytes(16).toString('base64')}\n`],
])('refuses %s, and never says what stands there', async (_what, text) => {
  await writeFile(path, text, { mode: 0o600 });
  const refused = ring.wrap(dataKey, context);
  await expect(refused).rejects.toThrow('32 random bytes');
  await expect(refused).rejects.not.toThrow(text.trim());
});

test('a key that is added leaves those before it as they were', async () => {
  await ring.add();
  const before = await readFile(path, 'utf8');
  await ring.add();
  expect((await readFile(path, 'utf8')).startsWith(before)).toBe(true);
});
