// Transactions and errors behave alike on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestPool, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestPool();
  await database.pool.query(
    'create table seats (id int primary key, held_by int not null check (held_by >= 0))',
  );
});
afterAll(() => database.close());

function codeOf(text: string, values: unknown[] = []): Promise<unknown> {
  return database.pool.query(text, values).then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

describe('connections', () => {
  test('ten clients in transactions at once read their own writes and nobody else’s', async () => {
    await database.pool.query('create table notes (client int, step int, primary key (client, step))');
    const seen = await Promise.all(
      Array.from({ length: 10 }, async (_, client) => {
        const connection = await database.pool.connect();
        const steps: unknown[] = [];
        for (let step = 0; step < 20; step += 1) {
          await connection.query('begin');
          await connection.query('insert into notes values ($1, $2)', [client, step]);
          const { rows } = await connection.query(
            'select $1::int as client, max(step) as step from notes where client = $1',
            [client],
          );
          await connection.query(step % 4 === 3 ? 'rollback' : 'commit');
          steps.push(...(rows as unknown[]));
        }
        connection.release();
        return steps;
      }),
    );
    for (const [client, steps] of seen.entries()) {
      expect(steps).toEqual(Array.from({ length: 20 }, (_, step) => ({ client, step })));
    }
    const { rows } = await database.pool.query('select count(*) as kept from notes');
    expect(rows).toEqual([{ kept: 150 }]);
  });

  test('a client that leaves in the middle of a transaction leaves nothing behind', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('insert into seats values (100, 1)');
    client.release(true);
    const { rows } = await database.pool.query('select from seats where id = 100');
    expect(rows).toEqual([]);
  });

  test('an error spoils its own transaction only', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await expect(client.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    client.release();
    expect(await codeOf('select 1')).toBeUndefined();
  });
});

describe('errors carry the SQLSTATE', () => {
  test.each([
    ['unique_violation', '23505', 'insert into seats values (1, 1), (1, 2)'],
    ['check_violation', '23514', 'insert into seats values (2, -1)'],
    ['not_null_violation', '23502', 'insert into seats values (3, null)'],
    ['undefined_table', '42P01', 'select from nowhere'],
    ['syntax_error', '42601', 'selekt'],
    ['raise_exception', 'P0001', "do $$ begin raise exception 'no'; end $$"],
  ])('%s is %s', async (_name, code, text) => {
    expect(await codeOf(text)).toBe(code);
  });

  test('a bad parameter is refused and the connection goes on', async () => {
    expect(await codeOf('select $1::int', ['x'])).toBe('22P02');
    expect(await codeOf('select $1::int', [1])).toBeUndefined();
  });

  test('a violated constraint is named', async () => {
    await expect(database.pool.query('insert into seats values (4, -1)')).rejects.toMatchObject({
      constraint: 'seats_held_by_check',
      table: 'seats',
    });
  });
});
