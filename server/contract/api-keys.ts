// Keys of marketplaces' backends, for operators, as they travel on the wire.
import { z } from 'zod';
import { apiKeyScopes } from '../domain/api-key.ts';
import { endpoint } from './endpoint.ts';
import { noBody, noParams } from './identifiers.ts';

const keyId = z.string().regex(/^k_[0-9a-z]{22}$/);

export const apiKeyView = z
  .object({
    keyId,
    name: z.string(),
    shown: z.string().describe('How the key begins; never the secret'),
    scopes: z.array(z.enum(apiKeyScopes)),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute or so'),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKeyView' });
export type ApiKeyView = z.infer<typeof apiKeyView>;

export const newApiKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(80).describe('What uses it; a key for each'),
  scopes: z.array(z.enum(apiKeyScopes)).min(1).max(apiKeyScopes.length),
});
export type NewApiKeyBody = z.infer<typeof newApiKeyBody>;

export const newApiKey = z
  .object({ key: z.string().describe('Shown this once'), ...apiKeyView.shape })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof newApiKey>;

export const listApiKeys = endpoint({
  method: 'get',
  path: '/api/review/marketplace-keys',
  summary: 'Keys of marketplaces, the newest first; for operators',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: z.object({ keys: z.array(apiKeyView) }),
  problems: ['role-not-enough'],
});

export const createApiKey = endpoint({
  method: 'post',
  path: '/api/review/marketplace-keys',
  summary: 'Make a key; its secret is answered this once; for operators',
  audience: 'reviewer',
  params: noParams,
  body: newApiKeyBody,
  status: 201,
  answer: newApiKey,
  problems: ['role-not-enough'],
});

export const revokeApiKey = endpoint({
  method: 'delete',
  path: '/api/review/marketplace-keys/:keyId',
  summary: 'Revoke a key at once and for good; for operators',
  audience: 'reviewer',
  params: z.strictObject({ keyId }),
  body: noBody,
  status: 204,
  answer: 'nothing',
  problems: ['role-not-enough'],
});
