// Ends the application because the person does not agree to the statement of will; kindly, and visible to reviewers.
import type { StepVerdict } from '../../contract/liveness.ts';
import { nextState, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

export async function declineStatement(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  sessionId: string,
): Promise<StepVerdict> {
  const verdict: StepVerdict = { status: 'declined' };
  await deps.database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    const session = await tx.liveness.lock(id, sessionId);
    const state = row === null ? null : nextState(row.state, 'withdraw');
    if (session?.state !== 'open' || state === null) throw new DomainError('challenge-already-used');
    const at = deps.clock.now();
    await tx.liveness.save(sessionId, { state: 'declined', finishedAt: at });
    await tx.applications.save(id, { state, decidedAt: at });
    const event = { applicationId: id, actor: { kind: 'applicant' }, at } as const;
    await tx.audit.append(
      { ...event, type: 'willingness.declined', data: { sessionId } },
      { ...event, type: 'application.withdrawn', data: { reason: 'statement-declined' } },
    );
  });
  return verdict;
}
