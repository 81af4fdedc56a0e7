// Addresses for operators who hand out keys to marketplaces.
import * as contract from '../../contract/api-keys.ts';
import { operatorOf, route, type Route } from '../../http/route.ts';
import { createApiKey, type ApiKeyDeps } from './create-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

export function apiKeyRoutes(deps: ApiKeyDeps): readonly Route[] {
  return [
    route(contract.listApiKeys, async (asked) => {
      operatorOf(asked);
      return { keys: await listApiKeys(deps) };
    }),
    route(contract.createApiKey, async (asked) => createApiKey(deps, asked.body, operatorOf(asked))),
    route(contract.revokeApiKey, async (asked) => {
      await revokeApiKey(deps, asked.params.keyId, operatorOf(asked));
    }),
  ];
}
