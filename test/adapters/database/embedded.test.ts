// The embedded database keeps what it acknowledged, keeps the event loop free, and fails loudly.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DirectoryInUse } from '../../../server/adapters/database/directory-lock.ts';
import { openDurable } from '../../../server/adapters/database/durable-files.ts';
import { stopAtCrash } from '../../../server/adapters/database/embedded-crash.ts';
import { createMaintenance } from '../../../server/adapters/database/embedded-maintenance.ts';
import { openEmbeddedPool } from '../../../server/adapters/database/embedded.ts';
import { copyTemplate } from '../../support/test-database.ts';

let directory: string;
let fatal: Error[];
let pools: pg.Pool[];

beforeEach(async () => {
  directory = await copyTemplate();
  fatal = [];
  pools = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await Promise.all(pools.map((pool) => pool.end()));
  rmSync(directory, { recursive: true, force: true });
});

async function open(options: { idleInTransactionTimeoutMs?: number } = {}): Promise<pg.Pool> {
  const pool = await openEmbeddedPool({ directory, onFatal: (error) => fatal.push(error), ...options });
  pools.push(pool);
  return pool;
}

const manyBytes =
  'create table ballast as select repeat(md5(i::text), 30) as text from generate_series(1, 25000) i';

async function checkpointOf(pool: pg.Pool): Promise<unknown> {
  const { rows } = await pool.query<{ lsn: string }>(
    'select checkpoint_lsn as lsn from pg_control_checkpoint()',
  );
  return rows[0]?.lsn;
}

describe('fsync', () => {
  test('every commit hands the write-ahead log to the host’s fsync, a read need not', async () => {
    const { db, counter } = await openDurable(join(directory, 'postgres'));
    await db.exec('create table things (id int)');
    for (let id = 0; id < 5; id += 1) {
      const before = counter.walSyncs;
      await db.query('insert into things values ($1)', [id]);
      expect(counter.walSyncs).toBeGreaterThan(before);
    }
    const before = counter.walSyncs;
    await db.query('select count(*) from things');
    expect(counter.walSyncs).toBe(before);
    await db.close();
  });

  test('a database whose commits do not reach the disk refuses to start, whatever its settings say', async () => {
    const noHook = vi.fn();
    await expect(openDurable(join(directory, 'postgres'), noHook)).rejects.toThrow('did not reach the disk');
    expect(noHook).toHaveBeenCalledTimes(1);
  });

  test('loses no acknowledged row when its process is killed', async () => {
    const script = fileURLToPath(new URL('./acknowledging-writer.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: number[] = [];
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(Number(line));
      if (acknowledged.length === 150) child.kill('SIGKILL');
    }
    const pool = await open();
    const { rows } = await pool.query<{ number: number }>('select number from written');
    const found = new Set(rows.map(({ number }) => number));
    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    expect(acknowledged.filter((number) => !found.has(number))).toEqual([]);
  });
});

describe('the data directory', () => {
  test('is refused to a second opener with the owner’s pid, and free after end', async () => {
    const pool = await open();
    await expect(openEmbeddedPool({ directory, onFatal: () => undefined })).rejects.toMatchObject({
      name: DirectoryInUse.name,
      ownerPid: process.pid,
    });
    await pool.end();
    const again = await open();
    await again.query('select 1');
  });

  test('is free after a start that failed', async () => {
    const control = join(directory, 'postgres/global/pg_control');
    const bytes = readFileSync(control);
    rmSync(control);
    await expect(openEmbeddedPool({ directory, onFatal: () => undefined })).rejects.toThrow();
    writeFileSync(control, bytes);
    await (await open()).query('select 1');
  });

  test('is made by the first start, of which no half remains', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'portcullis-first-'));
    const fresh = join(parent, 'data');
    const pool = await openEmbeddedPool({ directory: fresh, onFatal: (error) => fatal.push(error) });
    expect((await pool.query('show shared_buffers')).rows).toEqual([{ shared_buffers: '16MB' }]);
    expect(readdirSync(fresh).filter((name) => name.includes('unfinished'))).toEqual([]);
    await pool.end();
    rmSync(parent, { recursive: true });
  });

  test('is left as after an orderly shutdown', async () => {
    const pool = await open();
    await pool.query('create table things (id int)');
    await pool.end();
    // the 5th word of pg_control is the cluster's state; 1 is "shut down"
    expect(readFileSync(join(directory, 'postgres/global/pg_control')).readUInt32LE(16)).toBe(1);
  });
});

describe('the event loop', () => {
  test('turns while the database computes', async () => {
    const pool = await open();
    await pool.query('select 1');
    let isDone = false;
    const long = pool.query('select count(*) from generate_series(1, 3000000)').then(() => (isDone = true));
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect(isDone).toBe(false);
    await long;
  });
});

describe('the one session', () => {
  test('has no named prepared statements to confuse its clients with', async () => {
    const pool = await open();
    await expect(pool.query({ name: 'mine', text: 'select 1', values: [] })).rejects.toThrow(
      'named prepared',
    );
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('is taken from a transaction that sits idle while others wait', async () => {
    const pool = await open({ idleInTransactionTimeoutMs: 20 });
    const client = await pool.connect();
    await client.query('begin');
    await client.query('create table forgotten (id int)');
    expect((await pool.query("select to_regclass('forgotten') as found")).rows).toEqual([{ found: null }]);
    await expect(client.query('commit')).rejects.toThrow();
    client.release();
    expect(fatal).toEqual([]);
  });
});

describe('checkpoints', () => {
  test('come on a timer once enough was written', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const pool = await open();
    await pool.query(manyBytes);
    const before = await checkpointOf(pool);
    vi.advanceTimersByTime(30_000);
    expect(await checkpointOf(pool)).not.toBe(before);
  });

  test('and vacuums are done by the amount written, and at the end in any case', async () => {
    const { db } = await openDurable(join(directory, 'postgres'));
    const maintain = createMaintenance(db);
    const checkpoint = async (): Promise<unknown> =>
      (await db.query<{ lsn: string }>('select checkpoint_lsn as lsn from pg_control_checkpoint()')).rows[0]
        ?.lsn;
    await maintain(false);
    const first = await checkpoint();
    await db.exec('create table little (id int)');
    await maintain(false);
    expect(await checkpoint()).toBe(first);
    await db.exec(manyBytes);
    await db.exec('delete from ballast');
    await maintain(true);
    expect(await checkpoint()).not.toBe(first);
    expect((await db.query('select pg_relation_size($1) as bytes', ['ballast'])).rows).toEqual([
      { bytes: 0 },
    ]);
    await db.close();
  });
});

describe('a crash', () => {
  test('of the thread rejects what waits and what comes later, and is reported once', async () => {
    const post = vi.spyOn(Worker.prototype, 'postMessage');
    const pool = await open();
    const client = await pool.connect();
    await client.query('begin');
    const waiting = [
      client.query('select count(*) from generate_series(1, 30000000)'),
      pool.query('select 1'),
      pool.query('select 2'),
    ];
    const outcome = Promise.allSettled(waiting);
    await (post.mock.contexts[0] as Worker).terminate();
    expect((await outcome).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pool.query('select 3')).rejects.toThrow('embedded database');
    client.release();
    expect(fatal).toHaveLength(1);
  });

  test('of the engine (PANIC: no write-ahead log) is not passed over', async () => {
    const pool = await open();
    rmSync(join(directory, 'postgres/pg_wal'), { recursive: true });
    await expect(pool.query(manyBytes)).rejects.toThrow('crashed');
    await expect(pool.query('select 1')).rejects.toThrow('crashed');
    expect(fatal).toHaveLength(1);
  });

  test('is told from an SQL error by its exit status', () => {
    const thrown = [{ status: 100 }, new Error('unreachable')];
    for (const error of thrown) {
      const engine = {
        _PostgresMainLoopOnce: () => {
          throw error as Error;
        },
      };
      const onCrash = vi.fn();
      stopAtCrash({ Module: engine } as unknown as Parameters<typeof stopAtCrash>[0], onCrash);
      expect(() => engine._PostgresMainLoopOnce()).toThrow();
      expect(onCrash.mock.calls).toEqual(error instanceof Error ? [[error]] : []);
    }
  });
});
