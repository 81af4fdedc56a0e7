// Where a server keeps its rows while it is killed: embedded, or a database of its own on the server that is named.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface DurableDatabase {
  /** Null: embedded. */
  readonly url: string | null;
  drop(): Promise<void>;
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** DURABILITY_DATABASE_URL names a PostgreSQL server; without it, the embedded database is meant. */
export async function openDurableDatabase(): Promise<DurableDatabase> {
  const serverUrl = process.env['DURABILITY_DATABASE_URL'];
  if (serverUrl === undefined) return { url: null, drop: async () => undefined };
  const name = `portcullis_killed_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database ${name} with (force)`) };
}
