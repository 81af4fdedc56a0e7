// Reviewers, sign-in links that work once, sign-ins at the provider that come back once, people who are barred.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { later, morning, newId, newSha256, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const ann = { id: 'r_ann', name: 'Ann', role: 'reviewer', barredAt: null };

async function addLink(isBreakGlass = false): Promise<string> {
  const tokenSha256 = newSha256();
  await stores.db.reviewers.addLink({
    tokenSha256,
    reviewerId: 'r_ann',
    expiresAt: later(10),
    isBreakGlass,
  });
  return tokenSha256;
}

test('a link signs its reviewer in, once', async () => {
  const { reviewers } = stores.db;
  const link = await addLink();
  expect(await reviewers.useLink(link, later(9))).toEqual({ reviewer: ann, isBreakGlass: false });
  expect(await reviewers.useLink(link, later(9))).toBeNull();
  expect(await reviewers.useLink(newSha256(), later(9))).toBeNull();
});

test('a link made for an emergency says so', async () => {
  const link = await addLink(true);
  expect(await stores.db.reviewers.useLink(link, later(9))).toEqual({ reviewer: ann, isBreakGlass: true });
});

test('a link that is too old signs nobody in', async () => {
  const link = await addLink();
  expect(await stores.db.reviewers.useLink(link, later(10))).toBeNull();
});

test('of ten callers with the same link, one gets in', async () => {
  const link = await addLink();
  const calls = Array.from({ length: 10 }, () => stores.db.reviewers.useLink(link, morning));
  expect((await Promise.all(calls)).filter((used) => used !== null)).toHaveLength(1);
});

test('of ten callers who bring the same sign-in back, one is the first', async () => {
  const { reviewers } = stores.db;
  const state = newSha256();
  const calls = Array.from({ length: 10 }, () => reviewers.useSignIn(state, later(10), morning));
  expect((await Promise.all(calls)).filter((isFirst) => isFirst)).toHaveLength(1);
  expect(await reviewers.useSignIn(newSha256(), later(10), morning)).toBe(true);
});

test('a sign-in that came back is remembered until it could not come back any more, and no longer', async () => {
  const { reviewers } = stores.db;
  const old = newSha256();
  await reviewers.useSignIn(old, later(10), morning);
  expect(await reviewers.useSignIn(old, later(10), later(9))).toBe(false);
  await reviewers.useSignIn(newSha256(), later(30), later(20));
  const { rows } = await stores.db.execute('select 1 from used_sign_ins where state_sha256 = $1', [old]);
  expect(rows).toEqual([]);
});

test('who is barred stays barred when the name or the role changes', async () => {
  const { reviewers } = stores.db;
  const id = newId('r');
  await reviewers.put({ id, name: 'Dee', role: 'reviewer' });
  expect(await reviewers.setBarred(id, later(1))).toBe(true);
  expect(await reviewers.setBarred(id, later(2))).toBe(false);
  expect(await reviewers.put({ id, name: 'Dee D.', role: 'lead' })).toEqual({
    id,
    name: 'Dee D.',
    role: 'lead',
    barredAt: later(1),
  });
  expect(await reviewers.setBarred(id, null)).toBe(true);
  expect(await reviewers.setBarred(id, null)).toBe(false);
  expect(await reviewers.find(id)).toMatchObject({ barredAt: null });
  expect(await reviewers.setBarred('nobody', later(1))).toBe(false);
  expect(await reviewers.find('nobody')).toBeNull();
});

test('everybody who is known is listed by name', async () => {
  const names = (await stores.db.reviewers.all()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Ann', 'Bo', 'Cy']));
  expect(names).toEqual([...names].sort());
});
