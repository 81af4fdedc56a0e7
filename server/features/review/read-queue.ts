// The queue: what waits for a decision, oldest first.
import type { QueueView } from '../../contract/review.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

const shownCases = 200;
const dayMs = 24 * 3_600_000;

export async function readQueue(
  deps: { database: Database; clock: Clock },
  reviewerId: string,
): Promise<QueueView> {
  const { database, clock } = deps;
  const now = clock.now();
  const cases = await database.reviews.queue(now, shownCases);
  return {
    counts: {
      open: await database.applications.countIn('in_review'),
      mine: cases.filter(({ claim }) => claim?.reviewerId === reviewerId).length,
      checking: await database.applications.countIn('checking'),
      decidedToday: await database.reviews.countDecidedSince(new Date(now.getTime() - dayMs)),
    },
    cases: cases.map((one) => ({
      applicationId: one.applicationId,
      subjectKind: one.subjectKind,
      path: one.path,
      language: one.language,
      round: one.round,
      submittedAt: one.submittedAt.toISOString(),
      claimedBy: one.claim?.name ?? null,
      isMine: one.claim?.reviewerId === reviewerId,
      awaitsSecondReviewer: one.decisionsThisRound > 0,
      isForOthers: one.barred.includes(reviewerId),
    })),
  };
}
