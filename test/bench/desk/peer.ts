// The same question to a well-kept queue: pg-boss hands out the next of as many jobs, on the same database.
import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { quantile } from '../http-load.ts';

export interface PeerFigures {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const schema = 'bench_peer';
const queue = 'cases';
const fetches = 100;

export async function measurePeer(pool: pg.Pool, open: number): Promise<PeerFigures> {
  const boss = new PgBoss({
    schema,
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error) => {
    throw error;
  });
  await boss.start();
  await boss.createQueue(queue);
  await boss.insert(Array.from({ length: open }, () => ({ name: queue })));
  await pool.query(`analyze ${schema}.job`);
  const times: number[] = [];
  for (let round = 0; round < fetches; round++) {
    const beganAt = performance.now();
    const [job] = await boss.fetch(queue);
    if (job === undefined) throw new Error('there is no job');
    times.push(performance.now() - beganAt);
  }
  await boss.stop({ graceful: false, close: false });
  const sorted = times.toSorted((a, b) => a - b);
  return { name: 'pg-boss fetch', p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) };
}
