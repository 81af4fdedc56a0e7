// Bars a reviewer, or lets them in again. Barring ends all their sessions in the same moment.
import { DomainError } from '../../domain/errors.ts';
import type { AccountDeps } from './open-session.ts';

/** Nobody bars themselves: the last operator would lock everybody out. Barring twice is barring once. */
export async function barReviewer(
  { database, clock }: AccountDeps,
  { by, of }: { readonly by: string; readonly of: string },
): Promise<void> {
  if (by === of) throw new DomainError('event-not-possible');
  const at = clock.now();
  await database.transaction(async (tx) => {
    if ((await tx.reviewers.find(of)) === null) throw new DomainError('not-found');
    if (!(await tx.reviewers.setBarred(of, at))) return;
    const sessionsEnded = await tx.reviewerSessions.endAll(of, at);
    await tx.audit.append({
      type: 'reviewer.barred',
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId: by },
      at,
      data: { reviewerId: of, sessionsEnded },
    });
  });
}

export async function letReviewerIn(
  { database, clock }: AccountDeps,
  { by, of }: { readonly by: string; readonly of: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    if ((await tx.reviewers.find(of)) === null) throw new DomainError('not-found');
    if (!(await tx.reviewers.setBarred(of, null))) return;
    await tx.audit.append({
      type: 'reviewer.let-in-again',
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId: by },
      at: clock.now(),
      data: { reviewerId: of },
    });
  });
}
