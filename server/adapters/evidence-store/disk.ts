// Pieces of evidence as files: one folder per application, one file per piece, in a folder that bears a mark.

import { randomUUID } from 'node:crypto';
import { access, constants, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceFolder } from '../../ports/evidence-folder.ts';
import { EvidenceUnavailable, type EvidencePlace } from '../../ports/evidence-store.ts';
import type { SealedPieces } from '../../ports/sealed-pieces.ts';
import { isNodeError, makeFolder, replaceFile, syncFolder } from './durable-files.ts';
import { checkedId, isId, suffix } from './pieces.ts';

/** Not hidden, so that whoever copies what a folder shows copies it, too; no identifier, so no application's. */
export const markName = 'EVIDENCE-FOLDER.txt';

const markText = `This folder holds evidence kept by Portcullis, encrypted. This file says so: without it, the folder counts as one
that is not mounted, and nothing is read from it or written to it. Copy it along with the rest.
`;

export interface DiskPieces extends SealedPieces {
  readonly folder: EvidenceFolder;
}

/** While the folder bears no mark, everything is refused with `EvidenceUnavailable`. */
export function createDiskPieces(config: { folder: string }): DiskPieces {
  const markPath = join(config.folder, markName);
  const folderOf = (applicationId: string) => join(config.folder, checkedId(applicationId));
  const fileOf = ({ applicationId, address }: EvidencePlace) =>
    join(folderOf(applicationId), checkedId(address) + suffix);
  const isMarked = async (): Promise<boolean> => (await orWhenMissing(stat(markPath), null)) !== null;
  const demandMark = async (): Promise<void> => {
    if (!(await isMarked())) throw new EvidenceUnavailable('folder-not-there');
  };

  return {
    folder: {
      path: config.folder,
      markPath,
      isMarked,
      mark: async () => {
        if (await isMarked()) return;
        await makeFolder(config.folder);
        await replaceFile(markPath, `${markPath}~${randomUUID()}`, Buffer.from(markText));
      },
      holds: async (place) => (await orWhenMissing(stat(fileOf(place)), null)) !== null,
    },

    async write(place, sealed) {
      const file = fileOf(place);
      await demandMark();
      await makeFolder(folderOf(place.applicationId));
      // `~` occurs in no address, so a draft is never taken for evidence
      await replaceFile(file, `${file.slice(0, -suffix.length)}~${randomUUID()}`, sealed);
      // the folder's own name, too: another put may have made it and not be done with making it durable
      await syncFolder(config.folder);
    },

    async read(place) {
      const sealed = await orWhenMissing(readFile(fileOf(place)), null);
      // what is there needs no mark: the look costs nothing where it matters
      if (sealed === null) await demandMark();
      return sealed;
    },

    async *list() {
      await demandMark();
      for (const applicationId of await orWhenMissing(readdir(config.folder), [])) {
        if (!isId(applicationId)) continue; // the mark, or what a file system keeps for itself
        const folder = folderOf(applicationId);
        for (const name of await orWhenMissing(readdir(folder), [])) {
          if (!name.endsWith(suffix)) continue;
          const found = await orWhenMissing(stat(join(folder, name)), null); // erased meanwhile
          if (found === null) continue;
          const address = name.slice(0, -suffix.length);
          yield { applicationId, address, bytes: found.size, storedAt: found.mtime };
        }
      }
    },

    async erase(applicationId) {
      const folder = folderOf(applicationId);
      await demandMark();
      const names = await orWhenMissing(readdir(folder), null);
      if (names === null) return 0;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      await syncFolder(config.folder);
      return names.filter((name) => name.endsWith(suffix)).length;
    },

    async eraseOne(place) {
      const file = fileOf(place);
      await demandMark();
      await rm(file, { force: true });
      await orWhenMissing(syncFolder(folderOf(place.applicationId)), undefined);
    },

    isReachable: async () => {
      try {
        await access(config.folder, constants.R_OK | constants.W_OK | constants.X_OK);
        return await isMarked();
      } catch {
        return false;
      }
    },
  };
}

async function orWhenMissing<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (isNodeError(error, 'ENOENT')) return otherwise;
    throw error;
  }
}
