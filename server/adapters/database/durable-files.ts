// Makes the embedded database's commits reach the disk, with the proof that they do.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface OpenFile {
  /** The host's descriptor; directories have none. */
  nfd?: number | null;
  node: unknown;
  path?: string;
}

/** The part of Emscripten's NODEFS that an fsync needs. */
interface HostFileSystem {
  stream_ops: { fsync?: (file: OpenFile) => number };
  realPath(node: unknown): string;
}

export interface SyncCounter {
  /** How many times a file of the write-ahead log was handed to the host's fsync. */
  walSyncs: number;
}

export type FsyncHook = (module: unknown, counter: SyncCounter) => void;

/**
 * Gives NODEFS the fsync it lacks. Where NODEFS isn't at the place known for PGlite 0.5.16 nothing is hooked:
 * {@link assertCommitsReachDisk} finds out.
 */
export const hookFsync: FsyncHook = (module, counter) => {
  const host = (module as { NODEFS?: HostFileSystem }).NODEFS;
  if (!host) return;
  host.stream_ops.fsync = (file) => {
    if (file.nfd === undefined || file.nfd === null) syncDirectory(host.realPath(file.node));
    else {
      // an error here must not be swallowed: after a failed fsync the kernel may have dropped the pages
      fsyncSync(file.nfd);
      if (file.path?.includes('/pg_wal/')) counter.walSyncs += 1;
    }
    return 0;
  };
};

/** Some systems (Windows) cannot sync a directory; there the rename itself is durable, or nothing is. */
export function syncDirectory(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(descriptor);
  }
}

class DurableNodeFS extends NodeFS {
  readonly #onModule: (module: unknown) => void;

  constructor(directory: string, onModule: (module: unknown) => void) {
    super(directory);
    this.#onModule = onModule;
  }

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const answer = await super.init(...args);
    answer.emscriptenOpts.preRun?.push((module: unknown) => this.#onModule(module));
    return answer;
  }
}

export interface DurableEngine {
  db: PGlite;
  counter: SyncCounter;
}

/** Opens a cluster that initdb has made already. Rejects when its commits would not survive a power cut. */
export async function openDurable(
  clusterDirectory: string,
  hook: FsyncHook = hookFsync,
): Promise<DurableEngine> {
  const counter: SyncCounter = { walSyncs: 0 };
  const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'); // -F means fsync=off
  const settings = ['fsync=on', 'synchronous_commit=on', 'wal_sync_method=fsync', 'shared_buffers=16MB'];
  const db = new PGlite({
    fs: new DurableNodeFS(clusterDirectory, (module) => hook(module, counter)),
    startParams: [...startParams, ...settings.flatMap((setting) => ['-c', setting])],
  });
  await db.waitReady;
  await assertCommitsReachDisk(db, counter);
  return { db, counter };
}

async function assertCommitsReachDisk(db: PGlite, counter: SyncCounter): Promise<void> {
  const before = counter.walSyncs;
  // writes a record to the log and commits it, without leaving a row anywhere
  await db.query("select pg_logical_emit_message(true, 'portcullis', 'boot probe')");
  if (counter.walSyncs > before) return;
  await db.close();
  throw new Error(
    'the embedded database refused to start: a committed write did not reach the disk (no fsync was seen). ' +
      'Set DATABASE_URL to use a PostgreSQL server instead.',
  );
}
