// Public keys that signed: kept once each, in the order of their first use, for good.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublicKey } from '../../../../server/ports/keys.ts';
import { later, morning, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const key = (name: string): PublicKey => ({
  keyId: name,
  publicJwk: { kty: 'OKP', crv: 'Ed25519', x: name },
});

test('keeps each key once, the first used first', async () => {
  const { signingKeys } = stores.db;
  expect(await signingKeys.all()).toEqual([]);
  await signingKeys.keep(key('second'), later(1));
  await signingKeys.keep(key('first'), morning);
  await signingKeys.keep(key('second'), later(2));
  expect(await signingKeys.all()).toEqual([key('first'), key('second')]);
});

test('keeps nothing of a key but its public half', async () => {
  const whole = { ...key('third'), publicJwk: { ...key('third').publicJwk, d: 'secret' } };
  await stores.db.signingKeys.keep(whole, later(3));
  expect(JSON.stringify(await stores.db.signingKeys.all())).not.toContain('secret');
});

test('a key used in a transaction that fails was not used', async () => {
  const { db } = stores;
  const before = await db.signingKeys.all();
  const failing = db.transaction(async (tx) => {
    await tx.signingKeys.keep(key('fourth'), later(4));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await db.signingKeys.all()).toEqual(before);
});
