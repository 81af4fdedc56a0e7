// Questions to services add up by the hour over all processes; each process tells how its own guards stand.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GuardRow } from '../../../../server/ports/service-figures.ts';
import { later, morning, openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

test('adds up by service, outcome and step of time, from the hour asked for on', async () => {
  const { serviceFigures } = stores.db;
  const count = (service: string, outcome: string, tookMs: number, minutes: number) =>
    serviceFigures.count({ service, outcome, tookMs, at: later(minutes) });
  await Promise.all([
    count('tencent', 'agrees', 60, 0),
    count('tencent', 'agrees', 99.9, 59),
    count('tencent', 'agrees', 100, 60),
    count('tencent', 'unavailable/timeout', 60_000, 61),
    count('alibaba', 'agrees', 0, 60),
  ]);
  expect(await serviceFigures.counts(later(30))).toEqual([
    { service: 'alibaba', outcome: 'agrees', fromMs: 0, questions: 1 },
    { service: 'tencent', outcome: 'agrees', fromMs: 50, questions: 2 },
    { service: 'tencent', outcome: 'agrees', fromMs: 100, questions: 1 },
    { service: 'tencent', outcome: 'unavailable/timeout', fromMs: 10_000, questions: 1 },
  ]);
  expect(await serviceFigures.counts(later(60))).toHaveLength(3);
  await serviceFigures.forget({ hours: later(60), seen: morning });
  expect(await serviceFigures.counts(morning)).toHaveLength(3);
});

test('a guard tells how it stands in place of what it told before, and is forgotten when its process is gone', async () => {
  const { serviceFigures } = stores.db;
  const row: GuardRow = {
    service: 'tencent',
    process: 'one/1',
    state: 'open',
    since: morning,
    why: 'timeout',
    retryAt: later(1),
    seenAt: later(0),
  };
  const other: GuardRow = { ...row, process: 'two/2', state: 'closed', why: null, retryAt: null };
  await serviceFigures.tell(row);
  await serviceFigures.tell(other);
  const now: GuardRow = { ...row, state: 'half-open', retryAt: null, seenAt: later(2) };
  await serviceFigures.tell(now);
  expect(await serviceFigures.guards(morning)).toEqual([now, other]);
  expect(await serviceFigures.guards(later(1))).toEqual([now]);
  await serviceFigures.forget({ hours: morning, seen: later(1) });
  expect(await serviceFigures.guards(morning)).toEqual([now]);
});
