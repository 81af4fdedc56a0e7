// Addresses that say whether the process is alive and ready.
import * as contract from '../../contract/system.ts';
import type { ReadinessAnswer } from '../../contract/system.ts';
import { DomainError } from '../../domain/errors.ts';
import { route, type Route } from '../../http/route.ts';
import type { Database } from '../../ports/database.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { Jobs } from '../../ports/jobs.ts';

export interface SystemRouteDeps {
  readonly database: Database;
  readonly engine: FaceEngine;
  readonly jobs: Jobs;
  /** Whether evidence can be kept and read, and data keys wrapped. Asked as often as the address is. */
  readonly hasEvidence: () => Promise<boolean>;
  readonly hasKeys: () => Promise<boolean>;
  /** Told of, and no ground for not being ready: nobody is helped by not being let in. */
  readonly trailState: () => Promise<ReadinessAnswer['trail']>;
}

export function systemRoutes(deps: SystemRouteDeps): readonly Route[] {
  return [
    route(contract.health, async () => ({ status: 'alive' as const })),
    route(contract.readiness, async () => {
      const [database, evidence, keys] = await Promise.all([
        deps.database.isReachable(),
        deps.hasEvidence(),
        deps.hasKeys(),
      ]);
      const parts = {
        database,
        evidence,
        keys,
        models: deps.engine.isReady(),
        workers: deps.jobs.isReady(),
      };
      if (Object.values(parts).includes(false))
        throw new DomainError('temporarily-unavailable', { ...parts });
      return { ...parts, faceEngine: deps.engine.name, trail: await deps.trailState() };
    }),
  ];
}
