// Who is asking with an API key: looked up by its id, the secret compared by its hash.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { readApiKey } from '../domain/api-key.ts';
import type { ApiKeys } from '../ports/api-keys.ts';
import type { Clock } from '../ports/clock.ts';
import { createMinuteLimit } from './rate-limit.ts';
import { addressOf } from './request-limits.ts';
import type { Session } from './sessions.ts';

export type MarketplaceSession = Session & { readonly kind: 'marketplace' };

export interface ApiKeyAccess {
  /** Null without a key that is known, right and not revoked. Throws `too-many-attempts`. */
  marketplace(request: Request): Promise<MarketplaceSession | null>;
}

/** Wrong keys from one network address in a minute: each of them costs a look into the database. */
const wrongKeysPerMinute = 60;
/** Not every request is worth writing down when it was. */
const noteUseEveryMs = 60_000;

const nobodysHash = '0'.repeat(64);

/** Takes as long for a key that there is not. A secret of 256 random bits needs no slow hash: nobody guesses it. */
function isSecretOf(secret: string, secretSha256: string): boolean {
  const given = createHash('sha256').update(secret).digest();
  return timingSafeEqual(given, Buffer.from(secretSha256, 'hex'));
}

export function createApiKeyAccess(deps: {
  apiKeys: ApiKeys;
  clock: Clock;
  requestsPerMinute: number;
}): ApiKeyAccess {
  const { apiKeys, clock } = deps;
  const byKey = createMinuteLimit(clock, deps.requestsPerMinute);
  const wrongByAddress = createMinuteLimit(clock, wrongKeysPerMinute);

  async function keyOf(request: Request): Promise<MarketplaceSession | null> {
    const [, text = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const parts = readApiKey(text);
    if (parts === null) return null;
    const key = await apiKeys.find(parts.id);
    const isRight = isSecretOf(parts.secret, key?.secretSha256 ?? nobodysHash);
    if (key === null || !isRight || key.revokedAt !== null) return null;
    byKey.count(key.id);
    const now = clock.now();
    const sinceMs = now.getTime() - (key.lastUsedAt?.getTime() ?? 0);
    if (sinceMs >= noteUseEveryMs) await apiKeys.used(key.id, now);
    return { kind: 'marketplace', keyId: key.id, scopes: key.scopes };
  }

  return {
    async marketplace(request) {
      const session = await keyOf(request);
      if (session === null) wrongByAddress.count(addressOf(request));
      return session;
    },
  };
}
