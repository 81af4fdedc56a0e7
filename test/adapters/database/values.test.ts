// What goes into the database comes out the same, on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestPool, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestPool();
});
afterAll(() => database.close());

async function value(text: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await database.pool.query<{ value: unknown }>(`select ${text} as value`, values);
  return rows[0]?.value;
}

describe('values', () => {
  test('an int8 is a number', async () => {
    expect(await value('9007199254740991::int8')).toBe(Number.MAX_SAFE_INTEGER);
    expect(await value('(select count(*) from generate_series(1, 3))')).toBe(3);
  });

  test('an int8 that a number cannot hold is refused, not rounded', async () => {
    await expect(value('9007199254740993::int8')).rejects.toThrow(/safe integers/);
    expect(await value('1')).toBe(1);
  });

  test('jsonb keeps names, order of lists and characters beyond the basic plane', async () => {
    const document = { name: '𠮷野·娜', list: [3, 1, 2], nested: { nothing: null, quote: '"\\' } };
    expect(await value('$1::jsonb', [JSON.stringify(document)])).toEqual(document);
  });

  test('bytea keeps every byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    expect(await value('$1::bytea', [bytes])).toEqual(bytes);
    expect(await value('sha256($1::bytea)', [Buffer.from('abc')])).toEqual(
      Buffer.from('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'hex'),
    );
  });

  test('a large value passes in both directions', async () => {
    const text = 'x'.repeat(3_000_000);
    expect(await value('$1::text', [text])).toBe(text);
  });

  test('timestamptz, boolean, numeric, uuid, null and arrays have the types pg gives them', async () => {
    const at = new Date('2026-02-28T23:59:59.123Z');
    expect(await value('$1::timestamptz', [at])).toEqual(at);
    expect(await value('true')).toBe(true);
    expect(await value('1.10::numeric')).toBe('1.10');
    expect(await value("'6F9619FF-8B86-D011-B42D-00C04FC964FF'::uuid")).toBe(
      '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    );
    expect(await value('null::text')).toBeNull();
    expect(await value('$1::text[]', [['a', 'b "c"']])).toEqual(['a', 'b "c"']);
  });
});
