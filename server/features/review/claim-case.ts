// Gives a case to one reviewer for a while: two never hold it, and who decided it does not get it again.
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { claimLifetimeMs } from '../../domain/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import { settleIfDue, type SettleDeps } from './settle-decision.ts';

/** The case, for somebody who may still decide it. Two decisions come from two people, an appeal goes to somebody else. */
export async function caseFor(
  stores: Stores,
  id: ApplicationId,
  reviewerId: string,
  at: Date,
): Promise<CaseRow> {
  const found = await stores.reviews.findCase(id, at);
  if (found === null) throw new DomainError('not-found');
  if (found.state !== 'in_review') throw new DomainError('event-not-possible', { state: found.state });
  if (await stores.links.isLinked(reviewerId, id)) throw new DomainError('own-case');
  if (found.barred.includes(reviewerId)) throw new DomainError('already-decided-by-you');
  if (found.isEscalated && (await stores.escalations.isForLeads(id, found.round, reviewerId)))
    throw new DomainError('role-not-enough', { role: 'lead' });
  const parked = await stores.parked.find(id);
  if (parked !== null)
    throw new DomainError(
      parked.reviewerId === reviewerId ? 'already-decided-by-you' : 'case-claimed-by-another',
    );
  return found;
}

/** Whether the claim was made, renewed or taken over; put on record unless renewed. The application must be locked. */
export async function takeClaim(
  tx: Stores,
  id: ApplicationId,
  reviewerId: string,
  at: Date,
): Promise<boolean> {
  const { claim: before, keptFor, round } = await caseFor(tx, id, reviewerId, at);
  if (keptFor !== null && keptFor.reviewerId !== reviewerId)
    throw new DomainError('case-kept-for-another', { until: keptFor.until.toISOString() });
  const until = new Date(at.getTime() + claimLifetimeMs);
  const held = await tx.reviews.claim(id, reviewerId, until, at);
  if (held === false) return false;
  if (before?.reviewerId === reviewerId) return true;
  const { takenFrom } = held;
  const event = { applicationId: id, actor: { kind: 'reviewer', reviewerId }, at } as const;
  await tx.audit.append(
    takenFrom === null
      ? { ...event, type: 'case.claimed', data: { round } }
      : { ...event, type: 'case.taken-over', data: { round, from: takenFrom } },
  );
  return true;
}

/** Claiming a case that one holds renews it. Starts a shift. */
export async function claimCase(deps: SettleDeps, id: ApplicationId, reviewerId: string): Promise<void> {
  const { database, clock } = deps;
  await settleIfDue(deps, id);
  await database.transaction(async (tx) => {
    const at = clock.now();
    await tx.applications.lock(id);
    await tx.shifts.work(reviewerId, at);
    if (!(await takeClaim(tx, id, reviewerId, at))) throw new DomainError('case-claimed-by-another');
  });
}

export async function releaseCase(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  reviewerId: string,
): Promise<void> {
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    // what was never submitted is no case: told apart from nothing, it would say that it is there
    if (row === null || row.round === 0) throw new DomainError('not-found');
    if (!(await tx.reviews.release(id, reviewerId))) throw new DomainError('case-not-claimed');
    const at = clock.now();
    await tx.shifts.stayOn(reviewerId, at);
    await tx.audit.append({
      type: 'case.released',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at,
      data: { round: row.round },
    });
  });
}
