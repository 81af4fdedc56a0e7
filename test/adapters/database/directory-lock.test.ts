// One process owns a data directory; a killed one gives it up.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryInUse, lockDirectory } from '../../../server/adapters/database/directory-lock.ts';

const script = fileURLToPath(new URL('./lock-holder.ts', import.meta.url));
let directory: string;
let holders: ChildProcessByStdio<Writable, Readable, null>[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portcullis-lock-'));
  holders = [];
});
afterEach(() => {
  for (const child of holders) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** Started up to the point where it needs one word to try for the lock. */
async function contender(): Promise<{
  pid: number;
  tryNow: () => Promise<string>;
  kill: () => Promise<void>;
}> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  holders.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  return {
    pid: child.pid ?? 0,
    tryNow: async () => {
      child.stdin.write('now\n');
      const line: IteratorResult<string, undefined> = await lines.next();
      return line.value ?? '';
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function outcomes(tries: Promise<unknown>[]): Promise<{ won: unknown[]; refused: unknown[] }> {
  const settled = await Promise.allSettled(tries);
  return {
    won: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    refused: settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : [])),
  };
}

describe('the lock of a directory', () => {
  test('a second process is told the first one’s pid', async () => {
    const lock = await lockDirectory(directory);
    const other = await contender();
    expect(await other.tryNow()).toBe(`refused ${process.pid}`);
    await lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('is free again after its release', async () => {
    await (await lockDirectory(directory)).release();
    await (await lockDirectory(directory)).release();
  });

  test('of a killed process is taken over, by exactly one of two processes that try at once', async () => {
    const first = await contender();
    expect(await first.tryNow()).toBe('holding');
    await expect(lockDirectory(directory)).rejects.toMatchObject({ ownerPid: first.pid });
    const [second, third] = await Promise.all([contender(), contender()]);
    await first.kill();
    expect(readdirSync(directory)).toHaveLength(1);
    const said = await Promise.all([second.tryNow(), third.tryNow()]);
    const winner = said[0] === 'holding' ? second : third;
    expect(said.toSorted()).toEqual(['holding', `refused ${winner.pid}`]);
  });

  test('goes to exactly one of many that try at once, round after round', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { won, refused } = await outcomes(Array.from({ length: 5 }, () => lockDirectory(directory)));
      expect(won).toHaveLength(1);
      for (const error of refused) expect(error).toBeInstanceOf(DirectoryInUse);
      await Promise.all(won.map((lock) => (lock as { release(): Promise<void> }).release()));
    }
  });

  test('works where the path is longer than a socket’s may be', async () => {
    const deep = join(directory, 'a'.repeat(80), 'b'.repeat(80));
    mkdirSync(deep, { recursive: true });
    const lock = await lockDirectory(deep);
    await expect(lockDirectory(deep)).rejects.toBeInstanceOf(DirectoryInUse);
    await lock.release();
    expect(readdirSync(deep)).toEqual([]);
    await (await lockDirectory(deep)).release();
  });
});
