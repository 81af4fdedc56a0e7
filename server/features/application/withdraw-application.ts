// Ends an application by the applicant's own will; kindly, at any time before a decision.
import { nextState, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { WithdrawalReason } from '../../domain/withdrawal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

/** Withdrawing twice is the same as once. */
export async function withdrawApplication(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  reason: WithdrawalReason,
): Promise<void> {
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    if (row.state === 'withdrawn') return;
    const state = nextState(row.state, 'withdraw');
    if (state === null) throw new DomainError('event-not-possible', { state: row.state });
    const at = clock.now();
    await tx.liveness.replaceOpen(id);
    await tx.reviews.endClaim(id);
    await tx.applications.save(id, { state, decidedAt: at });
    await tx.audit.append({
      type: 'application.withdrawn',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: { reason },
    });
  });
}
