// `portcullis keys` and `evidence scrub` of somebody who moves to a key service and an object store, and back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atTheDatabase } from '../../server/cli/at-the-database.ts';
import { copyByCommand } from '../../server/cli/evidence-copy.ts';
import { scrubByCommand } from '../../server/cli/evidence-scrub.ts';
import { dropOldKeys, printKeys, rotateKeys, wrapKeysAnew } from '../../server/cli/keys.ts';
import { answerConsents, draftRow, evidenceRow } from '../adapters/database/stores/stories.ts';
import {
  openObjectStore,
  storeBucket,
  storeKey,
  storeRegion,
  type ObjectStore,
} from '../support/object-store.ts';
import { openTransit, transitKey, transitToken, type Transit } from '../support/transit.ts';

let folder: string;
let store: ObjectStore;
let service: Transit;
let described: Record<string, string>;
let moved: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-moves-'));
  [store, service] = [await openObjectStore(), await openTransit()];
  described = {
    PORTCULLIS_DATA_DIR: folder,
    S3_URL: store.url,
    S3_REGION: storeRegion,
    S3_BUCKET: storeBucket,
    S3_PATH_STYLE: 'yes',
    S3_ACCESS_KEY_ID: storeKey.id,
    S3_SECRET_ACCESS_KEY: storeKey.secret,
    TRANSIT_URL: service.url,
    TRANSIT_KEY: transitKey,
    TRANSIT_TOKEN: transitToken,
  };
  moved = { ...described, EVIDENCE_STORE: 's3', WRAPPING_KEYS: 'transit' };
});
afterEach(async () => {
  await Promise.all([store.close(), service.close()]);
  await rm(folder, { recursive: true });
});

type Command = (environment: Record<string, string>, print: (line: string) => void) => Promise<unknown>;
async function said(command: Command, environment: Record<string, string>): Promise<string[]> {
  const lines: string[] = [];
  await command(environment, (line) => void lines.push(line));
  return lines;
}

test('moves there and back while what was kept early stays readable', async () => {
  await atTheDatabase({ PORTCULLIS_DATA_DIR: folder }, async ({ database, vault: open }) => {
    const vault = await open();
    const row = draftRow();
    const owner = { ...row, ...(await vault.newKeys(row.id)) };
    await database.applications.open(owner);
    await answerConsents(database, row.id, 'granted');
    const piece = evidenceRow(row.id, { kind: 'id-front' });
    const kept = await vault.putMedia(owner, piece, Uint8Array.of(0xff, 0xd8, 0xff, 0xd9));
    await database.evidence.add({ ...piece, ...kept });
  });
  const scrub: Command = (environment, print) => scrubByCommand(environment, { open: true }, print);
  const whole = ['1 whole, 0 not what was kept, 0 strays'];

  await copyByCommand(described, 's3', () => undefined);
  expect(await said(scrub, moved)).toEqual(whole); // wrapped by the master key still, and in the object store
  expect(await said(wrapKeysAnew, moved)).toEqual(['3 data keys wrapped anew']);
  expect(await said(printKeys, moved)).toEqual(['v1  wraps 3 data keys  (newest)']);
  expect(await said(rotateKeys, moved)).toEqual([
    'new wrapping key: v2',
    '3 data keys wrapped with the newest',
  ]);
  service.forbidRotation();
  service.rotate();
  expect(await said(rotateKeys, moved)).toEqual([
    'this token may not make a new version: have the key rotated at the key service, then run `keys rewrap`',
    '3 data keys wrapped with the newest',
  ]);
  expect(await said(dropOldKeys, moved)).toEqual([
    'no key is left over',
    'at the key service nothing below v3 is needed: set min_decryption_version=3 there',
  ]);
  service.setOldest(3);
  expect(await said(scrub, moved)).toEqual(whole);

  expect(await said(wrapKeysAnew, described)).toEqual(['3 data keys wrapped anew']);
  expect((await said(dropOldKeys, described)).at(-1)).toBe('nothing is wrapped by the key service');
  await service.close(); // nothing is asked there any more
  expect(await said(scrub, { PORTCULLIS_DATA_DIR: folder })).toEqual(whole);
});
