// Makes durable which names a folder holds.
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

export async function syncFolderOf(path: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
