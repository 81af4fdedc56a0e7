// Prepares the embedded database's files at the first start.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { syncDirectory } from './durable-files.ts';
import { processArguments, scriptUrl } from './embedded-scripts.ts';

const unfinishedPrefix = 'postgres.unfinished-';

/** The cluster's folder inside a data directory, made if it isn't there; the caller holds the directory's lock. */
export async function ensureCluster(directory: string): Promise<string> {
  const cluster = join(directory, 'postgres');
  if (existsSync(cluster)) return cluster;
  removeUnfinished(directory);
  // a name used once: when a process is killed in its first start, its initdb lives on and writes for a while
  const unfinished = join(directory, `${unfinishedPrefix}${randomBytes(8).toString('hex')}`);
  await runInitdb(unfinished);
  // a crash before the rename leaves no half-made cluster behind; after it, a whole one that is on the disk
  syncTree(unfinished);
  renameSync(unfinished, cluster);
  syncDirectory(directory);
  return cluster;
}

/** As far as it goes: into one of them somebody may still be writing; the next first start removes it, or nobody. */
function removeUnfinished(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    try {
      rmSync(join(directory, name), { recursive: true, force: true });
    } catch {
      // not in anybody's way
    }
  }
}

async function runInitdb(directory: string): Promise<void> {
  const script = fileURLToPath(scriptUrl('embedded-initdb'));
  await promisify(execFile)(process.execPath, [...processArguments(), script, directory]);
}

function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncFile(path);
  }
  syncDirectory(directory);
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
