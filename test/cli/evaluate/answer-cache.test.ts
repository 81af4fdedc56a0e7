// What was seen in a file is kept by its content, for its engine alone, and survives a cut.
import { appendFile, chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFileCache, type AnswerCache } from '../../../server/cli/evaluate/answer-cache.ts';
import { embeddingText, type Embedded } from '../../../server/cli/evaluate/embedding-text.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embeddings-'));
  path = join(folder, 'pairs.csv.embeddings');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openCache = (engine: string): Promise<AnswerCache<Embedded>> =>
  openFileCache(path, engine, embeddingText);
const embedding = Float32Array.from([0.1, -2, 3.5e-8]);

async function fill(): Promise<void> {
  const cache = await openCache('engine 1');
  await cache.put('one', embedding);
  await cache.put('two', 'no-face');
  await cache.close();
}

test('gives back to the bit what was kept', async () => {
  await fill();
  const again = await openCache('engine 1');
  expect(again.get('one')).toEqual(embedding);
  expect(again.get('two')).toBe('no-face');
  expect(again.size()).toBe(2);
  await again.close();
});

test('keeps the answers of another engine and does not use them', async () => {
  await fill();
  const other = await openCache('engine 2');
  expect(other.get('one')).toBeUndefined();
  await other.close();
  const again = await openCache('engine 1');
  expect(again.size()).toBe(2);
  await again.close();
});

test('passes over a line that was cut off, and goes on after it', async () => {
  await fill();
  await appendFile(path, '{"engine":"engine 1","sha256":"thr');
  const cut = await openCache('engine 1');
  await cut.put('four', 'unreadable');
  await cut.close();
  const again = await openCache('engine 1');
  expect([again.size(), again.get('four')]).toEqual([3, 'unreadable']);
  await again.close();
});

test('passes over lines of another making', async () => {
  await writeFile(
    path,
    'null\n[]\n7\n{"engine":"engine 1"}\n{"engine":"engine 1","sha256":"x","answer":"AA=="}\n',
  );
  const cache = await openCache('engine 1');
  expect(cache.size()).toBe(0);
  await cache.close();
});

test('is readable by its owner alone, even where it was not before', async () => {
  await writeFile(path, '');
  await chmod(path, 0o644);
  await fill();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
});
