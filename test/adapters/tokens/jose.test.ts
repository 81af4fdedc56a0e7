// Tokens come back as they were issued, for their own purpose and in their own time, or not at all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { createJoseTokens } from '../../../server/adapters/tokens/jose.ts';
import type { Keys } from '../../../server/ports/keys.ts';
import { tokenPurposes, type Tokens } from '../../../server/ports/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-tokens-'));
const start = new Date('2026-11-23T08:00:00Z');
const inAnHour = new Date(start.getTime() + 3_600_000);
let now = start;
let keys: Keys;
let tokens: Tokens;
beforeAll(async () => {
  keys = await createFileKeys({ path: join(folder, 'master.key') });
  tokens = createJoseTokens({ keys, clock: { now: () => now } });
});
beforeEach(() => {
  now = start;
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(tokenPurposes)('a %s token says what it was issued with', async (purpose) => {
  const token = await tokens.issue(purpose, { sub: 'a_1', step: 3 }, inAnHour);
  expect(await tokens.read(purpose, token)).toMatchObject({
    verdict: 'good',
    claims: { sub: 'a_1', step: 3 },
  });
});

test('is good for its purpose alone', async () => {
  for (const purpose of tokenPurposes) {
    const token = await tokens.issue(purpose, { sub: 'a_1' }, inAnHour);
    for (const other of tokenPurposes.filter((one) => one !== purpose))
      expect(await tokens.read(other, token)).toEqual({ verdict: 'forged' });
  }
});

test('is too old once its time is over', async () => {
  const token = await tokens.issue('resume', { sub: 'a_1' }, inAnHour);
  now = new Date(inAnHour.getTime() - 1000);
  expect(await tokens.read('resume', token)).toMatchObject({ verdict: 'good' });
  now = new Date(inAnHour.getTime() + 1000);
  expect(await tokens.read('resume', token)).toEqual({ verdict: 'expired' });
});

describe('is forged when it', () => {
  const claims = { sub: 'a_1', iss: 'portcullis', aud: 'resume' };
  const signed = async (alg: string, secret: Uint8Array, more: object = {}): Promise<string> =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg }).setExpirationTime(inAnHour).sign(secret);
  const unsigned = (): string =>
    [{ alg: 'none' }, { ...claims, exp: inAnHour.getTime() / 1000 }, '']
      .map((part) => (part === '' ? '' : Buffer.from(JSON.stringify(part)).toString('base64url')))
      .join('.');

  test('was signed with another key, by another way, by nobody or for somebody else', async () => {
    const secret = await keys.tokenSecret('resume');
    expect(await tokens.read('resume', await signed('HS256', secret))).toMatchObject({ verdict: 'good' });
    const forged = [
      await signed('HS256', new Uint8Array(32)),
      await signed('HS512', secret),
      await signed('HS256', secret, { iss: 'somebody' }),
      await signed('HS256', secret, { aud: 'applicant-session' }),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret), // never expires
      unsigned(),
    ];
    for (const token of forged) expect(await tokens.read('resume', token)).toEqual({ verdict: 'forged' });
  });

  test('is not a token at all', async () => {
    for (const text of ['', 'x', '..', 'a.b.c', '😀', 'e'.repeat(5000)])
      expect(await tokens.read('resume', text)).toEqual({ verdict: 'forged' });
  });
});
