// Evidence on a disk, in a folder that is marked already: for tests that are about what lies in it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDiskPieces, markName } from '../../server/adapters/evidence-store/disk.ts';
import { createEncryptedStore } from '../../server/adapters/evidence-store/encrypted.ts';
import type { EvidenceStore } from '../../server/ports/evidence-store.ts';

export function createEncryptedDisk({ folder }: { folder: string }): EvidenceStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, markName))) writeFileSync(join(folder, markName), 'a mark');
  return createEncryptedStore(createDiskPieces({ folder }));
}
