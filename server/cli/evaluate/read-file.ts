// Reads one file of a list, or says in a word why not.
import { readFile, stat } from 'node:fs/promises';

/** Larger files are not read: a photo is not that large. */
const mostBytes = 64 * 1024 * 1024;

export async function readListed(path: string): Promise<Buffer | 'missing' | 'unreadable'> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > mostBytes) return 'unreadable';
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}
