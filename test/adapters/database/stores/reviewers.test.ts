// Reviewers, sign-in links that work once, sessions that end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { later, morning, newId, newSha256, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const ann = { id: 'r_ann', name: 'Ann', role: 'reviewer' };

async function addLink(): Promise<string> {
  const tokenSha256 = newSha256();
  await stores.db.reviewers.addLink({ tokenSha256, reviewerId: 'r_ann', expiresAt: later(10) });
  return tokenSha256;
}

test('a link signs its reviewer in, once', async () => {
  const { reviewers } = stores.db;
  const link = await addLink();
  expect(await reviewers.useLink(link, later(9))).toEqual(ann);
  expect(await reviewers.useLink(link, later(9))).toBeNull();
  expect(await reviewers.useLink(newSha256(), later(9))).toBeNull();
});

test('a link that is too old signs nobody in', async () => {
  const link = await addLink();
  expect(await stores.db.reviewers.useLink(link, later(10))).toBeNull();
});

test('of ten callers with the same link, one gets in', async () => {
  const link = await addLink();
  const calls = Array.from({ length: 10 }, () => stores.db.reviewers.useLink(link, morning));
  expect((await Promise.all(calls)).filter((reviewer) => reviewer !== null)).toEqual([ann]);
});

test('a session ends by its time or by signing out', async () => {
  const { reviewers } = stores.db;
  const [left, kept] = [newId('s'), newId('s')];
  for (const id of [left, kept]) {
    await reviewers.openSession({ id, reviewerId: 'r_ann', openedAt: morning, expiresAt: later(60) });
  }
  await reviewers.endSession(left, later(5));
  expect(await reviewers.findSession(left, later(6))).toBeNull();
  expect(await reviewers.findSession(kept, later(59))).toEqual({
    id: kept,
    reviewer: ann,
    expiresAt: later(60),
  });
  expect(await reviewers.findSession(kept, later(60))).toBeNull();
  expect(await reviewers.findSession(newId('s'), morning)).toBeNull();
});

test('a changed role counts from the next look at the session', async () => {
  const { reviewers } = stores.db;
  const id = newId('s');
  await reviewers.put({ id: 'r_new', name: 'New', role: 'reviewer' });
  await reviewers.openSession({ id, reviewerId: 'r_new', openedAt: morning, expiresAt: later(60) });
  await reviewers.put({ id: 'r_new', name: 'Newer', role: 'lead' });
  expect((await reviewers.findSession(id, morning))?.reviewer).toEqual({
    id: 'r_new',
    name: 'Newer',
    role: 'lead',
  });
});
