// Evidence as encrypted files: one folder per application, one file per piece.

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceUnreadable, type EvidenceRef, type EvidenceStore } from '../../ports/evidence-store.ts';
import { decryptEvidence, encryptEvidence } from './cipher.ts';
import { isNodeError, makeFolder, replaceFile, syncFolder } from './durable-files.ts';

const suffix = '.evidence';

export function createEncryptedDisk(config: { folder: string }): EvidenceStore {
  const folderOf = (applicationId: string) => join(config.folder, checked(applicationId));
  const fileOf = (ref: EvidenceRef) => join(folderOf(ref.applicationId), checked(ref.evidenceId) + suffix);

  return {
    async put(ref, dataKey, bytes) {
      const file = fileOf(ref);
      const sealed = encryptEvidence(bytes, dataKey, boundTo(ref));
      await makeFolder(folderOf(ref.applicationId));
      // `~` occurs in no id, so a draft is never taken for evidence, and is known as its evidence's own
      await replaceFile(file, `${file.slice(0, -suffix.length)}~${randomUUID()}`, sealed);
      // the folder's own name, too: another put may have made it and not be done with making it durable
      await syncFolder(config.folder);
      return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    },

    async get(ref, dataKey) {
      const sealed = await orWhenMissing(readFile(fileOf(ref)), null);
      if (sealed === null) throw new EvidenceUnreadable('missing');
      return decryptEvidence(sealed, dataKey, boundTo(ref));
    },

    async erase(applicationId) {
      const folder = folderOf(applicationId);
      const names = await orWhenMissing(readdir(folder), null);
      if (names === null) return 0;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      await syncFolder(config.folder);
      return names.filter((name) => name.endsWith(suffix)).length;
    },

    async eraseOne(ref) {
      const file = fileOf(ref);
      const folder = folderOf(ref.applicationId);
      const names = await orWhenMissing(readdir(folder), []);
      const own = names
        .filter((name) => name.startsWith(`${ref.evidenceId}~`))
        .map((name) => join(folder, name));
      for (const path of [file, ...own]) await rm(path, { force: true });
      if (names.length > 0) await syncFolder(folder);
    },
  };
}

/** What the ciphertext is tied to: moved to another ref, it does not decrypt. Ids contain no slash. */
function boundTo(ref: EvidenceRef): string {
  return `${ref.applicationId}/${ref.evidenceId}`;
}

/** An id becomes part of a path, so it must be one: no dots, no separators. */
function checked(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new RangeError('not an identifier of evidence or application');
  return id;
}

async function orWhenMissing<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (isNodeError(error, 'ENOENT')) return otherwise;
    throw error;
  }
}
