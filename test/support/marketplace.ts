// A marketplace's backend in a test's hands: its keys, and what it asks with them.
import supertest, { type Test } from 'supertest';
import { createApiKey } from '../../server/features/api-keys/create-api-key.ts';
import type { ApiKeyScope } from '../../server/domain/api-key.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import type { TestPortcullis } from './start-portcullis.ts';

/** Whole, as it is shown once. */
export async function newApiKey(
  { database, clock }: Pick<TestPortcullis, 'database' | 'clock'>,
  ...scopes: ApiKeyScope[]
): Promise<string> {
  const deps = { database, clock, random: createSystemRandom() };
  return (await createApiKey(deps, { name: 'shop backend', scopes }, { kind: 'system' })).key;
}

export interface Backend {
  get(path: string): Test;
  post(path: string, body: object): Test;
}

/** `authorization`: the header as it stands, or null for none. */
export function backendWith(baseUrl: string, authorization: string | null): Backend {
  const withHeader = (test: Test): Test =>
    authorization === null ? test : test.set('Authorization', authorization);
  return {
    get: (path) => withHeader(supertest(baseUrl).get(path)),
    post: (path, body) => withHeader(supertest(baseUrl).post(path)).send(body),
  };
}

export const backend = (baseUrl: string, key: string): Backend => backendWith(baseUrl, `Bearer ${key}`);
