// What is particular to evidence on a disk: crashes, leftovers, permissions.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEncryptedDisk } from '../../../server/adapters/evidence-store/encrypted-disk.ts';

const dataKey = new Uint8Array(randomBytes(32));
const ref = { applicationId: 'a_1', evidenceId: 'e_1' };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-evidence-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('evidence on a disk', () => {
  test('is whole after the process was killed, each piece that was acknowledged', async () => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        fileURLToPath(new URL('put-forever.ts', import.meta.url)),
        folder,
        Buffer.from(dataKey).toString('hex'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const gone = once(child, 'exit');
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === 25) child.kill('SIGKILL');
    }
    expect((await gone)[1]).toBe('SIGKILL');

    const store = createEncryptedDisk({ folder });
    for (const line of acknowledged) {
      const [index = '', sha256] = line.split(' ');
      const bytes = await store.get({ applicationId: 'a_1', evidenceId: `e_${index}` }, dataKey);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    // and what was not acknowledged is there whole, or not there
    for (const name of await readdir(join(folder, 'a_1'))) {
      if (!name.endsWith('.evidence')) continue;
      const bytes = await store.get(
        { applicationId: 'a_1', evidenceId: name.replace('.evidence', '') },
        dataKey,
      );
      expect(bytes.length).toBe(300_000);
    }
    expect(await store.erase('a_1')).toBeGreaterThanOrEqual(acknowledged.length);
    expect(await readdir(folder)).toEqual([]);
  });

  test('ignores what an interrupted put left behind, and erases it with the rest', async () => {
    const store = createEncryptedDisk({ folder });
    await store.put(ref, dataKey, Uint8Array.of(1));
    await writeFile(join(folder, 'a_1', 'e_2~0b7f'), 'half a picture');
    await expect(store.get({ ...ref, evidenceId: 'e_2' }, dataKey)).rejects.toMatchObject({ why: 'missing' });
    expect(await store.erase('a_1')).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('erases the leftovers of one piece with that piece, and no other', async () => {
    const store = createEncryptedDisk({ folder });
    await store.put(ref, dataKey, Uint8Array.of(1));
    await writeFile(join(folder, 'a_1', 'e_1~0b7f'), 'half a picture');
    await writeFile(join(folder, 'a_1', 'e_11~0b7f'), 'half of another');
    await store.eraseOne(ref);
    expect(await readdir(join(folder, 'a_1'))).toEqual(['e_11~0b7f']);
  });

  test('leaves nothing behind when it cannot be put', async () => {
    const store = createEncryptedDisk({ folder });
    // a folder in its place: the last step, moving the piece there, fails
    await store.put({ ...ref, evidenceId: 'e_2' }, dataKey, Uint8Array.of(1));
    await mkdir(join(folder, 'a_1', 'e_1.evidence'));
    await expect(store.put(ref, dataKey, Uint8Array.of(1))).rejects.toThrow();
    expect((await readdir(join(folder, 'a_1'))).sort()).toEqual(['e_1.evidence', 'e_2.evidence']);
  });

  test.skipIf(process.platform === 'win32')('can be read by nobody else on the machine', async () => {
    const store = createEncryptedDisk({ folder: join(folder, 'deep', 'inside') });
    await chmod(folder, 0o755);
    await store.put(ref, dataKey, Uint8Array.of(1));
    const modeOf = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777;
    expect(await modeOf('deep', 'inside', 'a_1')).toBe(0o700);
    expect(await modeOf('deep', 'inside', 'a_1', 'e_1.evidence')).toBe(0o600);
  });
});
