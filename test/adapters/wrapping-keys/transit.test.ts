// What is particular to a transit engine: it can be out, it is asked seldom, and others' keys stay readable beside it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { createKeysByForm } from '../../../server/adapters/wrapping-keys/by-form.ts';
import { createKeyRing } from '../../../server/adapters/wrapping-keys/key-ring.ts';
import { createTransitKeys, type TransitKeys } from '../../../server/adapters/wrapping-keys/transit.ts';
import { WrappingUnavailable } from '../../../server/ports/wrapping-keys.ts';
import { transitConfigOf } from '../../support/transit-config.ts';
import { openTransit, transitToken, type Transit } from '../../support/transit.ts';

const dataKey = new Uint8Array(randomBytes(32));
const context = 'data-key:a_1:face';
let service: Transit;
beforeEach(async () => {
  service = await openTransit();
});
afterEach(() => service.close());
const keysWith = (change: Partial<Parameters<typeof createTransitKeys>[0]> = {}): TransitKeys =>
  createTransitKeys({ ...transitConfigOf(service), ...change });
const decryptions = (): number => service.asked().filter((one) => one === 'decrypt').length;

describe('an unwrapped key is kept', () => {
  test('for a while: many frames ask once, and go on while the service is out', async () => {
    const keys = keysWith();
    const wrapped = await keys.wrap(dataKey, context);
    for (let frame = 0; frame < 30; frame += 1) expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
    expect(decryptions()).toBe(1);
    service.trouble('sealed');
    expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
  });

  test('and those who want it at the same time share one question', async () => {
    const keys = keysWith({ keepMs: 0 });
    const wrapped = await keys.wrap(dataKey, context);
    const release = service.hold();
    const all = Promise.all(Array.from({ length: 20 }, () => keys.unwrap(wrapped, context)));
    await vi.waitFor(() => expect(decryptions()).toBe(1));
    release();
    for (const key of await all) expect(key).toEqual(dataKey);
    expect(decryptions()).toBe(1);
  });

  test('not without a time to keep it, and no longer than that', async () => {
    const never = keysWith({ keepMs: 0 });
    const wrapped = await never.wrap(dataKey, context);
    await never.unwrap(wrapped, context);
    await never.unwrap(wrapped, context);
    expect(decryptions()).toBe(2);
    const briefly = keysWith({ keepMs: 20 });
    await briefly.unwrap(wrapped, context);
    const before = decryptions();
    await vi.waitFor(async () => {
      await briefly.unwrap(wrapped, context);
      expect(decryptions()).toBeGreaterThan(before);
    });
  });

  test('a failure is not', async () => {
    const keys = keysWith();
    const wrapped = await keys.wrap(dataKey, context);
    service.trouble('sealed');
    await expect(keys.unwrap(wrapped, context)).rejects.toThrow(WrappingUnavailable);
    service.trouble(null);
    expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
  });
});

describe('a service that cannot be asked is out, and the data key is neither altered nor another', () => {
  test.each([
    'sealed',
    'hangs',
    'hangs-up',
    'not-json',
    'other-shape',
    'redirects',
    'huge',
    'unknown-refusal',
    'short-plaintext',
  ] as const)('%s', async (what) => {
    const wrapped = await keysWith().wrap(dataKey, context);
    const keys = keysWith({ timeoutMs: 100 });
    service.trouble(what);
    const questions = {
      unwrap: () => keys.unwrap(wrapped, context),
      wrap: () => keys.wrap(dataKey, context),
      newest: () => keys.newest(),
      rotate: () => keys.rotate(),
    };
    for (const [name, ask] of Object.entries(questions)) {
      const error: unknown = await ask().catch((reason: unknown) => reason);
      expect(error, name).toBeInstanceOf(WrappingUnavailable);
      const told = inspect(error, { depth: 9 });
      for (const word of [transitToken, Buffer.from(dataKey).toString('base64'), 'vault:v', 'a_1'])
        expect(told, name).not.toContain(word);
    }
    expect(service.asked()).not.toContain('elsewhere');
    service.trouble(null);
    const unwrapped = await vi.waitFor(questions.unwrap, { timeout: 60_000 }); // a busy machine takes its 100 ms
    expect(unwrapped).toEqual(dataKey);
  });

  test('busy for a moment is asked once more', async () => {
    const keys = keysWith();
    service.trouble('sealed', 1);
    const wrapped = await keys.wrap(dataKey, context);
    service.trouble('hangs-up', 1);
    expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
  });

  test('nobody is listening; a token that holds no longer; no namespace', async () => {
    const keys = keysWith({ keepMs: 0 });
    const wrapped = await keys.wrap(dataKey, context);
    service.demandNamespace('sellers');
    await expect(keys.unwrap(wrapped, context)).rejects.toThrow('not-permitted');
    expect(await keysWith({ namespace: 'sellers' }).unwrap(wrapped, context)).toEqual(dataKey);
    service.demandNamespace('');
    service.takeToken('another');
    await expect(keys.unwrap(wrapped, context)).rejects.toThrow('not-permitted');
    await service.close();
    await expect(keys.unwrap(wrapped, context)).rejects.toThrow('unreachable');
    service = await openTransit();
  });
});

test('a version that the service gives up, or that it never had, is another key', async () => {
  const keys = keysWith({ keepMs: 0 });
  const wrapped = await keys.wrap(dataKey, context);
  service.rotate();
  service.setOldest(2);
  await expect(keys.unwrap(wrapped, context)).rejects.toMatchObject({ why: 'other-key' });
  const unknown = Buffer.from(Buffer.from(wrapped).toString('latin1').replace('vault:v1:', 'vault:v9:'));
  await expect(keys.unwrap(unknown, context)).rejects.toMatchObject({ why: 'other-key' });
});

test('rotates where its token may, and says so where it may not', async () => {
  const keys = keysWith();
  expect(await keys.rotate()).toBe('v2');
  service.forbidRotation();
  expect(await keys.rotate()).toBeNull();
  expect(await keys.newest()).toBe('v2');
});

test('a token in a file holds at once when it is exchanged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-transit-'));
  const file = join(folder, 'token');
  const keys = keysWith({ token: { file }, keepMs: 0 });
  await expect(keys.wrap(dataKey, context)).rejects.toThrow('token-unreadable');
  await writeFile(file, `${transitToken}\n`);
  const wrapped = await keys.wrap(dataKey, context);
  service.takeToken('s.renewed');
  await expect(keys.unwrap(wrapped, context)).rejects.toThrow('not-permitted');
  await writeFile(file, 's.renewed');
  expect(await keys.unwrap(wrapped, context)).toEqual(dataKey);
  await rm(folder, { recursive: true });
});

test('what the master key or a ring wrapped opens beside it, and the other way round, without asking it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-move-'));
  const master = await createFileKeys({ path: join(folder, 'master.key') });
  const ring = createKeyRing(join(folder, 'wrapping.keys'), master);
  const ofMaster = await ring.wrap(dataKey, context);
  await ring.add();
  const ofRing = await ring.wrap(dataKey, context);
  const moved = createKeysByForm(ring, keysWith(), 'transit');
  service.trouble('sealed');
  for (const wrapped of [ofMaster, ofRing]) expect(await moved.unwrap(wrapped, context)).toEqual(dataKey);
  service.trouble(null);
  const ofTransit = await moved.wrap(dataKey, context);
  const back = createKeysByForm(ring, keysWith(), 'file');
  expect(await back.unwrap(ofTransit, context)).toEqual(dataKey);
  expect(await back.nameOf(await back.wrap(dataKey, context))).toBe(await ring.newest());
  const forgotten = createKeysByForm(ring, null, 'file');
  expect(await forgotten.nameOf(ofTransit)).toBe('transit');
  await expect(forgotten.unwrap(ofTransit, context)).rejects.toMatchObject({ why: 'other-key' });
  await rm(folder, { recursive: true });
});
