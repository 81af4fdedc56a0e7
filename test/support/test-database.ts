// Gives a test a migrated database of its own: embedded, or on the server that TEST_DATABASE_URL names.
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbeddedPool } from '../../server/adapters/database/embedded.ts';
import { openPostgresPool } from '../../server/adapters/database/postgres.ts';
import { databaseUrl, embeddedTemplate, serverTemplate } from './database-template.ts';

export interface TestDatabase {
  pool: pg.Pool;
  /** Where a second pool or process finds the same database, on a server. */
  url?: string;
  /** The data directory, when embedded. */
  directory?: string;
  close(): Promise<void>;
}

export function isEmbedded(): boolean {
  return process.env.TEST_DATABASE_URL === undefined;
}

export async function openTestPool(): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  return url === undefined ? openEmbeddedCopy() : openServerCopy(url);
}

/** A data directory of the test's own, migrated and not open. */
export async function copyTemplate(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  cpSync(await embeddedTemplate(), directory, { recursive: true });
  return directory;
}

async function openEmbeddedCopy(): Promise<TestDatabase> {
  const directory = await copyTemplate();
  const pool = await openEmbeddedPool({
    directory,
    onFatal: (error) => {
      throw error;
    },
  });
  return {
    pool,
    directory,
    close: async () => {
      await pool.end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function openServerCopy(serverUrl: string): Promise<TestDatabase> {
  const database = `portcullis_test_${randomBytes(6).toString('hex')}`;
  const template = await serverTemplate(serverUrl);
  await onServer(serverUrl, `create database ${database} template ${template}`);
  const url = databaseUrl(serverUrl, database);
  const pool = openPostgresPool({ url, maxConnections: 10 });
  return {
    pool,
    url,
    close: async () => {
      await pool.end();
      await onServer(serverUrl, `drop database ${database} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
