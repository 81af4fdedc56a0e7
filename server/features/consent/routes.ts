// Address of the consent items.
import * as contract from '../../contract/application.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { route, type Route } from '../../http/route.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { answerConsents } from './answer-consents.ts';

export interface ConsentDeps {
  database: Database;
  clock: Clock;
  view: (id: ApplicationId) => Promise<contract.ApplicationView>;
}

export function consentRoutes(deps: ConsentDeps): readonly Route[] {
  return [
    route(contract.answerConsents, async ({ params, body }) => {
      await answerConsents(deps, params.applicationId, body);
      return deps.view(params.applicationId);
    }),
  ];
}
