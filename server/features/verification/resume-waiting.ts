// Asks again for those whose service could not be asked, once it is time: their verification goes on where it stands.
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Jobs } from '../../ports/jobs.ts';

const batchSize = 100;

export interface ResumeDeps {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
}

/** One whose last run has not quite ended goes on the next time. */
export async function resumeWaiting(
  { database, jobs, clock }: ResumeDeps,
  signal: AbortSignal,
): Promise<void> {
  await database.checkWaits.forgetEnded();
  const due = await database.checkWaits.due(clock.now(), batchSize);
  for (const job of due) {
    signal.throwIfAborted();
    await database.transaction((tx) => jobs.enqueue(tx, 'verify-application', job));
  }
}
