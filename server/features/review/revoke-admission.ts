// Takes an admission back, when something comes to light.
import type { RevocationBody } from '../../contract/revocation.ts';
import { nextState, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Reviewer } from '../../ports/reviewers.ts';

/** One person suffices: waiting for a second would leave somebody in who should not be. */
export async function revokeAdmission(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  who: Reviewer,
  body: RevocationBody,
): Promise<void> {
  if (who.role === 'reviewer') throw new DomainError('role-not-enough', { role: 'lead' });
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null || row.round === 0) throw new DomainError('not-found');
    if (await tx.links.isLinked(who.id, id)) throw new DomainError('own-case');
    if (row.state === 'revoked') return;
    const state = nextState(row.state, 'revoke');
    if (state === null) throw new DomainError('event-not-possible', { state: row.state });
    const at = clock.now();
    await tx.revocations.add({ applicationId: id, reviewerId: who.id, ...body, at });
    await tx.applications.save(id, { state, decidedAt: at });
    await tx.audit.append({
      type: 'application.revoked',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId: who.id },
      at,
      data: { reason: body.reason },
    });
  });
}
