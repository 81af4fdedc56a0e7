// What is particular to evidence on a disk: crashes, leftovers, permissions.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiskPieces, markName } from '../../../server/adapters/evidence-store/disk.ts';
import { EvidenceUnavailable } from '../../../server/ports/evidence-store.ts';
import { createEncryptedDisk } from '../../support/encrypted-disk.ts';

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
      const [index = '', sha256, address = ''] = line.split(' ');
      const piece = { applicationId: 'a_1', evidenceId: `e_${index}`, address };
      const bytes = await store.get(piece, dataKey);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    // and what was not acknowledged is there whole, or not there
    for await (const piece of store.list()) expect(await store.inspect(piece)).toBe('whole');
    expect(await store.erase('a_1')).toBeGreaterThanOrEqual(acknowledged.length);
    expect(await readdir(folder)).toEqual([markName]);
  });

  test('ignores what an interrupted put left behind, and erases it with the rest', async () => {
    const store = createEncryptedDisk({ folder });
    await store.put(ref, dataKey, Uint8Array.of(1));
    await writeFile(join(folder, 'a_1', `${'e'.repeat(64)}~0b7f`), 'half a picture');
    const listed = [];
    for await (const piece of store.list()) listed.push(piece);
    expect(listed.length).toBe(1);
    expect(await store.erase('a_1')).toBe(1);
    expect(await readdir(folder)).toEqual([markName]);
  });

  test('opens a piece from before there were addresses, and says that it cannot judge it without a key', async () => {
    const store = createEncryptedDisk({ folder });
    const { address } = await store.put(ref, dataKey, Uint8Array.of(1));
    await rename(join(folder, 'a_1', `${address}.evidence`), join(folder, 'a_1', 'e_1.evidence'));
    const old = { ...ref, address: 'e_1' };
    expect(await store.get(old, dataKey)).toEqual(Uint8Array.of(1));
    expect(await store.inspect(old)).toBe('unnamed');
    await store.eraseOne(old);
    expect(await store.inspect(old)).toBe('missing');
  });

  test('leaves nothing behind when it cannot be put', async () => {
    const store = createEncryptedDisk({ folder });
    await writeFile(join(folder, 'a_1'), 'a file where the folder should be');
    await expect(store.put(ref, dataKey, Uint8Array.of(1))).rejects.toThrow();
    expect(await readdir(folder)).toEqual([markName, 'a_1']);
  });

  test.skipIf(process.platform === 'win32')('can be read by nobody else on the machine', async () => {
    const store = createEncryptedDisk({ folder: join(folder, 'deep', 'inside') });
    await chmod(folder, 0o755);
    const { address } = await store.put(ref, dataKey, Uint8Array.of(1));
    const modeOf = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777;
    expect(await modeOf('deep', 'inside', 'a_1')).toBe(0o700);
    expect(await modeOf('deep', 'inside', 'a_1', `${address}.evidence`)).toBe(0o600);
  });

  test('passes over what a file system or an operator put beside it', async () => {
    const store = createEncryptedDisk({ folder });
    await store.put(ref, dataKey, Uint8Array.of(1));
    await mkdir(join(folder, 'lost+found'));
    await writeFile(join(folder, 'README.md'), 'ours');
    const listed = [];
    for await (const piece of store.list()) listed.push(piece);
    expect(listed.length).toBe(1);
  });

  test('is away, neither missing nor erased, while the folder bears no mark; nothing is written', async () => {
    const store = createEncryptedDisk({ folder });
    const { address } = await store.put(ref, dataKey, Uint8Array.of(1));
    const piece = { ...ref, address };
    const mounted = `${folder}-mounted`;
    await rename(folder, mounted);
    for (const comeBack of [async () => undefined, () => mkdir(folder)]) {
      await comeBack();
      await expect(store.get(piece, dataKey)).rejects.toThrow(EvidenceUnavailable);
      await expect(store.inspect(piece)).rejects.toThrow(EvidenceUnavailable);
      await expect(store.put(ref, dataKey, Uint8Array.of(2))).rejects.toThrow(EvidenceUnavailable);
      await expect(store.erase('a_1')).rejects.toThrow(EvidenceUnavailable);
      await expect(store.eraseOne(piece)).rejects.toThrow(EvidenceUnavailable);
      await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toThrow(EvidenceUnavailable);
    }
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
    await rename(mounted, folder);
    expect(await store.get(piece, dataKey)).toEqual(Uint8Array.of(1));
    expect(await store.erase('a_1')).toBe(1);
  });

  test('marks a folder once, and leaves what stands in a mark', async () => {
    const { folder: claimed } = createDiskPieces({ folder: join(folder, 'deep', 'inside') });
    expect(await claimed.isMarked()).toBe(false);
    await claimed.mark();
    expect(await claimed.isMarked()).toBe(true);
    await writeFile(claimed.markPath, 'by hand');
    await Promise.all([claimed.mark(), claimed.mark()]);
    expect(await readFile(claimed.markPath, 'utf8')).toBe('by hand');
  });
});
