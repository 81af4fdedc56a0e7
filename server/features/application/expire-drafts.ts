// Ends applications that their applicants have left.
import { nextState } from '../../domain/application.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

const batchSize = 100;

/** Answers how many expired. */
export async function expireDrafts(
  deps: { database: Database; clock: Clock },
  signal: AbortSignal,
): Promise<number> {
  const { database, clock } = deps;
  const overdue = await database.applications.overdue(clock.now(), batchSize);
  for (const id of overdue) {
    signal.throwIfAborted();
    await database.transaction(async (tx) => {
      const row = await tx.applications.lock(id);
      const at = clock.now();
      const state = row === null ? null : nextState(row.state, 'expire');
      if (row === null || state === null || row.expiresAt > at) return;
      await tx.liveness.replaceOpen(id);
      await tx.applications.save(id, { state, decidedAt: at });
      await tx.audit.append({
        type: 'application.expired',
        applicationId: id,
        actor: { kind: 'system' },
        at,
        data: {},
      });
    });
  }
  return overdue.length;
}
