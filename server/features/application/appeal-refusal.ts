// Puts a refused application before another person, as a new round over the same evidence.
import { nextState, type ApplicationId } from '../../domain/application.ts';
import { consentItems, refusalLeadsTo } from '../../domain/consent.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

/** Appealing twice is the same as once. Who refused before cannot claim the case again. */
export async function appealRefusal(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
): Promise<void> {
  const { database, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    if (row.state === 'in_review') return;
    const state = nextState(row.state, 'appeal');
    const sealed = await tx.verification.recommendation(id, row.round);
    const consents = await tx.consents.current(id);
    // what was given was erased with it: there is nothing to look at again
    const isTakenBack = consentItems.some(
      (item) => refusalLeadsTo[item] === 'stops' && consents[item] === 'withdrawn',
    );
    if (state === null || sealed === null || isTakenBack)
      throw new DomainError('event-not-possible', { state: row.state });
    const at = clock.now();
    const round = row.round + 1;
    await tx.verification.record(id, round, await tx.verification.reports(id, row.round), at);
    const registered = await tx.verification.registered(id, row.round);
    if (registered !== null) await tx.verification.keepRegistered(id, round, registered);
    await tx.verification.seal({ ...sealed, round, at });
    await tx.applications.save(id, { state, round, submittedAt: at, decidedAt: null });
    await tx.audit.append({
      type: 'application.appealed',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: { round },
    });
  });
}
