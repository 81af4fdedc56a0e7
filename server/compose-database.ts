// Opens the database that the configuration names, brought up to date.
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { createDatabase } from './adapters/database/create-database.ts';
import { openEmbeddedPool } from './adapters/database/embedded.ts';
import { migrate } from './adapters/database/migrate.ts';
import { openPostgresPool } from './adapters/database/postgres.ts';
import type { Config } from './config.ts';
import type { Database } from './ports/database.ts';

export type Pool = Awaited<ReturnType<typeof openEmbeddedPool>>;

const postgresConnections = 10;

export interface Surroundings {
  readonly log: Logger;
  readonly onFatal: (error: Error) => void;
}

export async function openDatabase(
  config: Config,
  { log, onFatal }: Surroundings,
  inFront: (pool: Pool) => Pool = (pool) => pool,
): Promise<{ pool: Pool; database: Database }> {
  const onWarning = (error: Error): void => log.warn({ event: 'database.warned', err: error });
  const directory = join(resolve(config.PORTCULLIS_DATA_DIR), 'database');
  const pool =
    config.DATABASE_URL === undefined
      ? await openEmbeddedPool({ directory, onFatal, onWarning })
      : openPostgresPool({
          url: config.DATABASE_URL.reveal(),
          maxConnections: postgresConnections,
          onWarning,
        });
  await migrate(pool);
  const asked = inFront(pool);
  return { pool: asked, database: createDatabase(asked) };
}
