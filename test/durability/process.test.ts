// How a server process begins and ends: alone on its data folder, and without cutting anybody off.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  declareSubject,
  openApplication,
  readApplication,
  submitApplication,
} from '../../server/contract/application.ts';
import { addPhoto } from '../../server/contract/evidence.ts';
import { magicNumbers } from '../../server/adapters/government-records/magic-numbers.ts';
import { sampleStill } from '../puppet/sample.ts';
import { continueApplication, untilChecked, type Applicant } from '../try/drive-application.ts';
import { createApiClient } from '../try/http-client.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';
import { freePort, killAll, startServer, type ServerProcess } from './server-process.ts';
import { HeldBack, holdingBack } from './stream.ts';

let dataDirectory: string;
let port: number;
let applicant: Applicant;

beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'portcullis-process-'));
  port = await freePort();
  const [{ citizenId } = { citizenId: '' }] = magicNumbers;
  const nobody = createApiClient({ baseUrl: 'http://127.0.0.1:1' });
  applicant = await puppetApplicant(nobody, await sampleStill('sample1'), {
    citizenId,
    consentsToFace: false,
  });
});

afterAll(() => {
  killAll();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
});

const pollMs = 10;
const patienceMs = 120_000;

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs} ms: ${String(condition)}`);
    await pause(pollMs);
  }
}

/** A connection is refused: the server takes nobody new. */
const takesNobody = async (server: ServerProcess): Promise<boolean> =>
  fetch(`${server.baseUrl}/healthz`).then(
    async (answer) => answer.arrayBuffer().then(() => false),
    () => true,
  );

interface Upload {
  readonly answer: Promise<{ status: number; body: string }>;
  finish(): void;
}

/** A photo of which the server has the first half, and waits for the rest. */
async function halfAnUpload(url: URL, cookie: string, photo: Buffer): Promise<Upload> {
  const boundary = 'half-an-upload';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), photo, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const sent: ClientRequest = request(url, {
    method: 'POST',
    agent: false,
    headers: {
      cookie,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': body.length,
      // the server says when it has begun with the request
      expect: '100-continue',
    },
  });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
  });
  const isTaken = new Promise((resolve) => sent.once('continue', resolve));
  sent.flushHeaders();
  await Promise.race([isTaken, answer]);
  sent.write(body.subarray(0, body.length / 2));
  return { answer, finish: () => void sent.end(body.subarray(body.length / 2)) };
}

/** The cookie of the application's session, which the client keeps to itself. */
async function cookieOf(baseUrl: string, resumeLink: string | null): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/resume`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: resumeLink?.split('#resume=')[1] }),
  });
  await answer.arrayBuffer();
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

test('a second process on the same data folder is refused by name of the first, which goes on', async () => {
  const first = startServer({ dataDirectory, port });
  await first.untilAnswering();
  const second = startServer({ dataDirectory, port: await freePort() });
  const { code } = await second.exited;
  expect(code).toBe(1);
  expect(second.output()).toContain(`is in use by process ${first.pid}`);
  expect(second.output()).not.toMatch(/^ +at /mu);
  const client = createApiClient({ baseUrl: first.baseUrl });
  const { applicationId } = await client.call(openApplication, { body: { language: 'en' } });
  expect((await client.call(readApplication, { params: { applicationId } })).state).toBe('draft');
  await first.kill();
});

test('asked to stop, the server takes nobody new, answers the upload under way and ends with 0; the photo is there after', async () => {
  const server = startServer({ dataDirectory, port });
  await server.untilReady();
  const client = createApiClient({ baseUrl: server.baseUrl });
  const held = holdingBack(client, addPhoto);
  const opened = await client.call(openApplication, { body: { language: 'en' } });
  await expect(continueApplication({ client: held, applicant }, opened)).rejects.toThrow(HeldBack);
  const { applicationId } = opened;
  const url = new URL(`/api/applications/${applicationId}/photos/id-front`, server.baseUrl);
  const cookie = await cookieOf(server.baseUrl, opened.resumeLink);
  const upload = await halfAnUpload(url, cookie, applicant.photos['id-front']);

  server.signal('SIGTERM');
  await until(() => takesNobody(server));
  upload.finish();

  expect(await upload.answer).toMatchObject({ status: 201 });
  expect(await server.exited).toEqual({ code: 0, signal: null });

  const again = startServer({ dataDirectory, port });
  await again.untilAnswering();
  const view = await client.call(readApplication, { params: { applicationId } });
  expect(view.photos.map(({ kind }) => kind)).toEqual(['id-front']);
  expect(view.declared).not.toBeNull();
  await again.kill();
});

test('asked to stop in the middle of a verification, the server ends with 0 and the next one finishes it', async () => {
  const environment = { SERVICE_WAIT_SECONDS: '0' };
  const server = startServer({ dataDirectory, port, environment });
  await server.untilReady();
  const client = createApiClient({ baseUrl: server.baseUrl });
  const held = holdingBack(client, submitApplication);
  const opened = await client.call(openApplication, { body: { language: 'en' } });
  await expect(continueApplication({ client: held, applicant }, opened)).rejects.toThrow(HeldBack);
  const { applicationId } = opened;
  // at this number the record does not answer until it is given up: the verification is surely under way
  const slow = magicNumbers.find(({ outcome }) => outcome === 'never-answers')?.citizenId ?? '';
  const body = { ...applicant.declaration, citizenId: slow };
  await client.call(declareSubject, { params: { applicationId }, body });
  await client.call(submitApplication, { params: { applicationId } });

  server.signal('SIGTERM');
  expect(await server.exited).toEqual({ code: 0, signal: null });

  const again = startServer({ dataDirectory, port, environment });
  await again.untilAnswering();
  expect((await untilChecked(client, applicationId)).state).toBe('in_review');
  await again.kill();
});

test('killed while its first start prepares the database, the server starts at the second try', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-first-start-'));
  const database = join(directory, 'database');
  const first = startServer({ dataDirectory: directory, port });
  await until(
    async () =>
      existsSync(database) && readdirSync(database).some((name) => name.startsWith('postgres.unfinished')),
  );
  first.signal('SIGKILL');
  await first.exited;

  const second = startServer({ dataDirectory: directory, port });
  await second.untilAnswering();
  const client = createApiClient({ baseUrl: second.baseUrl });
  expect((await client.call(openApplication, { body: { language: 'en' } })).state).toBe('draft');
  await second.kill();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});
