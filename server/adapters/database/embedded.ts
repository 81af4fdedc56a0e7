// A pool of connections to a PostgreSQL that runs inside this process and keeps its files in one folder.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { lockDirectory } from './directory-lock.ts';
import { ensureCluster } from './embedded-cluster.ts';
import { openHub } from './embedded-hub.ts';
import { EmbeddedStream } from './embedded-stream.ts';
import { listenToErrors } from './postgres.ts';
import { columnTypes } from './types.ts';

export interface EmbeddedConfig {
  /** Made if it isn't there. One process at a time; another one is refused with `DirectoryInUse`. */
  directory: string;
  /** The engine is gone and everything that waited for it was rejected. Acknowledged writes are safe; start anew. */
  onFatal: (error: Error) => void;
  /** Something went wrong that the next try may put right, such as a checkpoint. */
  onWarning?: (error: Error) => void;
  maxConnections?: number;
  idleInTransactionTimeoutMs?: number;
}

const maintenanceIntervalMs = 30_000;

/**
 * The one session behind all connections costs four things a server has: no named prepared statements, no
 * session-level SET or advisory locks, no LISTEN, and one transaction at a time. So: keep transactions short, and
 * never wait inside one for a query on another connection (it ends with SQLSTATE 25P03 after 30 s).
 * `pool.end()` closes the database and frees the directory.
 */
export async function openEmbeddedPool(config: EmbeddedConfig): Promise<pg.Pool> {
  const directory = resolve(config.directory);
  const { onWarning = () => undefined } = config;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(directory);
  try {
    const hub = await openHub({
      clusterDirectory: await ensureCluster(directory),
      idleInTransactionTimeoutMs: config.idleInTransactionTimeoutMs ?? 30_000,
      onFatal: config.onFatal,
    });
    const pool = new pg.Pool({
      max: config.maxConnections ?? 10,
      types: columnTypes(),
      stream: () => new EmbeddedStream(hub),
      user: 'postgres',
      database: 'postgres',
      host: 'embedded',
      ssl: false,
    });
    listenToErrors(pool, onWarning);
    const maintenance = setInterval(() => {
      hub.maintain(false).catch((error: unknown) => onWarning(error as Error));
    }, maintenanceIntervalMs);
    maintenance.unref();

    const endPool: () => Promise<void> = pool.end.bind(pool);
    const endAll = async (): Promise<void> => {
      clearInterval(maintenance);
      await endPool();
      await hub.maintain(true).catch((error: unknown) => onWarning(error as Error));
      await hub.close();
      await lock.release();
    };
    let ending: Promise<void> | undefined;
    pool.end = () => (ending ??= endAll());
    return pool;
  } catch (error) {
    await lock.release();
    throw error;
  }
}
