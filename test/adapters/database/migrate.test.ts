// Migrations run once, in order, and are never edited after they ran.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../../server/adapters/database/migrate.ts';
import { openTestPool, type TestDatabase } from '../../support/test-database.ts';

const create = 'create table steps (name text, at serial);';
const withFunction = `
  create function add_step(name text) returns void language plpgsql as $body$
  begin
    insert into steps (name) values ($1 || ';');
  end $body$;
  select add_step('second');`;

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await openTestPool();
});
afterAll(() => database.close());
beforeEach(async () => {
  // the template's own history out of the way
  await database.pool.query(
    'drop table if exists schema_migrations, steps; drop function if exists add_step',
  );
  directory = mkdtempSync(join(tmpdir(), 'portcullis-migrations-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function file(name: string, sql: string): void {
  writeFileSync(join(directory, name), sql);
}

async function steps(): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ name: string }>('select name from steps order by at');
  return rows.map(({ name }) => name);
}

describe('migrate', () => {
  test('runs the files in order, functions with semicolons included, and each once', async () => {
    file('0002-function.sql', withFunction);
    file('0001-create.sql', `${create} insert into steps (name) values ('first');`);
    expect(await migrate(database.pool, directory)).toEqual(['0001-create.sql', '0002-function.sql']);
    expect(await migrate(database.pool, directory)).toEqual([]);
    expect(await steps()).toEqual(['first', 'second;']);
  });

  test('an empty folder is no error', async () => {
    expect(await migrate(database.pool, directory)).toEqual([]);
  });

  test('a file that fails leaves nothing of itself, and those before it stay', async () => {
    file('0001-create.sql', create);
    file('0002-broken.sql', "insert into steps (name) values ('half'); select 1 / 0;");
    await expect(migrate(database.pool, directory)).rejects.toThrow('0002-broken.sql failed');
    expect(await steps()).toEqual([]);
    file('0002-broken.sql', "insert into steps (name) values ('whole');");
    expect(await migrate(database.pool, directory)).toEqual(['0002-broken.sql']);
    expect(await steps()).toEqual(['whole']);
  });

  test('a file edited after it ran is refused', async () => {
    file('0001-create.sql', create);
    await migrate(database.pool, directory);
    file('0001-create.sql', `${create} -- harmless`);
    await expect(migrate(database.pool, directory)).rejects.toThrow('0001-create.sql was edited');
  });

  test('a database ahead of the program is refused', async () => {
    file('0001-create.sql', create);
    await migrate(database.pool, directory);
    rmSync(join(directory, '0001-create.sql'));
    await expect(migrate(database.pool, directory)).rejects.toThrow('0001-create.sql, which this program');
  });

  test('a new file before one that ran is refused', async () => {
    file('0002-create.sql', create);
    await migrate(database.pool, directory);
    file('0001-late.sql', 'select 1;');
    await expect(migrate(database.pool, directory)).rejects.toThrow('comes before');
  });

  test('a badly named file and a number used twice are refused', async () => {
    file('1-create.sql', create);
    await expect(migrate(database.pool, directory)).rejects.toThrow('NNNN');
    rmSync(join(directory, '1-create.sql'));
    file('0001-a.sql', create);
    file('0001-b.sql', create);
    await expect(migrate(database.pool, directory)).rejects.toThrow('number 0001');
  });

  test('two programs that migrate at once run each file once between them', async () => {
    file('0001-create.sql', create);
    for (const number of ['2', '3', '4', '5']) {
      file(`000${number}-step.sql`, `insert into steps (name) values ('${number}'); select pg_sleep(0.01);`);
    }
    const second =
      database.url === undefined ? database.pool : new pg.Pool({ connectionString: database.url });
    const ran = await Promise.all([migrate(database.pool, directory), migrate(second, directory)]);
    if (second !== database.pool) await second.end();
    expect(ran.flat().sort()).toEqual([
      '0001-create.sql',
      ...['2', '3', '4', '5'].map((n) => `000${n}-step.sql`),
    ]);
    expect(await steps()).toEqual(['2', '3', '4', '5']);
  });
});
