// Keeps checkpoints at the end of a file, on the disk before it says so.
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CheckpointKeeper } from '../../ports/checkpoint-keeper.ts';
import { lineOf } from './line.ts';

const newline = 0x0a;

/** Whether somebody was stopped in the middle of a line. */
async function isCutShort(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== newline;
  } finally {
    await file.close();
  }
}

async function sync(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Only ever adds to the file, so that it may be one that nothing else can be done to. */
export function createFileKeeper({ path }: { path: string }): CheckpointKeeper {
  return {
    name: 'file',
    keep: async (checkpoints, signal) => {
      signal.throwIfAborted();
      try {
        const file = await open(path, 'a', 0o600);
        try {
          const start = (await isCutShort(path)) ? '\n' : '';
          await file.appendFile(start + checkpoints.map(lineOf).join(''));
          await file.sync();
        } finally {
          await file.close();
        }
        await sync(dirname(path));
        return { isKept: true };
      } catch (error) {
        return { isKept: false, why: (error as NodeJS.ErrnoException).code ?? 'not-written' };
      }
    },
  };
}
