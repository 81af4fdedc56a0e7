// Runs the evidence store's contract on the encrypted disk, and on an object store.

import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEncryptedDisk } from '../support/encrypted-disk.ts';
import { createEncryptedStore } from '../../server/adapters/evidence-store/encrypted.ts';
import { createS3Pieces } from '../../server/adapters/evidence-store/s3.ts';
import type { EvidencePlace } from '../../server/ports/evidence-store.ts';
import { openObjectStore } from '../support/object-store.ts';
import { s3ConfigOf } from '../support/object-store-config.ts';
import { evidenceStoreContract } from './evidence-store.ts';

evidenceStoreContract('encrypted disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-evidence-'));
  const fileOf = ({ applicationId, address }: EvidencePlace) =>
    join(folder, applicationId, `${address}.evidence`);
  return {
    store: createEncryptedDisk({ folder }),
    readStored: async (place) => new Uint8Array(await readFile(fileOf(place))),
    writeStored: (place, bytes) => writeFile(fileOf(place), bytes),
    goAway: async () => {
      await rename(folder, `${folder}-away`);
      return () => rename(`${folder}-away`, folder);
    },
    close: () => rm(folder, { recursive: true }),
  };
});

evidenceStoreContract('object store', async () => {
  const service = await openObjectStore({ pageSize: 2 });
  const nameOf = ({ applicationId, address }: EvidencePlace) => `gate/${applicationId}/${address}.evidence`;
  return {
    store: createEncryptedStore(createS3Pieces(s3ConfigOf(service))),
    readStored: async (place) => Uint8Array.from(service.objects.get(nameOf(place)) ?? []),
    writeStored: async (place, bytes) => void service.objects.set(nameOf(place), Buffer.from(bytes)),
    goAway: async () => {
      service.trouble('access-denied');
      return async () => service.trouble(null);
    },
    close: service.close,
  };
});
