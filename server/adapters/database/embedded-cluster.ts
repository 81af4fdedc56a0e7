// Prepares the embedded database's files at the first start.
import { execFile } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { syncDirectory } from './durable-files.ts';
import { processArguments, scriptUrl } from './embedded-scripts.ts';

/** The cluster's folder inside a data directory, made if it isn't there; the caller holds the directory's lock. */
export async function ensureCluster(directory: string): Promise<string> {
  const cluster = join(directory, 'postgres');
  if (existsSync(cluster)) return cluster;
  const unfinished = join(directory, 'postgres.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  await runInitdb(unfinished);
  // a crash before the rename leaves no half-made cluster behind; after it, a whole one that is on the disk
  syncTree(unfinished);
  renameSync(unfinished, cluster);
  syncDirectory(directory);
  return cluster;
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
