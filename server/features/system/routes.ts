// Addresses that say whether the process is alive and ready.
import * as contract from '../../contract/system.ts';
import { DomainError } from '../../domain/errors.ts';
import { route, type Route } from '../../http/route.ts';
import type { Database } from '../../ports/database.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { Jobs } from '../../ports/jobs.ts';

export function systemRoutes(deps: { database: Database; engine: FaceEngine; jobs: Jobs }): readonly Route[] {
  return [
    route(contract.health, async () => ({ status: 'alive' as const })),
    route(contract.readiness, async () => {
      const parts = {
        database: await deps.database.isReachable(),
        models: deps.engine.isReady(),
        workers: deps.jobs.isReady(),
      };
      if (Object.values(parts).includes(false))
        throw new DomainError('temporarily-unavailable', { ...parts });
      return { ...parts, faceEngine: deps.engine.name };
    }),
  ];
}
