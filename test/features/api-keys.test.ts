// Keys of marketplaces: shown once, kept by their hash, good for what they were made for, until they are revoked.
import { randomBytes } from 'node:crypto';
import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey, listApiKeys, revokeApiKey, type NewApiKey } from '../../server/contract/api-keys.ts';
import { apiKeyScopes } from '../../server/domain/api-key.ts';
import type { ApiClient } from '../try/http-client.ts';
import { blindEngine } from '../support/blind-engine.ts';
import { ann, bea } from '../support/desk.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { backend, backendWith, newApiKey } from '../support/marketplace.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let desk: ApiClient;
let made: NewApiKey;
beforeAll(async () => {
  portcullis = await startPortcullis({
    replacements: { engine: blindEngine },
    environment: { MARKETPLACE_REQUESTS_PER_MINUTE: '5' },
  });
  desk = await portcullis.reviewer({ id: 'opa', name: 'Opa', role: 'operator' });
  made = await desk.call(createApiKey, { body: { name: 'shop', scopes: ['open', 'read'] } });
});
afterAll(() => portcullis.close());
// each test has minutes of its own
afterEach(() => portcullis.clock.putForward(60_000));

const path = '/api/marketplace/applications';
const body = { sellerReference: 'seller-1', language: 'en' };
const open = (authorization: string | null): supertest.Test =>
  backendWith(portcullis.baseUrl, authorization).post(path, body);

/** Everything that the database holds, as text. */
async function dump(): Promise<string> {
  const { rows } = await portcullis.database.execute(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    [],
  );
  const tables = await Promise.all(
    (rows as { name: string }[]).map(async ({ name }) => {
      const content = await portcullis.database.execute(`select t::text as row from ${name} t`, []);
      return `${name}\n${(content.rows as { row: string }[]).map(({ row }) => row).join('\n')}`;
    }),
  );
  return tables.join('\n');
}

describe('a key', () => {
  test('is shown whole once, and afterwards only by its beginning', async () => {
    expect(made.key).toMatch(/^pck_[0-9a-z]{22}_[0-9A-Za-z_-]{43}$/);
    const { keys } = await desk.call(listApiKeys);
    expect(keys).toEqual([
      expect.objectContaining({ keyId: made.keyId, name: 'shop', scopes: ['read', 'open'], revokedAt: null }),
    ]);
    expect(JSON.stringify(keys)).not.toContain(made.key.slice(-43));
    expect(made.key.startsWith(made.shown.slice(0, -1))).toBe(true);
  });

  test('stands in no table and no log, not even after it was used', async () => {
    expect((await open(`Bearer ${made.key}`)).status).toBe(200);
    const secret = made.key.slice(-43);
    const rows = await dump();
    expect(rows).toContain(made.keyId);
    for (const kept of [rows, portcullis.log()]) {
      for (const form of [secret, Buffer.from(secret, 'base64url').toString('hex')])
        expect(kept).not.toContain(form);
    }
  });

  test('says when it was used last', async () => {
    await open(`Bearer ${made.key}`).expect(200);
    const used = (await desk.call(listApiKeys)).keys.find(({ keyId }) => keyId === made.keyId);
    expect(new Date(used?.lastUsedAt ?? 0).getTime()).toBeGreaterThan(
      portcullis.clock.now().getTime() - 60_000,
    );
  });

  test('leaves in the trail who made and who revoked it', async () => {
    const other = await desk.call(createApiKey, { body: { name: 'other', scopes: ['read'] } });
    await desk.call(revokeApiKey, { params: { keyId: other.keyId } });
    const by = { kind: 'reviewer', reviewerId: 'opa' };
    expect(
      (await portcullis.database.audit.page(0, 1000)).filter(({ type }) => /api-key/.test(type)),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'api-key.created',
          actor: by,
          data: { keyId: other.keyId, scopes: ['read'] },
        }),
        expect.objectContaining({ type: 'api-key.revoked', actor: by, data: { keyId: other.keyId } }),
      ]),
    );
    await expectRefused(desk.call(revokeApiKey, { params: { keyId: other.keyId } }), 'not-found');
  });

  test.each(['ann', 'bea'])('is nothing for %s, who is no operator', async (id) => {
    const other = await portcullis.reviewer(id === 'ann' ? ann : bea);
    await expectRefused(other.call(listApiKeys), 'role-not-enough');
    await expectRefused(
      other.call(createApiKey, { body: { name: 'mine', scopes: ['read'] } }),
      'role-not-enough',
    );
    await expectRefused(other.call(revokeApiKey, { params: { keyId: made.keyId } }), 'role-not-enough');
  });
});

describe('without a key that is right', () => {
  const altered = (key: string): string => `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
  const of = (key: string, secret: string): string => `${key.slice(0, -43)}${secret}`;

  test('nothing is answered, whatever was sent instead', async () => {
    const stranger = `pck_${'0'.repeat(22)}_${randomBytes(32).toString('base64url')}`;
    const instead = [
      null,
      '',
      'Bearer',
      `Bearer ${stranger}`,
      `Bearer ${altered(made.key)}`,
      `Bearer ${of(made.key, randomBytes(32).toString('base64url'))}`,
      `Bearer ${made.keyId}`,
      `Basic ${Buffer.from(`:${made.key}`).toString('base64')}`,
      made.key,
    ];
    for (const authorization of instead) expectProblem(await open(authorization), 'not-authenticated');
  });

  test('a session of an operator is none', async () => {
    const browser = supertest.agent(portcullis.baseUrl);
    const token = (await portcullis.signInLink({ id: 'opa', name: 'Opa', role: 'operator' })).split('=')[1];
    await browser.post('/api/review/sign-in').send({ token }).expect(200);
    expectProblem(await browser.post(path).send(body), 'not-authenticated');
  });

  test('a key that was revoked is none, from the next request on', async () => {
    const key = await newApiKey(portcullis, 'open');
    await open(`Bearer ${key}`).expect(200);
    const newest = (await desk.call(listApiKeys)).keys[0];
    await desk.call(revokeApiKey, { params: { keyId: newest?.keyId ?? '' } });
    expectProblem(await open(`Bearer ${key}`), 'not-authenticated');
  });

  test('one network address gets tired of trying', async () => {
    for (let tries = 0; tries < 60; tries += 1) expect((await open('Bearer x')).status).toBe(401);
    const problem = expectProblem(await open('Bearer x'), 'too-many-attempts');
    expect(problem.retryAfterSeconds).toBeLessThanOrEqual(60);
    // who has a key goes on
    await open(`Bearer ${made.key}`).expect(200);
  });
});

test('a key without the scope is refused', async () => {
  const reading = backend(portcullis.baseUrl, await newApiKey(portcullis, 'read'));
  expectProblem(await reading.post(path, body), 'scope-missing');
});

test('each key may ask so often in a minute, and no other key pays for it', async () => {
  const [busy, calm] = [await newApiKey(portcullis, 'open'), await newApiKey(portcullis, ...apiKeyScopes)];
  for (let asked = 0; asked < 5; asked += 1) await open(`Bearer ${busy}`).expect(200);
  const problem = expectProblem(await open(`Bearer ${busy}`), 'too-many-attempts');
  expect(problem.retryAfterSeconds).toBeGreaterThan(0);
  await open(`Bearer ${calm}`).expect(200);
  portcullis.clock.putForward(60_000);
  await open(`Bearer ${busy}`).expect(200);
});
