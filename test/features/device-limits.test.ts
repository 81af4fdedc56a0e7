// One browser opens and resumes only so many applications in a day, from whatever address; what is kept of it is a count.
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blindEngine } from '../support/blind-engine.ts';
import { cookieOf, pairOf } from '../support/cookies.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const openings = 3;
const resumes = 2;
const dayMs = 24 * 3_600_000;
const name = 'portcullis_device';
let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis({
    environment: {
      DEVICE_OPENINGS_PER_DAY: String(openings),
      DEVICE_RESUMES_PER_DAY: String(resumes),
      TRUSTED_PROXIES: 'loopback',
    },
    replacements: { engine: blindEngine },
  });
});
afterAll(() => portcullis.close());

const browser = (): TestAgent => supertest.agent(portcullis.baseUrl);
let addresses = 0;
/** Each time from another network address. */
const open = (from: TestAgent): supertest.Test =>
  from
    .post('/api/applications')
    .set('X-Forwarded-For', `198.51.100.${(addresses += 1)}`)
    .send({ language: 'en' });
const resume = (from: TestAgent, token: string): supertest.Test => from.post('/api/resume').send({ token });
const openWith = (cookie: string): supertest.Test =>
  supertest(portcullis.baseUrl).post('/api/applications').set('Cookie', cookie).send({ language: 'en' });

async function useUp(mine: TestAgent): Promise<supertest.Response> {
  let last = await open(mine);
  for (let opened = 1; opened < openings; opened += 1) last = await open(mine);
  expect(last.status).toBe(201);
  return last;
}

test('a browser that opened as many as it may is told when to come again, whatever its address; others go on', async () => {
  const mine = browser();
  const { applicationId } = (await useUp(mine)).body as { applicationId: string };
  const answer = await open(mine);
  const { retryAfterSeconds = 0 } = expectProblem(answer, 'too-many-attempts');
  expect(answer.headers['retry-after']).toBe(String(retryAfterSeconds));
  expect(retryAfterSeconds).toBeGreaterThan(dayMs / 1000 - 600);
  expect(retryAfterSeconds).toBeLessThanOrEqual(dayMs / 1000);
  // what it has stays open
  await mine.get(`/api/applications/${applicationId}`).expect(200);
  await open(browser()).expect(201);
});

test('a day after its first one it may again, and is another browser then', async () => {
  const mine = browser();
  const first = cookieOf(await open(mine), name);
  for (let opened = 1; opened < openings; opened += 1) await open(mine).expect(201);
  portcullis.clock.putForward(dayMs / 2);
  expectProblem(await open(mine), 'too-many-attempts');
  portcullis.clock.putForward(dayMs / 2 + 1000);
  const next = await open(mine);
  expect(next.status).toBe(201);
  expect(pairOf(cookieOf(next, name))).not.toBe(pairOf(first));
  portcullis.clock.putRight();
});

test('links to continue are counted apart, those that open nothing, too', async () => {
  const mine = browser();
  const { resumeLink } = (await useUp(mine)).body as { resumeLink: string };
  const token = resumeLink.split('#resume=')[1] ?? '';
  await resume(mine, token).expect(200);
  expectProblem(await resume(mine, 'made-up'), 'not-found');
  expectProblem(await resume(mine, token), 'too-many-attempts');
  await resume(browser(), token).expect(200);
});

test('a browser that only continues is counted as well', async () => {
  const mine = browser();
  for (let tried = 0; tried < resumes; tried += 1) expectProblem(await resume(mine, 'made-up'), 'not-found');
  expectProblem(await resume(mine, 'made-up'), 'too-many-attempts');
});

test('an id that is made up, altered or of another kind counts for nothing: a new one is given', async () => {
  const opened = await open(browser());
  const device = pairOf(cookieOf(opened, name));
  const session = pairOf(cookieOf(opened, 'portcullis_applicant')).split('=')[1] ?? '';
  for (const cookie of [`${name}=d_${'0'.repeat(22)}`, `${device}x`, `${name}=${session}`, `${name}=`]) {
    for (let tried = 0; tried <= openings; tried += 1) {
      const answer = await openWith(cookie);
      expect(answer.status).toBe(201);
      expect(pairOf(cookieOf(answer, name))).not.toBe(cookie);
    }
  }
});

test('the id is random, kept by the browser for a day and used no longer; no script reads it, no other site sends it', async () => {
  const mine = browser();
  const line = cookieOf(await open(mine), name);
  for (const bound of ['HttpOnly', 'SameSite=Strict', 'Path=/api']) expect(line).toContain(bound);
  const expires = new Date(/Expires=([^;]+)/.exec(line)?.[1] ?? '').getTime();
  expect(Math.abs(expires - portcullis.clock.now().getTime() - dayMs)).toBeLessThan(60_000);
  const claims = JSON.parse(Buffer.from(pairOf(line).split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
  expect(claims).toEqual({
    sub: expect.stringMatching(/^d_[0-9a-z]{22}$/) as string,
    iss: 'portcullis',
    aud: 'device',
    iat: expect.any(Number) as number,
    exp: expect.any(Number) as number,
  });
  // used again it is the same one, and lasts no longer
  const again = await open(mine);
  expect(() => cookieOf(again, name)).toThrow('sets no cookie');
  expect(portcullis.log()).not.toContain(String(claims['sub']));
});
