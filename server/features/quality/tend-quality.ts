// What quality asks for once a minute: settle, take back, draw, give, measure.
import type { ApplicationId } from '../../domain/application.ts';
import { drawSettled, type DrawDeps } from './draw-settled.ts';
import { timeDecisions } from './time-decisions.ts';
import { withdrawStale } from './withdraw-stale.ts';

export interface TendQualityDeps extends DrawDeps {
  /** Lets a parked decision on an alias count, as those on applications do. */
  readonly settle: (alias: ApplicationId) => Promise<void>;
}

const batchSize = 200;

export async function tendQuality(deps: TendQualityDeps, signal: AbortSignal): Promise<void> {
  for (const alias of await deps.database.qualityTasks.parkedDue(deps.clock.now(), batchSize)) {
    signal.throwIfAborted();
    await deps.settle(alias);
  }
  await timeDecisions(deps, signal);
  await withdrawStale(deps, signal);
  await drawSettled(deps, signal);
}
