// What the marketplace page asks of the server, one function per address.
import type { ApiKeyView, NewApiKey, NewApiKeyBody } from '../../server/contract/api-keys.ts';
import type { NewEndpoint, WebhooksView } from '../../server/contract/webhooks.ts';
import { callApi } from '../shared/api.ts';

const keysPath = '/api/review/marketplace-keys';
const webhooksPath = '/api/review/marketplace-webhooks';
const endpointPath = (endpointId: string): string => `${webhooksPath}/${encodeURIComponent(endpointId)}`;

export interface ApiKeys {
  readonly keys: readonly ApiKeyView[];
}

export const readApiKeys = (signal: AbortSignal): Promise<ApiKeys> => callApi({ path: keysPath, signal });

export const createApiKey = (body: NewApiKeyBody): Promise<NewApiKey> =>
  callApi({ method: 'POST', path: keysPath, json: body });

export const revokeApiKey = (keyId: string): Promise<void> =>
  callApi({ method: 'DELETE', path: `${keysPath}/${encodeURIComponent(keyId)}` });

export const readWebhooks = (signal: AbortSignal): Promise<WebhooksView> =>
  callApi({ path: webhooksPath, signal });

export const addWebhook = (url: string): Promise<NewEndpoint> =>
  callApi({ method: 'POST', path: webhooksPath, json: { url } });

export const removeWebhook = (endpointId: string): Promise<void> =>
  callApi({ method: 'DELETE', path: endpointPath(endpointId) });

export const exchangeSecret = (endpointId: string): Promise<NewEndpoint> =>
  callApi({ method: 'POST', path: `${endpointPath(endpointId)}/secret`, json: {} });

export interface ReplayBody {
  readonly which: { readonly since: string } | { readonly eventId: string };
  /** Null: to every address in use. */
  readonly endpointId: string | null;
}

export const replayWebhooks = (body: ReplayBody): Promise<{ deliveries: number }> =>
  callApi({ method: 'POST', path: `${webhooksPath}/replay`, json: body });
