// Brings the database's tables up to what this program expects.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

export interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

/** Beside this file, in the sources and in the build alike. */
export const migrationsDirectory = fileURLToPath(new URL('./migrations', import.meta.url));

const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;
/** Any number that nobody else locks; only migrating programs take it. */
const migrationLock = 7_031_001;

const createTable = `
  create table if not exists schema_migrations (
    name text primary key,
    sha256 text not null, -- of the file as it was run
    applied_at timestamptz not null default now()
  )`;

export function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const numbers = names.map((name) => {
    const number = fileName.exec(name)?.[1];
    if (number === undefined) throw new Error(`migration ${name} is not named NNNN-what-it-does.sql`);
    return number;
  });
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined) throw new Error(`two migrations have the number ${twice}`);
  return names.map((name) => {
    const sql = readFileSync(join(directory, name), 'utf8');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Runs the files that haven't run yet, in order, each in a transaction of its own; answers their names.
 * Throws when a file that ran was edited or removed since, or when a new one would come before one that ran.
 * Safe to call from several processes at once.
 */
export async function migrate(pool: pg.Pool, directory: string = migrationsDirectory): Promise<string[]> {
  const migrations = readMigrations(directory);
  const applied: string[] = [];
  const client = await pool.connect();
  try {
    for (;;) {
      const name = await inTransaction(client, () => runNext(client, migrations));
      if (name === undefined) return applied;
      applied.push(name);
    }
  } finally {
    client.release();
  }
}

async function inTransaction<Answer>(client: pg.PoolClient, run: () => Promise<Answer>): Promise<Answer> {
  await client.query('begin');
  try {
    const answer = await run();
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function runNext(client: pg.PoolClient, migrations: Migration[]): Promise<string | undefined> {
  // locks that end with the transaction: the embedded database's one session would share any other kind
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  await client.query('set local statement_timeout = 0');
  await client.query(createTable);
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migrations order by name',
  );
  assertHistoryUnchanged(rows, migrations);
  const next = migrations[rows.length];
  if (!next) return undefined;
  try {
    // without parameters: one simple query, which may hold many statements and dollar-quoted functions
    await client.query(next.sql);
  } catch (error) {
    throw new Error(`migration ${next.name} failed`, { cause: error });
  }
  await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [
    next.name,
    next.sha256,
  ]);
  return next.name;
}

/** What ran must be a prefix of what there is to run. */
function assertHistoryUnchanged(applied: { name: string; sha256: string }[], migrations: Migration[]): void {
  for (const [index, { name, sha256 }] of applied.entries()) {
    const file = migrations.find((migration) => migration.name === name);
    if (!file) throw new Error(`the database has migration ${name}, which this program doesn't know`);
    if (file.sha256 !== sha256)
      throw new Error(`migration ${name} was edited after it ran; add a new one instead`);
    const expected = migrations[index]?.name ?? name;
    if (expected !== name)
      throw new Error(`migration ${expected} is new but comes before ${name}, which ran already`);
  }
}
