// Takes back tasks and known cases whose original moved on, was erased, or waited too long for an answer.
import { isSettled } from '../../domain/quality-task.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { KnownCaseEnd, KnownCaseRow } from '../../ports/known-cases.ts';
import type { QualityTaskRow, TaskEnd } from '../../ports/quality-tasks.ts';
import { referredAt } from './give-task.ts';

export interface WithdrawDeps {
  readonly database: Database;
  readonly clock: Clock;
}

const batchSize = 1000;

/** Why the original cannot be shown any more; null while it can. */
async function lostBecause(
  stores: Stores,
  { applicationId, round }: Pick<QualityTaskRow, 'applicationId' | 'round'>,
): Promise<'changed' | 'erased' | null> {
  const original = await stores.applications.find(applicationId);
  if (original === null || original.round !== round || !isSettled(original.state)) return 'changed';
  const referred = referredAt(await stores.audit.of(applicationId), round);
  if (referred === null || !(await stores.qualityDraws.isWhole(applicationId, referred))) return 'erased';
  return null;
}

async function whyWithdraw(stores: Stores, task: QualityTaskRow, now: Date): Promise<TaskEnd | null> {
  const lost = await lostBecause(stores, task);
  if (lost !== null) return lost;
  // whoever holds it has until the claim is over
  const isHeld = task.claimedUntil !== null && task.claimedUntil > now;
  if (task.expiresAt <= now && !isHeld) return 'unanswered';
  const known = task.knownCaseId === null ? null : await stores.knownCases.find(task.knownCaseId);
  return known !== null && known.endedAt !== null && !isHeld ? 'taken-back' : null;
}

async function withdrawIfStale({ database, clock }: WithdrawDeps, { alias }: QualityTaskRow): Promise<void> {
  await database.transaction(async (tx) => {
    const task = await tx.qualityTasks.lock(alias);
    if (task === null || task.withdrawnAt !== null || (await tx.qualityTasks.findAnswer(alias)) !== null)
      return;
    const at = clock.now();
    const because = await whyWithdraw(tx, task, at);
    if (because === null) return;
    const parked = await tx.qualityTasks.findParked(alias);
    if (parked !== null) await tx.qualityTasks.takeParked(alias, parked.id);
    await tx.qualityTasks.withdraw(alias, because, at);
    await tx.audit.append({
      type: 'quality.withdrawn',
      applicationId: task.applicationId,
      actor: { kind: 'system' },
      at,
      data: { alias, because },
    });
  });
}

async function endIfOver({ database, clock }: WithdrawDeps, known: KnownCaseRow): Promise<void> {
  const at = clock.now();
  const because: KnownCaseEnd | null = known.endsAt <= at ? 'over' : await lostBecause(database, known);
  if (because === null) return;
  await database.transaction(async (tx) => {
    if (!(await tx.knownCases.end(known.id, because, at))) return;
    await tx.audit.append({
      type: 'known-case.ended',
      applicationId: known.applicationId,
      actor: { kind: 'system' },
      at,
      data: { knownCaseId: known.id, because },
    });
  });
}

export async function withdrawStale(deps: WithdrawDeps, signal: AbortSignal): Promise<void> {
  // what would wait for a second person leaves the queue as many applications do
  for (const alias of await deps.database.qualityTasks.waitingForNobody(deps.clock.now()))
    await deps.database.qualityTasks.save(alias, { shownState: 'withdrawn' });
  for (const known of await deps.database.knownCases.inUse()) {
    signal.throwIfAborted();
    await endIfOver(deps, known);
  }
  for (const task of await deps.database.qualityTasks.unanswered(batchSize)) {
    signal.throwIfAborted();
    await withdrawIfStale(deps, task);
  }
}
