// How the database finds the next case: by an index in the order of the queue, or by reading everything.
import type pg from 'pg';
import { createDatabase } from '../../../server/adapters/database/create-database.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}

/** Every node that reads a table: how, which, by what, and how many rows came of it. */
function readsOf(plan: Plan): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, 'Actual Rows': rows } = plan;
  const by = index === undefined ? '' : ` by ${index}`;
  const own = table === undefined ? [] : [`${type} of ${table}${by}: ${rows} rows`];
  return [...own, ...(plan.Plans ?? []).flatMap(readsOf)];
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Passes every statement on, and keeps the last one that locks. */
function listening(pool: pg.Pool): { pool: pg.Pool; locking: () => Statement } {
  let last: Statement | null = null;
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect();
    return new Proxy(client, {
      get(target, key) {
        const value = Reflect.get(target, key) as unknown;
        if (typeof value !== 'function') return value;
        if (key !== 'query') return value.bind(target) as unknown;
        return (text: string, values: readonly unknown[] = []) => {
          if (text.includes('for update')) last = { text, values };
          return target.query(text, [...values]);
        };
      },
    });
  };
  return {
    pool: Object.assign(Object.create(pool) as pg.Pool, { connect }),
    locking: () => {
      if (last === null) throw new Error('no statement locked anything');
      return last;
    },
  };
}

export async function explainClaim(pool: pg.Pool, reviewerId: string): Promise<readonly string[]> {
  const heard = listening(pool);
  const now = new Date();
  const cutOffs = { breached: now, near: now, today: now };
  await createDatabase(heard.pool).transaction((tx) =>
    tx.queue.lockNext({ now, reviewerId, cutOffs, filter: {} }, 'waiting', []),
  );
  const { text, values } = heard.locking();
  const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, timing off, format json) ${text}`,
    [...values],
  );
  const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
  if (plan === undefined) throw new Error('there is no plan');
  return readsOf(plan.Plan);
}
