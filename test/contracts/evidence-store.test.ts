// Runs the evidence store's contract on the encrypted disk.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEncryptedDisk } from '../../server/adapters/evidence-store/encrypted-disk.ts';
import { evidenceStoreContract } from './evidence-store.ts';

evidenceStoreContract('encrypted disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-evidence-'));
  const fileOf = (ref: { applicationId: string; evidenceId: string }) =>
    join(folder, ref.applicationId, `${ref.evidenceId}.evidence`);
  return {
    store: createEncryptedDisk({ folder }),
    readStored: async (ref) => new Uint8Array(await readFile(fileOf(ref))),
    writeStored: (ref, bytes) => writeFile(fileOf(ref), bytes),
    close: () => rm(folder, { recursive: true }),
  };
});
