// Sends an application for review: state, trail and the verification job in one transaction.
import { nextState, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { missingSteps } from '../../domain/journey.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Jobs } from '../../ports/jobs.ts';
import { progressOf } from './view-application.ts';

/** Submitting what was submitted already changes nothing: a double click or a repeated request is the same as one. */
export async function submitApplication(
  deps: { database: Database; jobs: Jobs; clock: Clock },
  id: ApplicationId,
): Promise<void> {
  const { database, jobs, clock } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    if (row.state === 'checking' || row.state === 'in_review') return;
    const state = nextState(row.state, 'submit');
    if (state === null) throw new DomainError('event-not-possible', { state: row.state });
    const missing = missingSteps(await progressOf(tx, row));
    if (missing.length > 0) throw new DomainError('application-incomplete', { missing });
    const at = clock.now();
    const round = row.round + 1;
    await tx.applications.save(id, { state, round, submittedAt: at, decidedAt: null });
    await jobs.enqueue(tx, 'verify-application', { applicationId: id, round });
    await tx.audit.append({
      type: 'application.submitted',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: { round },
    });
  });
}
