// Revokes a key: from then on it is as if there were none.
import type { Actor } from '../../domain/audit-event.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

/** Throws `not-found` for a key that is not there, or was revoked before. */
export async function revokeApiKey(
  { database, clock }: { database: Database; clock: Clock },
  keyId: string,
  actor: Actor,
): Promise<void> {
  const at = clock.now();
  await database.transaction(async (tx) => {
    if (!(await tx.apiKeys.revoke(keyId, at))) throw new DomainError('not-found');
    await tx.audit.append({ type: 'api-key.revoked', applicationId: null, actor, at, data: { keyId } });
  });
}
