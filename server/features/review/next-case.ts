// Gives the next free case to one reviewer: never the same to two, never one they may not decide.
import type { NextBody } from '../../contract/queue.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { priorities } from '../../domain/queue.ts';
import { cutOffsAt } from '../../domain/service-levels.ts';
import type { Stores } from '../../ports/database.ts';
import type { QueueAsked } from '../../ports/review-queue.ts';
import { takeClaim } from './claim-case.ts';
import type { QueueDeps } from './read-queue.ts';

/** A case that was taken between the look and the lock costs one look more. That often in a row nobody is unlucky. */
const mostLooks = 50;

async function lockNext(
  tx: Stores,
  asked: QueueAsked,
  except: readonly ApplicationId[],
): Promise<ApplicationId | null> {
  for (const priority of priorities) {
    const id = await tx.queue.lockNext(asked, priority, except);
    if (id !== null) return id;
  }
  return null;
}

/** Somebody else, or a decision of their own a moment ago, may have been faster. */
async function isTaken(tx: Stores, id: ApplicationId, reviewerId: string, now: Date): Promise<boolean> {
  try {
    return await takeClaim(tx, id, reviewerId, now);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** Answers null when no case is free for this reviewer. Starts their shift. */
export async function claimNext(
  deps: QueueDeps,
  reviewerId: string,
  { except, ...filter }: NextBody,
): Promise<ApplicationId | null> {
  const { database, clock, levels } = deps;
  return database.transaction(async (tx) => {
    const now = clock.now();
    await tx.shifts.work(reviewerId, now);
    const asked = { now, reviewerId, cutOffs: cutOffsAt(levels, now), filter };
    for (let look = 0; look < mostLooks; look += 1) {
      const id = await lockNext(tx, asked, except);
      if (id === null || (await isTaken(tx, id, reviewerId, now))) return id;
    }
    throw new DomainError('temporarily-busy');
  });
}
