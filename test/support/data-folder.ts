// A data folder of a test's own with a migrated database that nobody has open, as commands find it when no server runs.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTemplate } from './test-database.ts';

export interface DataFolder {
  /** The configuration that commands read. */
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export async function openDataFolder(more: Readonly<Record<string, string>> = {}): Promise<DataFolder> {
  const path = mkdtempSync(join(tmpdir(), 'portcullis-command-'));
  renameSync(await copyTemplate(), join(path, 'database'));
  return {
    environment: { NODE_ENV: 'test', PORTCULLIS_DATA_DIR: path, ...more },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** For what must be refused before anything is opened: a folder that is not there, and is not there afterwards. */
export const nowhere = join(tmpdir(), `portcullis-none-${randomUUID()}`);
