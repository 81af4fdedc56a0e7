// How old the newest checkpoint is, and the newest that is kept elsewhere: for those who watch over the installation.
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

/** Null: there is none yet. */
export interface TrailState {
  readonly checkpointAgeSeconds: number | null;
  /** Entries that no checkpoint has. */
  readonly unsignedEntries: number;
  /** Since checkpoints were last handed over. */
  readonly keptAgeSeconds: number | null;
  /** Checkpoints that are not kept elsewhere. */
  readonly notKept: number;
}

export async function readTrailState({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): Promise<TrailState> {
  const newest = await database.checkpoints.newest();
  const kept = await database.checkpoints.keptUntil();
  const head = await database.audit.head();
  const age = (at: Date | undefined): number | null =>
    at === undefined ? null : Math.max(0, Math.round((clock.now().getTime() - at.getTime()) / 1000));
  return {
    checkpointAgeSeconds: age(newest?.at),
    unsignedEntries: head.seq - (newest?.lastSeq ?? 0),
    keptAgeSeconds: age(kept?.at),
    notKept: (newest?.number ?? 0) - (kept?.number ?? 0),
  };
}
