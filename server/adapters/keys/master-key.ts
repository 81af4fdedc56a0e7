// The master key: given by the operator, or made once and kept in a file only we may read.

import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const keyBytes = 32;

/** Decodes a master key. Throws with a message for the operator that does not repeat what was given. */
export function decodeMasterKey(text: string, source: string): Uint8Array {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== keyBytes || bytes.toString('base64') !== text.trim()) {
    throw new Error(`${source} is not a master key: it must be 32 random bytes in base64 (44 characters)`);
  }
  // 32 random bytes repeat themselves that much about once in 10^30 times; a placeholder always does.
  if (new Set(bytes).size < 8) throw new Error(`${source} is a placeholder, not 32 random bytes`);
  return new Uint8Array(bytes);
}

/** Reads the key file, or makes it when there is none. Two processes starting at once end up with the same key. */
export async function loadOrMakeMasterKey(path: string): Promise<{ key: Uint8Array; wasGenerated: boolean }> {
  const existing = await readKeyFile(path);
  if (existing !== null) return { key: existing, wasGenerated: false };
  const wasGenerated = await makeKeyFile(path);
  const key = await readKeyFile(path);
  if (key === null) throw new Error(`master key file ${path} was removed while starting`);
  return { key, wasGenerated };
}

async function readKeyFile(path: string): Promise<Uint8Array | null> {
  try {
    const { mode } = await stat(path);
    // Windows has no such modes: there the folder's own permissions count.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Error(
        `master key file ${path} may be used by others (mode ${(mode & 0o777).toString(8)}): run chmod 600 on it`,
      );
    }
    return decodeMasterKey(await readFile(path, 'utf8'), `master key file ${path}`);
  } catch (error) {
    if (isNodeError(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whole and durable, or not at all: written beside its place, then linked into it. False when someone was faster. */
async function makeKeyFile(path: string): Promise<boolean> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeDurably(draft, `${randomBytes(keyBytes).toString('base64')}\n`);
    await link(draft, path);
    return true;
  } catch (error) {
    if (isNodeError(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
    await syncFolder(folder);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isNodeError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
