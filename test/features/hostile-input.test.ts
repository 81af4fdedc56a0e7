// Input that is made to reach what it should not: files of ours, lines of the log, memory, another reader's browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as open } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import express from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountPages } from '../../server/http/pages.ts';
import { plainPhoto } from '../support/any-request/people.ts';
import { cookieOf } from '../support/cookies.ts';
import { faceFree, somebodyAt } from '../support/applicants.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { facelessEngine } from '../support/faceless-engine.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis({ replacements: { engine: facelessEngine } });
});
afterAll(() => portcullis.close());

/** Sends a path as it is written; clients tidy it up. */
function get(baseUrl: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    open({ hostname, port, path, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end();
  });
}

describe('a line of the log', () => {
  test('is not forged by what is sent, nor are lines added', async () => {
    const forged = '{"level":60,"event":"gate.fell-back"}';
    const before = portcullis.log().length;
    const at = portcullis.baseUrl;
    await get(at, `/api/x%0A${encodeURIComponent(forged)}%0d%0a`);
    await get(at, '/api/x%E2%80%A8%1b%5b31m');
    await get(at, '/api/x', { 'User-Agent': forged, 'X-Request-Id': forged, Referer: `a\t${forged}` });
    await supertest(at)
      .post('/api/applications')
      .send({ [`language\n${forged}`]: `en\r\n${forged}` });
    const lines = portcullis.log().slice(before).trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { event: string; level: number });
    expect(told.map(({ event }) => event)).not.toContain('gate.fell-back');
    expect(told.filter(({ event }) => event === 'request.finished')).toHaveLength(4);
    for (const line of lines) expect(line).not.toMatch(/\p{Cc}|\u2028/u);
  });
});

describe('a file that is none of the pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-pages-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/assets/..%5csecret.txt',
    '/assets/....//secret.txt',
    '/assets/%00../secret.txt',
    '/assets/.hidden',
    '/wasm/..%2f..%2fsecret.txt',
    '/models//etc/passwd',
    '/problems/..%2f..%2fsecret',
    '/secret.txt',
  ])('is not reached by %s', async (path) => {
    const pages = join(folder, 'web');
    for (const inside of ['assets', 'wasm', 'models']) mkdirSync(join(pages, inside), { recursive: true });
    for (const secret of [
      join(folder, 'secret.txt'),
      join(pages, 'secret.txt'),
      join(pages, 'assets/.hidden'),
    ])
      writeFileSync(secret, 'secret');
    writeFileSync(join(pages, 'assets/page.js'), 'page');
    const app = express();
    mountPages(app, { directory: pages, hasSandbox: false });
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const at = `http://127.0.0.1:${port}`;
    expect(await get(at, '/assets/page.js')).toBe(200);
    expect(await get(at, path)).toBeGreaterThanOrEqual(400);
    expect(await get(portcullis.baseUrl, path)).toBeGreaterThanOrEqual(400);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a body that grows when it is unpacked', () => {
  const bomb = Buffer.alloc(40_000_000, 0x20);
  test.each([
    ['gzip', gzipSync(bomb)],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb)],
  ])('by %s is refused by what it grows to, long before its end', async (encoding, packed) => {
    expect(packed.length).toBeLessThan(60_000);
    const before = process.memoryUsage().arrayBuffers;
    const answer = await supertest(portcullis.baseUrl)
      .post('/api/applications')
      .set('Content-Encoding', encoding)
      .type('application/json')
      .serialize(() => packed as never)
      .send({});
    expectProblem(answer, 'request-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(bomb.length / 2);
  });
});

describe('a picture that is a page as well', () => {
  const page = '<html><script>alert(document.domain)</script></html>';
  const comment = Buffer.from(page);
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);

  test('is kept as a picture alone, and sent so that no browser takes it for anything else', async () => {
    const jpeg = await plainPhoto(5);
    // once as a comment inside, once behind the picture's end
    const polyglot = Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2), comment]);
    const { id, agent } = await somebodyAt(portcullis, 'declared', faceFree);
    const browser = await agent();
    const path = `/api/applications/${id}/photos/id-front`;
    await browser
      .post(path)
      .field('insist', 'yes')
      .attach('photo', polyglot, { filename: 'card.html', contentType: 'text/html' })
      .expect(201);
    const shown = await browser
      .get(path)
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(shown.headers['content-security-policy']).toContain("default-src 'self'");
    expect((shown.body as Buffer).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect((shown.body as Buffer).includes('<script>')).toBe(false);
    expectProblem(await browser.post(path).attach('photo', comment, 'card.jpg'), 'unsupported-media');
  });
});

test('an applicant’s session is not one that somebody else chose', async () => {
  const planted = 'portcullis_applicant=planted.by.somebody';
  const opened = await supertest(portcullis.baseUrl)
    .post('/api/applications')
    .set('Cookie', planted)
    .send({ language: 'en' });
  const cookie = cookieOf(opened, 'portcullis_applicant');
  expect(cookie).not.toContain('planted');
  const asked = supertest(portcullis.baseUrl).get('/api/applications/mine').set('Cookie', planted);
  expectProblem(await asked, 'not-authenticated');
});
