// A session that was left stays left for as long as its token could be good.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { later, newId, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

test('is known once it was left, however often; no other one is', async () => {
  const { leftSessions } = stores.db;
  const [left, other] = [newId('s'), newId('s')];
  await Promise.all([1, 2, 3].map(() => leftSessions.add({ id: left, expiresAt: later(9) })));
  expect(await leftSessions.has(left)).toBe(true);
  expect(await leftSessions.has(other)).toBe(false);
});

test('is forgotten when its token is too old, and not before', async () => {
  const { leftSessions } = stores.db;
  const [early, late] = [newId('s'), newId('s')];
  await leftSessions.add({ id: early, expiresAt: later(1) });
  await leftSessions.add({ id: late, expiresAt: later(2) });
  await leftSessions.forget(later(2));
  expect([await leftSessions.has(early), await leftSessions.has(late)]).toEqual([false, true]);
});
