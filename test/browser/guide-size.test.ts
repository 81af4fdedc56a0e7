// What the guide in the page weighs on its way to a phone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { build } from './running-server.ts';

const pages = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const mostBytes = 0.5 * 1024 * 1024; // of an applicant's mobile data

const filesIn = (folder: string): string[] =>
  readdirSync(join(pages, folder)).map((name) => join(folder, name));

/** Of the two wasm files a browser fetches one: the larger one counts. */
test('the guide is half a megabyte at most, compressed: script, wasm and models', async () => {
  await build();
  const weigh = (file: string): number => gzipSync(readFileSync(join(pages, file))).length;
  const scripts = filesIn('assets').filter((file) => /guide.*\.js$/u.test(file));
  const wasm = Math.max(...filesIn('wasm').map(weigh));
  const parts = [...scripts, ...filesIn('models')].map(weigh);
  expect(scripts.length).toBeGreaterThanOrEqual(2);
  const total = [wasm, ...parts].reduce((sum, bytes) => sum + bytes, 0);
  expect(total).toBeGreaterThan(0.2 * mostBytes);
  expect(total).toBeLessThanOrEqual(mostBytes);
});
