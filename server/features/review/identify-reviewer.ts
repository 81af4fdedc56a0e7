// Makes known who a reviewer is, as keyed hashes, so that they are kept from cases of their own.
import type { Actor } from '../../domain/audit-event.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Identity, IdentityKind } from '../../domain/identity-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Vault } from '../../ports/vault.ts';

export interface IdentifyDeps {
  readonly database: Database;
  readonly vault: Pick<Vault, 'identityKeys'>;
  readonly clock: Clock;
}

/** Only adds: taking something away would open the cases that it closes. Answers what the reviewer is known by now. */
export async function identifyReviewer(
  { database, vault, clock }: IdentifyDeps,
  reviewerId: string,
  identity: Identity,
  actor: Actor,
): Promise<readonly IdentityKind[]> {
  const keys = await vault.identityKeys(identity);
  return database.transaction(async (tx) => {
    if (!(await tx.links.addReviewer(reviewerId, keys))) throw new DomainError('not-found');
    const kinds = await tx.links.knownBy(reviewerId);
    if (keys.length > 0)
      await tx.audit.append({
        type: 'reviewer.identified',
        applicationId: null,
        actor,
        at: clock.now(),
        data: { reviewerId, kinds: keys.map(({ kind }) => kind) },
      });
    return kinds;
  });
}
