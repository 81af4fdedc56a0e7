// Makes a key for a marketplace's backend; only the hash of its secret is kept.
import { createHash } from 'node:crypto';
import type { NewApiKey, NewApiKeyBody } from '../../contract/api-keys.ts';
import { apiKeyOf, apiKeyScopes } from '../../domain/api-key.ts';
import type { Actor } from '../../domain/audit-event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import { apiKeyViewOf } from './list-api-keys.ts';

const secretBytes = 32;

export interface ApiKeyDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

/** The secret is in the answer and nowhere else. */
export async function createApiKey(
  deps: ApiKeyDeps,
  wanted: NewApiKeyBody,
  actor: Actor,
): Promise<NewApiKey> {
  const { database, clock, random } = deps;
  const id = random.id('k');
  const secret = Buffer.from(random.bytes(secretBytes)).toString('base64url');
  const at = clock.now();
  const row = {
    id,
    name: wanted.name,
    secretSha256: createHash('sha256').update(secret).digest('hex'),
    scopes: apiKeyScopes.filter((scope) => wanted.scopes.includes(scope)),
    createdAt: at,
    lastUsedAt: null,
    revokedAt: null,
  };
  await database.transaction(async (tx) => {
    await tx.apiKeys.add(row);
    await tx.audit.append({
      type: 'api-key.created',
      applicationId: null,
      actor,
      at,
      data: { keyId: id, scopes: row.scopes },
    });
  });
  return { key: apiKeyOf({ id, secret }), ...apiKeyViewOf(row) };
}
