// Ends the application because the person does not agree to the statement of will; kindly, and visible to reviewers.
import { nextState } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Stores } from '../../ports/database.ts';
import type { Known } from './batch.ts';
import type { Judged } from './judge-batch.ts';

/** By a shake of the head or by the button; in the caller's transaction, which holds application and session. */
export function declineStatement(tx: Stores, { owner, session }: Known, at: Date): Judged {
  const state = nextState(owner.state, 'withdraw');
  if (state === null) throw new DomainError('challenge-already-used');
  const sessionId = session.id;
  const event = { applicationId: owner.id, at } as const;
  const byApplicant = { ...event, actor: { kind: 'applicant' } } as const;
  return {
    verdict: { status: 'declined' },
    patch: { state: 'declined', finishedAt: at },
    async conclude() {
      await tx.applications.save(owner.id, { state, decidedAt: at });
      await tx.audit.append(
        {
          ...event,
          actor: { kind: 'system' },
          type: 'liveness.step-judged',
          data: { sessionId, step: 'agree', verdict: 'declined', reason: null },
        },
        { ...byApplicant, type: 'willingness.declined', data: { sessionId } },
        { ...byApplicant, type: 'application.withdrawn', data: { reason: 'statement-declined' } },
      );
    },
  };
}
