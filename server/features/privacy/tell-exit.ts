// Takes from the marketplace when a seller left: from then on who they are is kept for the legal duty alone, then erased.
import type { ExitView } from '../../contract/retention.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { erasureOf } from '../../domain/erasure.ts';
import { DomainError } from '../../domain/errors.ts';
import { eraseAtOnce, type EraseDeps } from './erase-due.ts';

/** Clocks of two machines differ. */
const aheadMs = 5 * 60_000;

/**
 * Throws `not-found`; `event-not-possible` where nobody was admitted, or another time was told before; `invalid-request`
 * for a time that lies ahead or before the decision. The same a second time changes nothing.
 */
export async function tellExit(
  deps: EraseDeps,
  id: ApplicationId,
  { keyId, leftAt }: { readonly keyId: string; readonly leftAt: Date },
): Promise<ExitView> {
  const { database, clock } = deps;
  const facts = await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    const { state, decidedAt } = row;
    if (state !== 'admitted' && state !== 'revoked') throw new DomainError('event-not-possible', { state });
    const at = clock.now();
    const isBefore = decidedAt !== null && leftAt < decidedAt && state === 'admitted';
    if (leftAt.getTime() > at.getTime() + aheadMs || isBefore)
      throw new DomainError('invalid-request', {
        errors: [{ pointer: '/leftAt', code: isBefore ? 'before-the-decision' : 'in-the-future' }],
      });
    if (await tx.retention.tellExit({ applicationId: id, leftAt, keyId, toldAt: at }))
      await tx.audit.append({
        type: 'seller.left',
        applicationId: id,
        actor: { kind: 'marketplace', keyId },
        at,
        data: { leftAt: leftAt.toISOString() },
      });
    else if (row.leftAt?.getTime() !== leftAt.getTime())
      throw new DomainError('event-not-possible', { state: 'left' });
    return tx.retention.factsOf(id);
  });
  await eraseAtOnce(deps, id);
  if (facts === null) throw new DomainError('not-found');
  return {
    applicationId: id,
    leftAt: leftAt.toISOString(),
    jurisdiction: facts.jurisdiction,
    erasedAt: erasureOf('document', facts)?.at.toISOString() ?? null,
  };
}
