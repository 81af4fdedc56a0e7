// `portcullis evidence copy`: there and back, without a key, interrupted, and with a piece that is not what it was.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEncryptedDisk } from '../support/encrypted-disk.ts';
import { copyByCommand } from '../../server/cli/evidence-copy.ts';
import { ConfigError } from '../../server/config.ts';
import { EvidenceUnavailable } from '../../server/ports/evidence-store.ts';
import {
  openObjectStore,
  storeBucket,
  storeKey,
  storeRegion,
  type ObjectStore,
} from '../support/object-store.ts';

const dataKey = new Uint8Array(randomBytes(32));
let folder: string;
let service: ObjectStore;
let environment: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-copy-'));
  service = await openObjectStore({ pageSize: 5 });
  environment = {
    PORTCULLIS_DATA_DIR: folder,
    S3_URL: service.url,
    S3_REGION: storeRegion,
    S3_BUCKET: storeBucket,
    S3_PATH_STYLE: 'yes',
    S3_ACCESS_KEY_ID: storeKey.id,
    S3_SECRET_ACCESS_KEY: storeKey.secret,
  };
});
afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

async function copy(to: 'disk' | 's3'): Promise<{ code: 0 | 1; lines: string[] }> {
  const lines: string[] = [];
  return { code: await copyByCommand(environment, to, (line) => void lines.push(line)), lines };
}
const disk = () => createEncryptedDisk({ folder: join(folder, 'evidence') });
const putSome = async (count: number) => {
  const pieces = [];
  for (let each = 0; each < count; each += 1) {
    const ref = { applicationId: `a_${each % 3}`, evidenceId: `e_${each}` };
    pieces.push({ ...ref, ...(await disk().put(ref, dataKey, Uint8Array.of(each))) });
  }
  return pieces;
};

test('goes there and back, and every piece opens where it lay', async () => {
  const pieces = await putSome(12);
  const next = 'next: start with EVIDENCE_STORE=s3, copy once more, then run `evidence scrub`';
  expect(await copy('s3')).toEqual({ code: 0, lines: ['12 copied, 0 there already, 0 not copied', next] });
  expect(await copy('s3')).toEqual({ code: 0, lines: ['0 copied, 12 there already, 0 not copied', next] });
  await rm(join(folder, 'evidence'), { recursive: true });
  expect((await copy('disk')).lines).toEqual(['12 copied, 0 there already, 0 not copied']);
  for (const [index, piece] of pieces.entries())
    expect(await disk().get(piece, dataKey)).toEqual(Uint8Array.of(index));
});

test('goes on where it was interrupted', async () => {
  await putSome(20);
  expect((await copy('s3')).code).toBe(0);
  const [first = '', second = ''] = [...service.objects.keys()];
  service.objects.delete(first);
  service.objects.set(second, Buffer.from('half'));
  service.trouble('access-denied');
  await expect(copy('s3')).rejects.toThrow(EvidenceUnavailable);
  service.trouble(null);
  expect((await copy('s3')).lines[0]).toBe('2 copied, 18 there already, 0 not copied');
  expect(service.objects.get(second)?.length).toBeGreaterThan(4);
});

test('a piece that is not what it is named by stays where it is, and is told', async () => {
  const [piece] = await putSome(4);
  const { applicationId = '', address = '' } = piece ?? {};
  await writeFile(join(folder, 'evidence', applicationId, `${address}.evidence`), 'something else');
  expect((await copy('s3')).lines.slice(0, 2)).toEqual([
    `altered  ${applicationId} ${address}`,
    '3 copied, 0 there already, 1 not copied',
  ]);
  expect((await copy('s3')).code).toBe(1);
  expect(service.objects.has(`${applicationId}/${address}.evidence`)).toBe(false);
});

test('says what is missing when no object store is described', async () => {
  environment = { PORTCULLIS_DATA_DIR: folder };
  await expect(copy('s3')).rejects.toThrow(ConfigError);
  expect(await readdir(folder)).toEqual([]);
});

test('takes nothing from a folder that is not there for one that is empty', async () => {
  await putSome(3);
  await rm(join(folder, 'evidence'), { recursive: true });
  await expect(copy('s3')).rejects.toThrow(join(folder, 'evidence'));
  await expect(copy('s3')).rejects.toThrow(ConfigError);
});
