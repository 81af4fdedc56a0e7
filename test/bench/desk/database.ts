// Where the desk is measured: the embedded database, or one of its own on the server that BENCH_DATABASE_URL names.
import { join } from 'node:path';
import pg from 'pg';
import { openEmbeddedPool } from '../../../server/adapters/database/embedded.ts';
import { columnTypes } from '../../../server/adapters/database/types.ts';

export interface BenchDatabase {
  readonly kind: 'embedded' | 'postgres';
  /** For the server that is measured. */
  readonly environment: Readonly<Record<string, string>>;
  /** While no server runs. The folder is the server's data folder. */
  use<T>(folder: string, work: (pool: pg.Pool) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

async function ending<T>(pool: pg.Pool, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

export const embedded: BenchDatabase = {
  kind: 'embedded',
  environment: {},
  async use(folder, work) {
    const onFatal = (error: Error): never => {
      throw error;
    };
    return ending(await openEmbeddedPool({ directory: join(folder, 'database'), onFatal }), work);
  },
  drop: () => Promise.resolve(),
};

export async function onServer(url: string): Promise<BenchDatabase> {
  const name = `portcullis_bench_${process.pid}_${Date.now()}`;
  const asAdmin = (statement: string): Promise<unknown> =>
    ending(new pg.Pool({ connectionString: url }), (pool) => pool.query(statement));
  await asAdmin(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    kind: 'postgres',
    environment: { DATABASE_URL: own.href },
    use: (_folder, work) => ending(new pg.Pool({ connectionString: own.href, types: columnTypes() }), work),
    async drop() {
      await asAdmin(`drop database if exists ${name} with (force)`);
    },
  };
}
