// Somebody who is who they say, and may not come in: what they still had open ends, and the trail says so.
import type { AccountDeps } from './open-session.ts';

export async function turnAway(
  { database, clock }: AccountDeps,
  reviewerId: string,
  why: 'no-role' | 'barred',
): Promise<void> {
  const at = clock.now();
  await database.transaction(async (tx) => {
    const sessionsEnded = await tx.reviewerSessions.endAll(reviewerId, at);
    await tx.audit.append({
      type: 'reviewer.turned-away',
      applicationId: null,
      actor: { kind: 'system' },
      at,
      data: { reviewerId, why, sessionsEnded },
    });
  });
}
