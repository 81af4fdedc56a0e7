// Raises the alarm once when cases become late, and says once when none is any more.
import { cutOffsAt } from '../../domain/service-levels.ts';
import type { QueueDeps } from './read-queue.ts';

export interface QueueAlarm {
  readonly event: 'breached' | 'caught-up';
  readonly breached: number;
  /** Of the case that waits longest; null when none is open. */
  readonly oldestSubmittedAt: Date | null;
}

/** Answers null when nothing changed since the last look, of this process or another. */
export async function watchQueue({ database, clock, levels }: QueueDeps): Promise<QueueAlarm | null> {
  const now = clock.now();
  const paths = await database.queue.openByPath(cutOffsAt(levels, now).breached);
  const breached = paths.reduce((sum, path) => sum + path.breached, 0);
  if (!(await database.waits.noteBreach(breached > 0, now))) return null;
  const oldest = paths.map(({ oldest: at }) => at.getTime());
  return {
    event: breached > 0 ? 'breached' : 'caught-up',
    breached,
    oldestSubmittedAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
  };
}
