// What is particular to a master key in a file: making it, refusing it, not leaking it.

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-keys-'));
  path = join(folder, 'data', 'master-key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a master key file', () => {
  test('is made when there is none, and used from then on', async () => {
    const first = await createFileKeys({ path });
    const second = await createFileKeys({ path });
    expect([first.wasGenerated, second.wasGenerated]).toEqual([true, false]);
    const wrapped = await first.wrap(new Uint8Array(32), 'c');
    expect(await second.unwrap(wrapped, 'c')).toEqual(new Uint8Array(32));
    expect(await readdir(join(folder, 'data'))).toEqual(['master-key']);
  });

  test('holds 32 bytes that differ from one installation to the next', async () => {
    await createFileKeys({ path });
    await createFileKeys({ path: `${path}-2` });
    const [one, two] = await Promise.all([readFile(path, 'utf8'), readFile(`${path}-2`, 'utf8')]);
    expect(Buffer.from(one, 'base64')).toHaveLength(32);
    expect(one).not.toBe(two);
  });

  test('is one and the same for processes that start at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => createFileKeys({ path })));
    const secrets = await Promise.all(all.map((keys) => keys.tokenSecret('p')));
    expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    expect(all.filter((keys) => keys.wasGenerated)).toHaveLength(1);
    expect(await readdir(join(folder, 'data'))).toEqual(['master-key']);
  });

  test.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    await createFileKeys({ path });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === 'win32').each([0o644, 0o640, 0o604, 0o620, 0o601])(
    'is refused when others may use it: mode %o',
    async (mode) => {
      await createFileKeys({ path });
      await chmod(path, mode);
      await expect(createFileKeys({ path })).rejects.toThrow('chmod 600');
    },
  );

  test.each([
    ['nothing', ''],
    ['too short a key', randomBytes(31).toString('base64')],
    ['too long a key', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['words', 'correct horse battery staple correct horse ba'],
    ['a placeholder', Buffer.alloc(32).toString('base64')],
  ])('is refused, and left alone, when it holds %s', async (_what, text) => {
    await createFileKeys({ path });
    await writeFile(path, text);
    const error: unknown = await createFileKeys({ path }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    if (text !== '') expect(String(error)).not.toContain(text);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

describe('a configured master key', () => {
  test('is used instead of a file, and none is made', async () => {
    const keys = await createFileKeys({ path, masterKey: new Sensitive(randomBytes(32).toString('base64')) });
    expect(keys.wasGenerated).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is refused without being repeated when it is malformed', async () => {
    const masterKey = new Sensitive('hunter2-hunter2');
    const error: unknown = await createFileKeys({ path, masterKey }).catch((reason: unknown) => reason);
    expect(String(error)).toContain('32 random bytes in base64');
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('a raised generation', () => {
  const masterKey = new Sensitive(randomBytes(32).toString('base64'));
  const generation = (signingGeneration: number): ReturnType<typeof createFileKeys> =>
    createFileKeys({ path, masterKey, signingGeneration });

  test('signs with a new key, and still knows the ones before', async () => {
    const [first, third] = [await generation(1), await generation(3)];
    const before = await first.signing();
    expect((await third.signing()).keyId).not.toBe(before.keyId);
    const known = (await third.publicKeys()).map(({ keyId }) => keyId);
    expect(known).toHaveLength(3);
    expect(new Set(known).size).toBe(3);
    expect(known[0]).toBe(before.keyId);
    expect(known[2]).toBe((await third.signing()).keyId);
  });

  test('changes nothing else', async () => {
    const [first, second] = [await generation(1), await generation(2)];
    expect(await second.unwrap(await first.wrap(new Uint8Array(32), 'c'), 'c')).toEqual(new Uint8Array(32));
    expect(await second.tokenSecret('p')).toEqual(await first.tokenSecret('p'));
  });

  test('is counted from 1', async () => {
    await expect(generation(0)).rejects.toThrow(RangeError);
  });
});
