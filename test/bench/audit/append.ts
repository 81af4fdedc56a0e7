// How many events a second enter the trail, by one writer and by many at once, beside the same rows without a chain.
import type pg from 'pg';
import { createDatabase } from '../../../server/adapters/database/create-database.ts';
import { migrate } from '../../../server/adapters/database/migrate.ts';
import { someEvent } from '../../support/trails.ts';

export interface AppendFigures {
  readonly writers: number;
  readonly eventsEach: number;
  readonly perSecond: number;
  /** The peer: rows of the same content, in a table without order or chain, in transactions as large. */
  readonly plainPerSecond: number;
  readonly ratio: number;
}

const writersAtOnce = [1, 10, 50];
const eventsInTransaction = [1, 5];

async function ratePerSecond(writers: number, forMs: number, once: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let times = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() - began < forMs) {
        await once();
        times += 1;
      }
    }),
  );
  return (times * 1000) / (performance.now() - began);
}

/** The pool's database must be empty. */
export async function measureAppend(pool: pg.Pool, isQuick: boolean): Promise<readonly AppendFigures[]> {
  pool.on('error', () => undefined); // the database is dropped while the last connections are closing
  await migrate(pool);
  await pool.query('create table plain_rows (id bigint generated always as identity, data jsonb not null)');
  const database = createDatabase(pool);
  const forMs = isQuick ? 500 : 2000;
  const figures: AppendFigures[] = [];
  for (const eventsEach of eventsInTransaction) {
    const events = Array.from({ length: eventsEach }, (_none, at) => someEvent(at + 1));
    const text = events.map((_event, at) => `($${at + 1})`).join(', ');
    const values = events.map((event) => JSON.stringify(event));
    const appending = () => database.transaction((tx) => tx.audit.append(...events));
    const inserting = () =>
      database.transaction((tx) => tx.execute(`insert into plain_rows (data) values ${text}`, values));
    for (const writers of writersAtOnce) {
      const perSecond = eventsEach * (await ratePerSecond(writers, forMs, appending));
      const plainPerSecond = eventsEach * (await ratePerSecond(writers, forMs, inserting));
      figures.push({ writers, eventsEach, perSecond, plainPerSecond, ratio: perSecond / plainPerSecond });
    }
  }
  return figures;
}
