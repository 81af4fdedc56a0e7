// Questions to each provider add up by month of UTC and billing, and counting never costs an answer.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  countQuestion,
  createCostCounter,
  readCosts,
} from '../../../../server/adapters/government-records/costs.ts';
import { trouble, understood } from '../../../../server/adapters/government-records/provider-records.ts';
import { openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const never = new AbortController().signal;
const inNovember = new Date('2026-11-30T23:59:59Z');
const inDecember = new Date('2026-12-01T00:00:00Z');

test('adds up by provider, month and billing, the newest month first', async () => {
  const { db } = stores;
  expect(await readCosts(db)).toEqual([]);
  const count = (provider: string, billing: 'billed' | 'free' | 'unstated', at: Date) =>
    countQuestion(db, { provider, billing, at });
  await Promise.all([
    count('tencent', 'billed', inNovember),
    count('tencent', 'billed', inNovember),
    count('tencent', 'free', inNovember),
    count('tencent', 'unstated', inDecember),
    count('alibaba', 'billed', inDecember),
  ]);
  expect(await readCosts(db)).toEqual([
    { provider: 'alibaba', month: '2026-12', questions: { billed: 1, free: 0, unstated: 0 } },
    { provider: 'tencent', month: '2026-12', questions: { billed: 0, free: 0, unstated: 1 } },
    { provider: 'tencent', month: '2026-11', questions: { billed: 2, free: 1, unstated: 0 } },
  ]);
});

test('what was said and what was not are both counted, as their code is billed', async () => {
  const { db } = stores;
  const onError = vi.fn();
  const clock = { now: () => new Date('2027-01-15T12:00:00Z') };
  const layer = createCostCounter({ provider: 'tencent', clock, sql: () => db, onError });
  const yes = understood('0', { means: 'agrees', billing: 'billed' });
  for (const answer of [yes, yes, trouble('timeout'), trouble('maintenance', '-4', null, 'free')])
    expect(await layer(async () => answer, never)).toBe(answer);
  await vi.waitFor(async () =>
    expect((await readCosts(db))[0]).toEqual({
      provider: 'tencent',
      month: '2027-01',
      questions: { billed: 2, free: 1, unstated: 1 },
    }),
  );
  expect(onError).not.toHaveBeenCalled();
});

test.each([
  ['rejects', () => ({ execute: async () => Promise.reject(new Error('down')) })],
  [
    'is not there yet',
    () => {
      throw new Error('not open');
    },
  ],
])('an answer is none the worse where the database %s', async (_what, sql) => {
  const onError = vi.fn();
  const layer = createCostCounter({ provider: 'tencent', clock: { now: () => inNovember }, sql, onError });
  const yes = understood('0', { means: 'agrees', billing: 'billed' });
  expect(await layer(async () => yes, never)).toBe(yes);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
});
