// What every answer carries, whoever handles it: headers, limits, one form for every refusal.
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import supertest from 'supertest';
import { afterEach, describe, expect, test } from 'vitest';
import { createApp, type AppDeps } from '../../server/app.ts';
import { openApplication } from '../../server/contract/application.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { systemRoutes } from '../../server/features/system/routes.ts';
import { createCookies } from '../../server/http/cookies.ts';
import { route } from '../../server/http/route.ts';
import { createSessions, type Sessions } from '../../server/http/sessions.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createLog } from '../../server/log.ts';
import { expectProblem } from '../support/expect-problem.ts';

const ready = { database: true, evidence: true, keys: true, models: true, workers: true };
const parts = { ...ready };
const trail = { checkpointAgeSeconds: 90, unsignedEntries: 3, keptAgeSeconds: null, notKept: 2 };
const lines: string[] = [];

/** Signs nothing: good enough to see what a cookie looks like. */
const sessionsFor = (isSecure: boolean): Sessions =>
  createSessions({
    tokens: { issue: async () => 'a.b.c', read: async () => ({ verdict: 'forged' }) },
    clock: { now: () => new Date('2026-11-23T08:00:00Z') },
    random: createSystemRandom(),
    leftSessions: {} as never,
    reviewerSessions: {} as never,
    cookies: createCookies({ isSecure }),
  });

function appWith(more: Partial<AppDeps> = {}): ReturnType<typeof createApp> {
  const sessions = sessionsFor(more.isSecure ?? false);
  const system = systemRoutes({
    database: { isReachable: async () => parts.database } as never,
    engine: { isReady: () => parts.models, name: 'eyes 1' } as never,
    jobs: { isReady: () => parts.workers } as never,
    hasEvidence: async () => parts.evidence,
    hasKeys: async () => parts.keys,
    trailState: async () => trail,
  });
  const open = route(openApplication, async ({ body, response }) => {
    await sessions.beginApplicant(response, `a_${'0'.repeat(22)}` as never);
    if (body.language === 'en') throw new Error('broken, with a secret in it');
    throw new DomainError('under-age');
  });
  return createApp({
    log: createLog('debug', { write: (line) => void lines.push(line) }),
    routes: [...system, open],
    askers: { ...sessions, marketplace: async () => null },
    version: '9.9.9',
    pagesDirectory: resolve('nowhere'),
    problemPagesDirectory: resolve('docs/problems'),
    isSecure: false,
    trustedProxies: [],
    openingsPerHour: 3,
    addressPerMinute: 1000,
    limits: { count: () => undefined, beginUpload: () => () => undefined },
    hasSandbox: false,
    ...more,
  });
}

afterEach(() => {
  Object.assign(parts, ready);
});

describe('health', () => {
  test('is alive however bad things are', async () => {
    Object.assign(parts, { database: false, models: false, workers: false });
    const answer = await supertest(appWith()).get('/healthz');
    expect([answer.status, answer.body]).toEqual([200, { status: 'alive' }]);
  });

  test('is ready when every part is', async () => {
    const answer = await supertest(appWith()).get('/readyz');
    expect([answer.status, answer.body]).toEqual([200, { ...parts, faceEngine: 'eyes 1', trail }]);
  });

  test.each(['database', 'evidence', 'keys', 'models', 'workers'] as const)(
    'is not ready without %s, and says so',
    async (part) => {
      parts[part] = false;
      const answer = await supertest(appWith()).get('/readyz');
      const problem = expectProblem(answer, 'temporarily-unavailable');
      expect(problem).toMatchObject({ ...ready, [part]: false });
      expect(answer.headers['retry-after']).toBe('5');
    },
  );
});

describe('every answer', () => {
  test.each(['/healthz', '/openapi.json', '/api/nothing', '/nothing'])(
    '%s tells browsers to load from here alone, and not to be framed or guessed about',
    async (path) => {
      const { headers } = await supertest(appWith()).get(path);
      const policy = headers['content-security-policy'] ?? '';
      const directives = Object.fromEntries(
        policy.split(';').map((one) => {
          const [name = '', ...values] = one.trim().split(' ');
          return [name, values.join(' ')];
        }),
      );
      expect(directives).toMatchObject({
        'default-src': "'self'",
        'require-trusted-types-for': "'script'",
        'trusted-types': 'guide-worker',
        'script-src': "'self' 'wasm-unsafe-eval'",
        'style-src': "'self'",
        'connect-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
        'form-action': "'self'",
      });
      expect(policy).not.toMatch(/https?:|unsafe-inline|'unsafe-eval'|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  test('lets the camera be asked for on the pages that use it, and nowhere else', async () => {
    for (const [path, camera] of [
      ['/apply', 'camera=(self)'],
      ['/sandbox', 'camera=(self)'],
      ['/review', 'camera=()'],
    ]) {
      const { headers } = await supertest(appWith()).get(path ?? '');
      expect(headers['permissions-policy']).toContain(camera);
      expect(headers['permissions-policy']).toContain('microphone=()');
    }
  });

  test('by https tells browsers to stay with it, and sets cookies for it alone', async () => {
    const app = appWith({ isSecure: true });
    const answer = await supertest(app).post('/api/applications').send({ language: 'zh-CN' });
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=31536000/);
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-portcullis_applicant=a\.b\.c; Path=\/; /);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toMatch(/; Domain/);
  });
});

describe('a refusal', () => {
  test('names its type, its address and its request, and is logged under that name', async () => {
    const answer = await supertest(appWith()).post('/api/applications').send({ language: 'zh-CN' });
    const problem = expectProblem(answer, 'under-age');
    expect(problem.instance).toBe('/api/applications');
    expect(lines.join('')).toContain(problem.requestId);
  });

  test('for a fault of ours says nothing about the fault', async () => {
    const answer = await supertest(appWith()).post('/api/applications').send({ language: 'en' });
    expectProblem(answer, 'internal');
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  test('of an address that does not exist, or a path that cannot be read, is a problem too', async () => {
    expectProblem(await supertest(appWith()).get('/api/nothing'), 'not-found');
    expectProblem(await supertest(appWith()).delete('/api/applications'), 'not-found');
    expectProblem(await supertest(appWith()).get('/api/%E0%A4%A'), 'not-found');
  });

  test('comes in JSON whatever the sender said they accept', async () => {
    const answer = await supertest(appWith()).get('/api/nothing').set('Accept', 'text/html');
    expectProblem(answer, 'not-found');
  });
});

describe('requests of one network address', () => {
  const ask = (server: Server, from: string): supertest.Test =>
    supertest(server).get('/openapi.json').set('X-Forwarded-For', from);

  test('are limited in a minute, and say when to come again; whether we live may be asked all the same', async () => {
    const server = createServer(appWith({ addressPerMinute: 2 }));
    for (let times = 0; times < 2; times += 1) await ask(server, `192.0.2.${times}`).expect(200);
    const answer = await ask(server, '192.0.2.9');
    expectProblem(answer, 'too-many-attempts');
    expect(answer.headers['retry-after']).toBe('60');
    await supertest(server).get('/healthz').expect(200);
    await supertest(server).get('/readyz').expect(200);
  });

  test('are counted by the sender’s own behind a trusted proxy; of one IPv6 network, together', async () => {
    const server = createServer(appWith({ addressPerMinute: 2, trustedProxies: ['loopback'] }));
    for (let times = 0; times < 2; times += 1) await ask(server, `2001:db8:0:1::${times}`).expect(200);
    await ask(server, '2001:db8:0:f000::1').expect(200);
    expectProblem(await ask(server, '2001:db8:0:1::77'), 'too-many-attempts');
    // what the sender wrote before the proxy added theirs counts for nothing
    expectProblem(await ask(server, '192.0.2.1, 2001:db8:0:1::77'), 'too-many-attempts');
  });
});

describe('what costs us something and anybody may ask', () => {
  const open = (server: Server, from?: string): supertest.Test => {
    const request = supertest(server).post('/api/applications').send({ language: 'zh-CN' });
    return from === undefined ? request : request.set('X-Forwarded-For', from);
  };

  test('is limited for each network address, and says when to come again', async () => {
    const server = createServer(appWith());
    for (let times = 0; times < 3; times += 1) expectProblem(await open(server), 'under-age');
    const answer = await open(server);
    const problem = expectProblem(answer, 'too-many-attempts');
    expect(answer.headers['retry-after']).toBe(String(problem.retryAfterSeconds));
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    // what does not open anything goes on
    await supertest(server).get('/healthz').expect(200);
  });

  test('is not escaped by claiming to have come through a proxy that nobody trusts', async () => {
    const server = createServer(appWith());
    for (let times = 0; times < 3; times += 1) await open(server, `192.0.2.${times}`);
    expectProblem(await open(server, '192.0.2.77'), 'too-many-attempts');
  });

  test('is counted by the sender’s own address behind a trusted proxy', async () => {
    const server = createServer(appWith({ trustedProxies: ['loopback'] }));
    for (let times = 0; times < 4; times += 1)
      expectProblem(await open(server, `192.0.2.${times}`), 'under-age');
    for (let times = 0; times < 2; times += 1) await open(server, '192.0.2.0');
    expectProblem(await open(server, '192.0.2.0'), 'too-many-attempts');
  });
});
