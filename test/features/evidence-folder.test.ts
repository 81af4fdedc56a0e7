// A folder for evidence is marked when it is first used; one without its mark is away, whatever lies in it.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiskPieces, markName } from '../../server/adapters/evidence-store/disk.ts';
import { createEncryptedStore } from '../../server/adapters/evidence-store/encrypted.ts';
import { claimFolder } from '../../server/features/evidence/claim-folder.ts';
import { scrubEvidence } from '../../server/features/evidence/scrub-evidence.ts';
import { EvidenceUnavailable } from '../../server/ports/evidence-store.ts';
import {
  answerConsents,
  evidenceRow,
  morning,
  openDraft,
  openTestStores,
  type TestStores,
} from '../adapters/database/stores/stories.ts';

let stores: TestStores;
let folder: string;
beforeEach(async () => {
  stores = await openTestStores();
  folder = join(await mkdtemp(join(tmpdir(), 'portcullis-folder-')), 'evidence');
});
afterEach(async () => {
  await stores.close();
  await rm(join(folder, '..'), { recursive: true });
});

const pieces = () => createDiskPieces({ folder });
const claim = () => claimFolder({ database: stores.db, folder: pieces().folder });
/** As a disk that is not mounted any more: the folder it was mounted on is there, and empty. */
async function unmount(): Promise<void> {
  await rename(folder, `${folder}-mounted`);
  await mkdir(folder);
}
async function mount(): Promise<void> {
  await rm(folder, { recursive: true });
  await rename(`${folder}-mounted`, folder);
}

/** On record, and as files. */
async function keepSome(count: number): Promise<void> {
  const store = createEncryptedStore(pieces());
  const id = await openDraft(stores.db);
  await answerConsents(stores.db, id, 'granted');
  for (let each = 0; each < count; each += 1) {
    const row = evidenceRow(id, { kind: 'liveness-frame' });
    const kept = await store.put(
      { applicationId: id, evidenceId: row.id },
      new Uint8Array(randomBytes(32)),
      Uint8Array.of(each),
    );
    await stores.db.evidence.add({ ...row, ...kept });
  }
}
const forgetMarks = async (): Promise<void> => {
  await rm(join(folder, markName));
  await stores.db.execute('delete from installation_marks', []);
};

test('the first use marks the folder, and later ones find it', async () => {
  expect(await claim()).toBe(true);
  expect(await readdir(folder)).toEqual([markName]);
  expect(await claim()).toBe(true);
  expect(await stores.db.marks.hasMarkedFolder()).toBe(true);
});

test('a folder whose disk is not mounted is not marked, though nothing was kept yet; mounted, it is ours again', async () => {
  await claim();
  await unmount();
  expect(await claim()).toBe(false);
  expect(await readdir(folder)).toEqual([]);
  await mount();
  expect(await claim()).toBe(true);
});

test('a look at everything that is kept ends there: nothing is told as missing', async () => {
  await claim();
  await keepSome(2);
  await unmount();
  const looked = scrubEvidence(
    {
      database: stores.db,
      store: createEncryptedStore(pieces()),
      vault: null,
      clock: { now: () => morning },
    },
    (finding) => expect(finding).toBeUndefined(),
    { removeStrays: true },
  );
  await expect(looked).rejects.toThrow(EvidenceUnavailable);
});

test('a folder from before there were marks is ours by what lies in it', async () => {
  await claim();
  await keepSome(3);
  await forgetMarks();
  await unmount();
  expect(await claim()).toBe(false);
  expect(await stores.db.marks.hasMarkedFolder()).toBe(false);
  await mount();
  const [one = ''] = await readdir(folder);
  const [file = ''] = await readdir(join(folder, one));
  await rm(join(folder, one, file)); // a piece that is lost makes it no other folder
  expect(await claim()).toBe(true);
});

test('what was written while the disk was away makes no folder ours', async () => {
  await claim();
  await keepSome(6);
  await unmount();
  await writeFile(join(folder, markName), ''); // as before there were marks
  await keepSome(2);
  await forgetMarks();
  expect(await claim()).toBe(false);
});

test('an operator can say that it is the folder', async () => {
  await claim();
  await keepSome(1);
  await unmount();
  expect(await claim()).toBe(false);
  await writeFile(join(folder, markName), '');
  expect(await claim()).toBe(true);
});

test('a mark that was copied along is noted, so that the next folder without one is not ours', async () => {
  await mkdir(folder);
  await writeFile(join(folder, markName), '');
  await claim();
  await unmount();
  expect(await claim()).toBe(false);
});
