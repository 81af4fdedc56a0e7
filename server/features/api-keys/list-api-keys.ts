// Lists the keys there are, without anything to ask with.
import type { ApiKeyView } from '../../contract/api-keys.ts';
import { shownOfApiKey } from '../../domain/api-key.ts';
import type { ApiKeyRow } from '../../ports/api-keys.ts';
import type { Stores } from '../../ports/database.ts';

export function apiKeyViewOf(row: Omit<ApiKeyRow, 'secretSha256'>): ApiKeyView {
  return {
    keyId: row.id,
    name: row.name,
    shown: shownOfApiKey(row.id),
    scopes: [...row.scopes],
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

export async function listApiKeys({ database }: { database: Stores }): Promise<ApiKeyView[]> {
  return (await database.apiKeys.all()).map(apiKeyViewOf);
}
