// A pool of connections to a PostgreSQL server.
import pg from 'pg';
import { columnTypes } from './types.ts';

export interface PostgresConfig {
  url: string;
  maxConnections: number;
  /** Told of connections that broke while nobody was using them; the pool replaces them by itself. */
  onWarning?: (error: Error) => void;
}

/** No statement of ours is meant to take longer; a migration lifts the limit for itself. */
const statementTimeoutMs = 30_000;
/** As long as the embedded database grants: a transaction that forgot to end must not hold its locks for ever. */
const idleInTransactionTimeoutMs = 30_000;
const connectTimeoutMs = 10_000;

/** Does not connect yet: the first query does. */
export function openPostgresPool({ url, maxConnections, onWarning }: PostgresConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types: columnTypes(),
    application_name: 'portcullis',
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  });
  listenToErrors(pool, onWarning);
  return pool;
}

/** A connection that breaks emits `error`, which without a listener ends the process; its query rejects as well. */
export function listenToErrors(pool: pg.Pool, onWarning: (error: Error) => void = () => undefined): void {
  pool.on('error', onWarning);
  // while a connection is lent out, the pool itself doesn't listen
  pool.on('connect', (client) => client.on('error', () => undefined));
}
