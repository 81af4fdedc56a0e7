// The database over a pool of connections, embedded or not.
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from '../../ports/database.ts';
import { createStores } from './stores.ts';
import type { Tables } from './tables.ts';

/** Longer than a transaction should ever take; the embedded database answers only after the one that runs. */
const reachableWithinMs = 3_000;

/** Takes the pool over: `close` ends it. The tables must be there already. */
export function createDatabase(pool: pg.Pool): Database {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    // what is inside a jsonb column keeps its own names
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  let closing: Promise<void> | undefined;

  return {
    ...createStores(db),

    transaction: (work) =>
      db
        .transaction()
        .setIsolationLevel('read committed')
        .execute((tx) => work(createStores(tx))),

    isReachable: () => answersWithin(pool.query('select 1'), reachableWithinMs),

    close: () => (closing ??= pool.end()),
  };
}

/** Whether the question is answered in time; a late or failed answer is a no. */
async function answersWithin(question: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const answered = question.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
