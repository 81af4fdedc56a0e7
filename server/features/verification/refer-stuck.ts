// Hands applications to a person when their checks could not be finished in time: no fault of ours keeps anybody waiting.
import { concludeVerification, type ConcludeDeps } from './conclude-verification.ts';

/** Longest time in `checking`. What has not answered by then counts as not asked. */
const checkingLimitMs = 15 * 60_000;
const batchSize = 100;

/** Answers how many were handed over. */
export async function referStuck(deps: ConcludeDeps, signal: AbortSignal): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - checkingLimitMs);
  const stuck = await deps.database.applications.checkingSince(before, batchSize);
  for (const { id, round } of stuck) {
    signal.throwIfAborted();
    await concludeVerification(deps, id, round);
  }
  return stuck.length;
}
