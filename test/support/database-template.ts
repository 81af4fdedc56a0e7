// Prepares, once per state of the migrations, the migrated database that every test file gets a copy of.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { openEmbeddedPool } from '../../server/adapters/database/embedded.ts';
import { migrate, migrationsDirectory, readMigrations } from '../../server/adapters/database/migrate.ts';
import { openPostgresPool } from '../../server/adapters/database/postgres.ts';

const folder = resolve('test-output/database-template');
const keptForMs = 24 * 60 * 60 * 1000;

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest: unknown = createRequire(import.meta.url)(join(entry, '../../package.json'));
  return (manifest as { version: string }).version;
}

function migrationsKey(): string {
  const hash = createHash('sha256');
  for (const { name, sha256 } of readMigrations(migrationsDirectory)) hash.update(`${name} ${sha256}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** Vitest calls it before the project's first test file. */
export async function setup(): Promise<void> {
  await (process.env.TEST_DATABASE_URL === undefined
    ? embeddedTemplate()
    : serverTemplate(process.env.TEST_DATABASE_URL));
}

/** A data directory with a migrated database that nobody has open; never open it, copy it. */
export async function embeddedTemplate(): Promise<string> {
  const template = join(folder, `migrated-${pgliteVersion()}-${migrationsKey()}`);
  if (existsSync(template)) return template;
  forgetOldTemplates();
  const base = await publish(join(folder, `empty-${pgliteVersion()}`), async (directory) => {
    await (await openEmbedded(directory)).end();
  });
  return publish(template, async (directory) => {
    cpSync(base, directory, { recursive: true });
    const pool = await openEmbedded(directory);
    await migrate(pool);
    await pool.end();
  });
}

function openEmbedded(directory: string): Promise<pg.Pool> {
  return openEmbeddedPool({
    directory,
    onFatal: (error) => {
      throw error;
    },
  });
}

/** Makes a folder under another name first: another test run may be making the same one. */
async function publish(target: string, make: (directory: string) => Promise<void>): Promise<string> {
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  const own = mkdtempSync(join(folder, 'making-'));
  try {
    await make(own);
    renameSync(own, target);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function forgetOldTemplates(): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => !each.startsWith('empty-'))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > keptForMs) rmSync(path, { recursive: true, force: true });
  }
}

/** The name of a migrated database on the server, for `create database … template`. */
export async function serverTemplate(url: string): Promise<string> {
  const template = `portcullis_template_${migrationsKey()}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    // held until the connection ends: of several test runs, one makes the template
    await admin.query('select pg_advisory_lock(7031002)');
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 1) return template;
    await admin.query(`drop database if exists ${template}_making`);
    await admin.query(`create database ${template}_making`);
    const pool = openPostgresPool({ url: databaseUrl(url, `${template}_making`), maxConnections: 1 });
    await migrate(pool).finally(() => pool.end());
    await admin.query(`alter database ${template}_making rename to ${template}`);
    return template;
  } finally {
    await admin.end();
  }
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
