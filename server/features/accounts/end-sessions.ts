// Ends sessions: one's own by signing out or from the list, somebody else's by a lead or an operator.
import { DomainError } from '../../domain/errors.ts';
import type { AccountDeps } from './open-session.ts';

export async function signOut(
  { database, clock }: AccountDeps,
  sessionId: string,
  reviewerId: string,
): Promise<void> {
  const at = clock.now();
  await database.transaction(async (tx) => {
    await tx.reviewerSessions.end(sessionId, reviewerId, at);
    await tx.audit.append({
      type: 'reviewer.signed-out',
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId },
      at,
      data: { reviewerId },
    });
  });
}

/** `by` and `of` are the same person where somebody tidies up after themselves. */
export interface Ending {
  readonly by: string;
  readonly of: string;
  readonly which: { readonly only: string } | { readonly allBut: string } | 'all';
}

/** One that has ended, or never was, is `not-found`; ending all of nothing is done already. */
export async function endSessions(
  { database, clock }: AccountDeps,
  { by, of, which }: Ending,
): Promise<void> {
  const at = clock.now();
  await database.transaction(async (tx) => {
    if ((await tx.reviewers.find(of)) === null) throw new DomainError('not-found');
    const sessions = tx.reviewerSessions;
    const isOne = which !== 'all' && 'only' in which;
    const sessionsEnded = isOne
      ? Number(await sessions.end(which.only, of, at))
      : await sessions.endAll(of, at, which === 'all' ? undefined : which.allBut);
    if (isOne && sessionsEnded === 0) throw new DomainError('not-found');
    if (sessionsEnded === 0) return;
    await tx.audit.append({
      type: 'reviewer.sessions-ended',
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId: by },
      at,
      data: { reviewerId: of, which: isOne ? 'one' : which === 'all' ? 'all' : 'others', sessionsEnded },
    });
  });
}
