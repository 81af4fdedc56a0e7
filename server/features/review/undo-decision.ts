// Takes a decision back that does not count yet; the case is its reviewer's again where it may be.
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { claimLifetimeMs } from '../../domain/limits.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';

/** Unless it went elsewhere meanwhile, or it came out that it is none for them: the decision is undone all the same. */
async function isTheirsAgain(tx: Stores, { id, state, round }: ApplicationRow, reviewerId: string) {
  if (state !== 'in_review' || (await tx.links.isLinked(reviewerId, id))) return false;
  return !(await tx.escalations.isForLeads(id, round, reviewerId));
}

/**
 * Possible strictly before the decision's time is over. The recommendation was sealed all the while, so nobody
 * changes their mind after a look at it.
 */
export async function undoDecision(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  reviewerId: string,
): Promise<void> {
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    const parked = await tx.parked.find(id);
    const at = clock.now();
    if (row === null || parked?.reviewerId !== reviewerId || parked.settlesAt <= at)
      throw new DomainError('nothing-to-undo');
    await tx.parked.take(id, parked.id);
    if (await isTheirsAgain(tx, row, reviewerId))
      await tx.reviews.claim(id, reviewerId, new Date(at.getTime() + claimLifetimeMs), at);
    await tx.audit.append({
      type: 'review.undone',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at,
      data: {
        round: parked.round,
        decision: parked.decision,
        decidedAt: parked.decidedAt.toISOString(),
      },
    });
  });
}
