// What is particular to evidence in an object store: pages, troubles on the wire, keys that change.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEncryptedStore } from '../../../server/adapters/evidence-store/encrypted.ts';
import { createS3Pieces } from '../../../server/adapters/evidence-store/s3.ts';
import type { S3Config } from '../../../server/adapters/evidence-store/s3-client.ts';
import { EvidenceUnavailable, type EvidenceStore } from '../../../server/ports/evidence-store.ts';
import { s3ConfigOf } from '../../support/object-store-config.ts';
import { openObjectStore, storeKey, type ObjectStore } from '../../support/object-store.ts';

const dataKey = new Uint8Array(randomBytes(32));
const ref = { applicationId: 'a_1', evidenceId: 'e_1' };
const picture = new Uint8Array(randomBytes(2000));
let service: ObjectStore;
beforeEach(async () => {
  service = await openObjectStore();
});
afterEach(() => service.close());

const storeWith = (change: Partial<S3Config> = {}): EvidenceStore =>
  createEncryptedStore(createS3Pieces({ ...s3ConfigOf(service), ...change }));
const hurried = (): EvidenceStore =>
  createEncryptedStore(createS3Pieces(s3ConfigOf(service, { answerMs: 60, altogetherMs: 200 })));
const putOne = async (store = storeWith()) => ({ ...ref, ...(await store.put(ref, dataKey, picture)) });
async function listed(store: EvidenceStore): Promise<number> {
  let pieces = 0;
  for await (const piece of store.list()) pieces += piece.address.length > 0 ? 1 : 0;
  return pieces;
}

test('pages through more pieces than one answer holds, and erases them in batches', async () => {
  for (let each = 0; each < 2300; each += 1)
    service.objects.set(`gate/a_1/${each.toString(16).padStart(64, '0')}.evidence`, Buffer.alloc(1));
  service.objects.set(`gate/a_10/${'f'.repeat(64)}.evidence`, Buffer.alloc(1));
  const store = storeWith();
  expect(await listed(store)).toBe(2301);
  expect(service.asked().length).toBe(3);
  expect(await store.erase('a_1')).toBe(2300);
  expect([...service.objects.keys()]).toEqual([`gate/a_10/${'f'.repeat(64)}.evidence`]);
  expect(service.asked().filter((line) => line.startsWith('POST')).length).toBe(3);
});

test('takes nothing else in the bucket for a piece', async () => {
  const { address } = await putOne();
  for (const name of ['other/a_1/x.evidence', 'gate/notes.txt', 'gate/a_1/half~1', 'gate/a_1/b/c.evidence'])
    service.objects.set(name, Buffer.alloc(1));
  const found = [];
  for await (const piece of storeWith().list()) found.push(piece);
  expect(found).toMatchObject([{ applicationId: 'a_1', address }]);
});

test('asks again when the store is busy, and the piece lies there once', async () => {
  service.trouble('slow-down', 2);
  const kept = await putOne();
  expect(service.asked().length).toBe(3);
  expect(service.objects.size).toBe(1);
  expect(await storeWith().get(kept, dataKey)).toEqual(picture);
});

test('an acknowledgement that was lost on its way makes no second piece', async () => {
  service.trouble('unheard', 1);
  const kept = await putOne();
  expect(service.asked().length).toBe(2);
  expect([...service.objects.keys()]).toEqual([`gate/a_1/${kept.address}.evidence`]);
});

test('a body that is damaged on its way is refused, and is not there', async () => {
  service.trouble('damages-upload');
  await expect(putOne()).rejects.toThrow(EvidenceUnavailable);
  expect(service.objects.size).toBe(0);
});

test('a piece that was damaged on its way back is read again; damaged each time, it is altered', async () => {
  const kept = await putOne();
  service.trouble('damages-answer', 1);
  expect(await storeWith().get(kept, dataKey)).toEqual(picture);
  service.trouble('damages-answer');
  await expect(storeWith().get(kept, dataKey)).rejects.toMatchObject({ why: 'altered' });
  expect(await storeWith().inspect(kept)).toBe('altered');
});

test('pieces that could not be erased are none that were', async () => {
  await putOne();
  service.trouble('keeps-one');
  await expect(storeWith().erase('a_1')).rejects.toThrow('not-all-erased');
  service.trouble(null);
  expect(await storeWith().erase('a_1')).toBe(1);
});

describe('a store that cannot be asked is out, whatever it is asked for, and nothing is missing, altered or erased', () => {
  test.each([
    'hangs',
    'hangs-up',
    'slow-down',
    'cuts-answer',
    'access-denied',
    'no-such-bucket',
    'not-xml',
  ] as const)('%s', async (what) => {
    const kept = await putOne();
    service.trouble(what);
    const store = hurried();
    const questions: Record<string, () => Promise<unknown>> = {
      get: () => store.get(kept, dataKey),
      inspect: () => store.inspect(kept),
      list: () => listed(store),
      erase: () => store.erase('a_1'),
    };
    // of these two the answer has no body that could be cut off
    if (what !== 'cuts-answer') {
      questions['put'] = () => store.put(ref, dataKey, picture);
      questions['eraseOne'] = () => store.eraseOne(kept);
    }
    for (const [name, ask] of Object.entries(questions)) {
      const error: unknown = await ask().catch((reason: unknown) => reason);
      expect(error, name).toBeInstanceOf(EvidenceUnavailable);
      const told = inspect(error, { depth: 9 });
      for (const word of [storeKey.id, storeKey.secret, kept.address, 'a_1', 'Signature'])
        expect(told, name).not.toContain(word);
    }
    service.trouble(null);
    expect(service.objects.size).toBe(1);
    expect(await storeWith().get(kept, dataKey)).toEqual(picture);
  });

  test('nobody is listening', async () => {
    await service.close();
    await expect(putOne()).rejects.toThrow('ECONNREFUSED');
    service = await openObjectStore();
  });

  test('another secret, another region', async () => {
    service.takeKey({ ...storeKey, secret: 'exchanged' });
    await expect(putOne()).rejects.toThrow('SignatureDoesNotMatch');
    await expect(putOne(storeWith({ region: 'eu-other-1' }))).rejects.toThrow(EvidenceUnavailable);
    expect(service.objects.size).toBe(0);
  });
});

describe('a key in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portcullis-s3-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('holds at once when it is exchanged, and its file is not told of when it cannot be read', async () => {
    const file = join(folder, 'key.json');
    const store = storeWith({ key: { file } });
    await expect(putOne(store)).rejects.toThrow('key-file-unreadable');
    await writeFile(file, JSON.stringify(storeKey));
    await putOne(store);
    const other = { id: 'OTHERKEY', secret: 'another-secret' };
    service.takeKey(other);
    await expect(putOne(store)).rejects.toThrow('InvalidAccessKeyId');
    await writeFile(file, JSON.stringify(other));
    await putOne(store);
    expect(service.objects.size).toBe(2);
  });
});
