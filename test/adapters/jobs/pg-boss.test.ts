// Jobs are enqueued with the transaction, run at least once, and survive throwing handlers and dying processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEmbeddedPool } from '../../../server/adapters/database/embedded.ts';
import { openJobs } from '../../../server/adapters/jobs/pg-boss.ts';
import { jobId } from '../../../server/adapters/jobs/queues.ts';
import type { JobData, Jobs, SqlExecutor } from '../../../server/ports/jobs.ts';
import { copyTemplate, isEmbedded, openTestPool, type TestDatabase } from '../../support/test-database.ts';

const first = { applicationId: 'a-1', round: 1 };
const second = { applicationId: 'a-2', round: 1 };
const eventually = { timeout: 180_000, interval: 20 };

let database: TestDatabase;
let jobs: Jobs;
let errors: unknown[];

beforeAll(async () => {
  database = await openTestPool();
});
afterAll(() => database.close());
beforeEach(async () => {
  errors = [];
  jobs = await open(database.pool);
});
afterEach(async () => {
  await jobs.close();
  await database.pool.query('delete from pgboss.job');
});

function open(pool: pg.Pool): Promise<Jobs> {
  return openJobs({
    pool,
    isSoleProcess: isEmbedded(),
    maintenanceIntervalSeconds: 1,
    onError: (error) => errors.push(error),
  });
}

const sqlOf = (pool: pg.Pool): SqlExecutor => ({
  execute: (text, values) => pool.query<Record<string, unknown>>(text, values),
});

async function inTransaction(
  end: 'commit' | 'rollback',
  ...data: JobData['verify-application'][]
): Promise<void> {
  const client = await database.pool.connect();
  const tx = {
    execute: (text: string, values: unknown[]) => client.query<Record<string, unknown>>(text, values),
  };
  await client.query('begin');
  for (const each of data) await jobs.enqueue(tx, 'verify-application', each);
  await client.query(end);
  client.release();
}

async function states(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ key: string; state: string }>(
    'select singleton_key as key, state::text as state from pgboss.job order by key',
  );
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
}

describe('enqueue', () => {
  test('a job of a committed transaction runs once, one of a rolled-back transaction never', async () => {
    const handled: unknown[] = [];
    await jobs.work('verify-application', async (data) => void handled.push(data));
    await inTransaction('rollback', first);
    await inTransaction('commit', second);
    // ended: had there been a row of the first, or a second one of the second, it would be here too
    await vi.waitFor(async () => expect(await states()).toEqual({ 'a-2:1': 'completed' }), eventually);
    expect(handled).toEqual([second]);
  });

  test('the same job twice is one job, another round is another', async () => {
    const nextRound = { applicationId: 'a-1', round: 2 };
    await inTransaction('commit', first, first, nextRound);
    await inTransaction('commit', first);
    const { rows } = await database.pool.query('select from pgboss.job');
    expect(rows).toHaveLength(2);
    const handled: JobData['verify-application'][] = [];
    await jobs.work('verify-application', async (data) => void handled.push(data));
    await vi.waitFor(
      async () => expect(await states()).toEqual({ 'a-1:1': 'completed', 'a-1:2': 'completed' }),
      eventually,
    );
    expect(handled.map(({ round }) => round).sort()).toEqual([1, 2]);
  });

  test('a job that has ended can be enqueued anew', async () => {
    const handled: unknown[] = [];
    await jobs.work('verify-application', async (data) => void handled.push(data));
    await inTransaction('commit', first);
    await vi.waitFor(async () => expect(await states()).toEqual({ 'a-1:1': 'completed' }), eventually);
    await inTransaction('commit', first);
    await vi.waitFor(() => expect(handled).toEqual([first, first]), eventually);
  });

  test('a job that is to wait runs after its time, and not before', async () => {
    const startOf = async (): Promise<number> => {
      const { rows } = await database.pool.query<{ ms: number }>(
        "select extract(epoch from start_after - created_on)::float8 * 1000 as ms from pgboss.job where name = 'settle-decision'",
      );
      return rows[0]?.ms ?? 0;
    };
    const handled: unknown[] = [];
    await jobs.work('settle-decision', async (data) => void handled.push(data));
    const soon = { applicationId: 'a-1', decisionId: 'd-1' };
    await jobs.enqueue(sqlOf(database.pool), 'settle-decision', soon, { afterMs: 60_000 });
    expect(await startOf()).toBeCloseTo(60_000, -2);
    await jobs.enqueue(sqlOf(database.pool), 'settle-decision', soon, { afterMs: 0 });
    await inTransaction('commit', first);
    await jobs.work('verify-application', async (data) => void handled.push(data));
    await vi.waitFor(async () => expect((await states())['a-1:1']).toBe('completed'), eventually);
    expect(handled).toEqual([first]);
    await database.pool.query("update pgboss.job set start_after = now() where name = 'settle-decision'");
    await vi.waitFor(() => expect(handled).toEqual([first, soon]), eventually);
  });

  test('a failing enqueue reaches the caller', async () => {
    const tx = { execute: () => Promise.reject(new Error('no connection')) };
    await expect(jobs.enqueue(tx, 'verify-application', first)).rejects.toThrow('no connection');
  });
});

describe('work', () => {
  test('a handler that throws is run again until it does not, and what it threw is not kept', async () => {
    let runs = 0;
    await jobs.work('verify-application', async () => {
      runs += 1;
      if (runs === 1) throw new RangeError('about Zhang Wei');
    });
    await inTransaction('commit', first);
    await vi.waitFor(async () => expect(await states()).toEqual({ 'a-1:1': 'retry' }), eventually);
    const { rows } = await database.pool.query('select output from pgboss.job');
    expect(rows).toEqual([{ output: { reason: 'RangeError' } }]);
    await vi.waitFor(async () => expect(await states()).toEqual({ 'a-1:1': 'completed' }), eventually);
    expect(runs).toBe(2);
    expect(errors).toHaveLength(1);
  });

  test('a job whose time is up is handed out again, as after the death of another process', async () => {
    const handled: unknown[] = [];
    await inTransaction('commit', first);
    await database.pool.query(
      `update pgboss.job set state = 'active', started_on = now() - expire_in - interval '1 second'`,
    );
    await jobs.work('verify-application', async (data) => void handled.push(data));
    await vi.waitFor(() => expect(handled).toEqual([first]), eventually);
  });
});

describe('close', () => {
  test('aborts the running handler, waits for it, and the job is run again later', async () => {
    const begun = vi.fn();
    const ended = vi.fn();
    await jobs.work('verify-application', async (_data, signal) => {
      begun();
      await once(signal, 'abort');
      ended();
      throw signal.reason;
    });
    await inTransaction('commit', first);
    await vi.waitFor(() => expect(begun).toHaveBeenCalled(), eventually);
    expect(jobs.isReady()).toBe(true);
    await jobs.close();
    expect(ended).toHaveBeenCalledTimes(1);
    expect(jobs.isReady()).toBe(false);
    expect(await states()).toEqual({ 'a-1:1': 'retry' });
  });

  test('takes no job afterwards', async () => {
    const handler = vi.fn();
    await jobs.work('verify-application', handler);
    await jobs.close();
    await inTransaction('commit', first);
    expect(await states()).toEqual({ 'a-1:1': 'created' });
    await expect(jobs.work('verify-application', handler)).rejects.toThrow('closed');
    expect(handler).not.toHaveBeenCalled();
  });
});

describe('a database that is away', () => {
  test('makes the jobs not ready, without a rejection that nobody handles', async () => {
    const pool = { query: vi.fn((text: string, values?: unknown[]) => database.pool.query(text, values)) };
    const other = await openJobs({ pool, isSoleProcess: false, onError: (error) => errors.push(error) });
    expect(other.isReady()).toBe(true);
    pool.query.mockRejectedValue(new Error('server closed the connection'));
    await other.work('verify-application', async () => undefined);
    await vi.waitFor(() => expect(other.isReady()).toBe(false), eventually);
    expect(String(errors[0])).toContain('server closed the connection');
    pool.query.mockImplementation((text, values) => database.pool.query(text, values));
    await vi.waitFor(() => expect(other.isReady()).toBe(true), eventually);
    await other.close();
  });
});

describe('the id of a job', () => {
  test('is a UUID that only name and key decide', () => {
    expect(jobId('verify-application', 'a-1:1')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
    );
    expect(jobId('verify-application', 'a-1:1')).toBe(jobId('verify-application', 'a-1:1'));
    expect(jobId('verify-application', 'a-1:1')).not.toBe(jobId('tend', 'a-1:1'));
  });
});

if (isEmbedded()) {
  describe('a process killed in the middle of a job', () => {
    test('leaves a job that runs again as soon as the next process starts', async () => {
      const directory = await copyTemplate();
      const script = new URL('./hanging-worker.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, ['--import', 'tsx', script, directory], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said] = (await once(child.stdout, 'data')) as [Buffer];
      expect(said.toString()).toBe('took a-1\n');
      child.kill('SIGKILL');
      await once(child, 'exit');

      const pool = await openEmbeddedPool({ directory, onFatal: (error) => errors.push(error) });
      const { rows } = await pool.query('select state::text from pgboss.job');
      expect(rows).toEqual([{ state: 'active' }]);
      const restarted = await open(pool);
      const handled: unknown[] = [];
      await restarted.work('verify-application', async (data) => void handled.push(data));
      await vi.waitFor(() => expect(handled).toEqual([first]), eventually);
      await restarted.close();
      await pool.end();
      rmSync(directory, { recursive: true, force: true });
      expect(errors).toEqual([]);
    });
  });
}
