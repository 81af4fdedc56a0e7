// What the database promises about itself, on a pool that never answers.
import type pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { createDatabase } from '../../../../server/adapters/database/create-database.ts';

afterEach(() => vi.useRealTimers());

test('is not reachable when no answer comes', async () => {
  vi.useFakeTimers();
  const silent = { query: () => new Promise(() => undefined) } as unknown as pg.Pool;
  const isReachable = createDatabase(silent).isReachable();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await isReachable).toBe(false);
});

test('ends the pool once, however often it is closed', async () => {
  let ended = 0;
  const pool = { end: async () => (ended += 1) } as unknown as pg.Pool;
  const db = createDatabase(pool);
  await Promise.all([db.close(), db.close()]);
  await db.close();
  expect(ended).toBe(1);
});
