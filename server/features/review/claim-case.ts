// Gives a case to one reviewer for a while: two never hold it, and who decided it does not get it again.
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { claimLifetimeMs } from '../../domain/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { ReviewRow } from '../../ports/review-records.ts';

/** Whoever decided this round, or refused an earlier one (an appeal goes to somebody else), may not take part. */
export function mayDecide(decisions: readonly ReviewRow[], reviewerId: string, round: number): boolean {
  return !decisions.some(
    (one) => one.reviewerId === reviewerId && (one.round === round || one.decision === 'refuse'),
  );
}

export async function demandMayDecide(
  stores: Stores,
  id: ApplicationId,
  reviewerId: string,
  round: number,
): Promise<void> {
  if (!mayDecide(await stores.reviews.decisions(id), reviewerId, round))
    throw new DomainError('already-decided-by-you');
}

/** Claiming a case that one holds renews it. */
export async function claimCase(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  reviewerId: string,
): Promise<void> {
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    if (row.state !== 'in_review') throw new DomainError('event-not-possible', { state: row.state });
    await demandMayDecide(tx, id, reviewerId, row.round);
    const at = clock.now();
    const until = new Date(at.getTime() + claimLifetimeMs);
    const before = (await tx.reviews.findCase(id, at))?.claim;
    if (!(await tx.reviews.claim(id, reviewerId, until, at)))
      throw new DomainError('case-claimed-by-another');
    if (before?.reviewerId === reviewerId) return;
    await tx.audit.append({
      type: 'case.claimed',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at,
      data: { round: row.round },
    });
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
    if (row === null) throw new DomainError('not-found');
    if (!(await tx.reviews.release(id, reviewerId))) throw new DomainError('case-not-claimed');
    await tx.audit.append({
      type: 'case.released',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at: clock.now(),
      data: { round: row.round },
    });
  });
}
