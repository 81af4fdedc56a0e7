// Gives a settled case to one reviewer once more, under an alias, at a moment that nobody can foresee.
import type { ApplicationId } from '../../domain/application.ts';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { coversSecondLook } from '../../domain/consent.ts';
import {
  answerWithinMs,
  giveWithinMs,
  isSettled,
  mostOpenTasks,
  movedTime,
  useForMs,
  type Moved,
} from '../../domain/quality-task.ts';
import { dueAt, type ServiceLevels } from '../../domain/service-levels.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Stores } from '../../ports/database.ts';
import type { SettledSubmission } from '../../ports/quality-draws.ts';
import type { QualityKind } from '../../ports/quality-tasks.ts';
import type { Random } from '../../ports/random.ts';

/** Who decided within this time counts as at work, session or not. */
const workedWithinMs = 12 * 3_600_000;

/** The moment the submission came before people: the first time the gate referred it, or its appeal. */
export function referredAt(trail: readonly AuditEvent[], round: number): Date | null {
  const referral = trail.find(
    ({ type, data }) =>
      (type === 'gate.decided' && data.round === round && data.state === 'in_review') ||
      (type === 'application.appealed' && data.round === round),
  );
  return referral?.at ?? null;
}

/**
 * A settled submission whose evidence is all still kept, in words of consent that cover a second look; null otherwise.
 * What is going to be erased before anybody could answer is not given any more.
 */
export async function usableOriginal(
  stores: Stores,
  { applicationId, round }: SettledSubmission,
  now: Date,
): Promise<{ row: ApplicationRow; referredAt: Date; endsAt: Date } | null> {
  const row = await stores.applications.find(applicationId);
  if (row === null || row.round !== round || !isSettled(row.state) || row.decidedAt === null) return null;
  const endsAt = new Date(row.decidedAt.getTime() + useForMs);
  if (endsAt.getTime() - now.getTime() <= giveWithinMs + answerWithinMs) return null;
  const referred = referredAt(await stores.audit.of(applicationId), round);
  if (referred === null || !(await stores.qualityDraws.isWhole(applicationId, referred))) return null;
  if (!coversSecondLook(await stores.consents.granted(applicationId))) return null;
  return { row, referredAt: referred, endsAt };
}

/** Reviewers at work who know nothing of the application and have room for another task. */
async function whoCanTake(stores: Stores, id: ApplicationId, now: Date): Promise<readonly string[]> {
  const atWork = await stores.qualityDraws.atWork(new Date(now.getTime() - workedWithinMs), now);
  const knowing = new Set(await stores.qualityDraws.whoKnows(id));
  const loads = await stores.qualityDraws.loads(atWork);
  return atWork.filter((one) => !knowing.has(one) && (loads.get(one) ?? 0) < mostOpenTasks);
}

export interface GiveDeps {
  readonly random: Random;
  readonly levels: ServiceLevels;
}

/** The minute's round takes it back; it may come a little late. */
const roundMs = 2 * 60_000;

/**
 * Unanswered until then, it is taken back: before it would be late, so that nobody hurries for its sake, and no alarm
 * is missed that a late case would have raised.
 */
function expiryOf(task: Moved, submittedAt: Date, levels: ServiceLevels): Date {
  const lateAtMs = dueAt(levels, movedTime(task, submittedAt)).getTime();
  return new Date(Math.min(lateAtMs - roundMs, task.visibleAt.getTime() + answerWithinMs));
}

/** Answers false when it cannot be used, or nobody can take it now. Inside the caller's transaction. */
export async function giveTask(
  { random, levels }: GiveDeps,
  tx: Stores,
  of: SettledSubmission & { kind: QualityKind; knownCaseId: string | null },
  now: Date,
): Promise<boolean> {
  const original = await usableOriginal(tx, of, now);
  if (original === null || original.row.submittedAt === null) return false;
  const able = await whoCanTake(tx, of.applicationId, now);
  const reviewerId = able[random.int(Math.max(1, able.length))];
  if (reviewerId === undefined) return false;
  const alias = random.id('a') as ApplicationId;
  const visibleAt = new Date(now.getTime() + random.int(giveWithinMs));
  const { submittedAt } = original.row;
  const moved = { referredAt: original.referredAt, visibleAt };
  const expiresAt = expiryOf(moved, submittedAt, levels);
  if (expiresAt <= visibleAt) return false;
  await tx.qualityTasks.give({
    alias,
    kind: of.kind,
    applicationId: of.applicationId,
    round: of.round,
    knownCaseId: of.knownCaseId,
    reviewerId,
    ...moved,
    submittedAt,
    expiresAt,
  });
  await tx.audit.append({
    type: 'quality.given',
    applicationId: of.applicationId,
    actor: { kind: 'system' },
    at: now,
    data: { alias, kind: of.kind, round: of.round, reviewerId },
  });
  return true;
}
