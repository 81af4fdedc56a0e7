// Gives a case that its reviewer cannot decide to the leads.
import type { EscalationBody } from '../../contract/decision.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import { caseFor } from './claim-case.ts';
import { settleIfDue, type SettleDeps } from './settle-decision.ts';

/** Once for each submission; a lead decides or puts it back for another lead, and escalates no further. */
export async function escalateCase(
  deps: SettleDeps,
  id: ApplicationId,
  who: Reviewer,
  { reason, note }: EscalationBody,
): Promise<void> {
  const { database, clock } = deps;
  await settleIfDue(deps, id);
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    const at = clock.now();
    const { claim: held, round } = await caseFor(tx, id, who.id, at);
    if (held === null) throw new DomainError('case-not-claimed');
    if (held.reviewerId !== who.id) throw new DomainError('case-claimed-by-another');
    const isEscalated = (await tx.escalations.find(id, round)) !== null;
    if (who.role === 'lead' || isEscalated) throw new DomainError('event-not-possible', { state: row.state });
    await tx.reviews.endClaim(id);
    await tx.escalations.add({ applicationId: id, round, reviewerId: who.id, reason, note, at });
    await tx.drafts.forget(id, who.id);
    await tx.audit.append({
      type: 'case.escalated',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId: who.id },
      at,
      data: { round, reason },
    });
  });
}
