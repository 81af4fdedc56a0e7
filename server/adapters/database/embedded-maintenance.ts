// Does for the embedded database what a server's checkpointer and autovacuum processes would do.
import type { PGlite } from '@electric-sql/pglite';

/** Write-ahead log since the last checkpoint that makes another one worth its 0.3 s; recovery reads it all. */
const checkpointAfterBytes = 16 * 1024 * 1024;
/** A vacuum takes 0.6 s at 10⁵ rows, all of them without an answer to anybody. */
const vacuumAfterBytes = 64 * 1024 * 1024;
/** At the end less is enough: nobody is waiting. */
const finalVacuumAfterBytes = 4 * 1024 * 1024;

export function createMaintenance(db: PGlite): (final: boolean) => Promise<void> {
  let checkpointAt = 0;
  let vacuumAt: number | undefined;

  async function writtenBytes(): Promise<number> {
    const { rows } = await db.query<{ written: number }>(
      "select (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8 as written",
    );
    return rows[0]?.written ?? 0;
  }

  return async (final) => {
    const written = await writtenBytes();
    vacuumAt ??= written;
    if (written - vacuumAt >= (final ? finalVacuumAfterBytes : vacuumAfterBytes)) {
      await db.exec('vacuum (analyze)');
      vacuumAt = await writtenBytes();
    }
    if (final || written - checkpointAt >= checkpointAfterBytes) {
      await db.exec('checkpoint');
      checkpointAt = await writtenBytes();
    }
  };
}
