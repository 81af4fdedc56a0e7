// The purge of many applications at once, proof and files included, and what a look costs when nothing is due.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { createDatabase } from '../../../server/adapters/database/create-database.ts';
import { migrate } from '../../../server/adapters/database/migrate.ts';
import { createEncryptedDisk } from '../../support/encrypted-disk.ts';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { createSystemClock } from '../../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { createEnvelopeVault } from '../../../server/adapters/vault/envelope.ts';
import { createKeyRing } from '../../../server/adapters/wrapping-keys/key-ring.ts';
import { eraseDue } from '../../../server/features/privacy/erase-due.ts';
import { watchFaces } from '../../../server/features/privacy/watch-faces.ts';
import type { Aim } from '../aims.ts';
import { embedded, onServer, type BenchDatabase } from '../desk/database.ts';
import { kinds, seedPurge } from './seed.ts';

export interface PurgeFigures {
  readonly kind: BenchDatabase['kind'];
  readonly applications: number;
  readonly pieces: number;
  readonly seconds: number;
  readonly applicationsPerSecond: number;
  /** As many admitted sellers beside them, of whom nothing is due: the look of every minute, and the count of every hour. */
  readonly idleLookMs: number;
  readonly countFacesMs: number;
}

const whole = 100_000;

async function timedMs(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function purge(
  kind: BenchDatabase['kind'],
  pool: pg.Pool,
  folder: string,
  applications: number,
): Promise<PurgeFigures> {
  pool.on('error', () => undefined); // the database is dropped while the last connections are closing
  await migrate(pool);
  const evidence = join(folder, 'evidence');
  await seedPurge(pool, evidence, { due: applications, kept: applications });
  const database = createDatabase(pool);
  const keys = await createFileKeys({ path: join(folder, 'master.key') });
  const vault = createEnvelopeVault({
    keys,
    wrapping: createKeyRing(join(folder, 'wrapping.keys'), keys),
    store: createEncryptedDisk({ folder: evidence }),
    random: createSystemRandom(),
  });
  const deps = { database, vault, clock: createSystemClock() };
  const never = new AbortController().signal;
  const countFacesMs = await timedMs(() => watchFaces(deps));
  const ms = await timedMs(async () => {
    while ((await database.retention.dueApplications(new Date(), 1)).length > 0) await eraseDue(deps, never);
  });
  const left = await pool.query<{ count: number }>(
    `select count(*)::int as count from evidence join applications on applications.id = application_id
     where state = 'refused' and erased_at is null`,
  );
  if (left.rows[0]?.count !== 0) throw new Error('something that was due is still there');
  const idleLookMs = await timedMs(() => eraseDue(deps, never));
  return {
    kind,
    applications,
    pieces: applications * kinds.length,
    seconds: ms / 1000,
    applicationsPerSecond: (applications * 1000) / ms,
    idleLookMs,
    countFacesMs,
  };
}

async function purgeOn(database: BenchDatabase, applications: number): Promise<PurgeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    return await database.use(folder, (pool) => purge(database.kind, pool, folder, applications));
  } finally {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** On PostgreSQL where BENCH_DATABASE_URL names a server; a tenth on the embedded one; of each a twentieth when quick. */
export async function measurePurge(isQuick: boolean): Promise<readonly PurgeFigures[]> {
  const url = process.env['BENCH_DATABASE_URL'];
  const all = isQuick ? whole / 20 : whole;
  const figures = [await purgeOn(embedded, all / 10)];
  return url === undefined ? figures : [...figures, await purgeOn(await onServer(url), all)];
}

export function printPurge(figures: readonly PurgeFigures[]): void {
  console.log('\npurge');
  for (const one of figures)
    console.log(
      `  ${one.kind.padEnd(9)} ${one.applications} applications, ${one.pieces} pieces: ${one.seconds.toFixed(1)} s, ` +
        `${one.applicationsPerSecond.toFixed(0)} a second; with as many kept, a look ${one.idleLookMs.toFixed(0)} ms, ` +
        `counting faces ${one.countFacesMs.toFixed(0)} ms`,
    );
}

/** A day's worth of a hundred thousand within an hour, and a look that leaves the minute to others. */
export function purgeAims(figures: readonly PurgeFigures[]): Aim[] {
  return figures.flatMap(({ kind, applicationsPerSecond, idleLookMs }) => [
    { what: `applications purged a second, ${kind}`, measured: applicationsPerSecond, atLeast: 28 },
    { what: `look with nothing due, ms, ${kind}`, measured: idleLookMs, below: 2000 },
  ]);
}
