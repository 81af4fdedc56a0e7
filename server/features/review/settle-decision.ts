// Lets a parked decision count once its time to be undone is over, or its reviewer says so.
import { allInTurn } from '../../domain/all-in-turn.ts';
import type { ApplicationId } from '../../domain/application.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { JobData, Jobs } from '../../ports/jobs.ts';
import type { ParkedDecision } from '../../ports/parked-decisions.ts';
import { applyDecision } from './apply-decision.ts';

export interface SettleDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
}

const batchSize = 200;

/** The applicant may have withdrawn meanwhile, or it may have become known that the reviewer has a part in it. */
async function mayStillCount(tx: Stores, row: ApplicationRow, parked: ParkedDecision): Promise<boolean> {
  if (row.state !== 'in_review' || row.round !== parked.round) return false;
  return !(await tx.links.isLinked(parked.reviewerId, row.id));
}

async function settle(tx: Stores, row: ApplicationRow, parked: ParkedDecision, at: Date): Promise<void> {
  const { round, decision, decidedAt } = parked;
  if (!(await tx.parked.take(parked.applicationId, parked.id))) return;
  if (await mayStillCount(tx, row, parked)) return applyDecision(tx, row, parked, at);
  await tx.audit.append({
    type: 'review.undone',
    applicationId: row.id,
    actor: { kind: 'system' },
    at,
    data: { round, decision, decidedAt: decidedAt.toISOString() },
  });
}

/** `false` when a decision waits there and `isReady` does not let it count yet. Safe to run twice. */
async function settleWhen(
  { database, clock }: SettleDeps,
  id: ApplicationId,
  isReady: (parked: ParkedDecision, now: Date) => boolean,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    const parked = await tx.parked.find(id);
    if (row === null || parked === null) return true;
    const now = clock.now();
    if (!isReady(parked, now)) return false;
    await settle(tx, row, parked, now);
    return true;
  });
}

const isDue = ({ settlesAt }: ParkedDecision, now: Date): boolean => settlesAt <= now;

/** Costs one look when nothing is due. Called before anything that a decision in force would change. */
export async function settleIfDue(deps: SettleDeps, id: ApplicationId): Promise<void> {
  const parked = await deps.database.parked.find(id);
  if (parked !== null && isDue(parked, deps.clock.now())) await settleWhen(deps, id, isDue);
}

/** The job: rejects when it comes too early, and is run again a little later. */
export async function settleDecision(deps: SettleDeps, job: JobData['settle-decision']): Promise<void> {
  const id = job.applicationId as ApplicationId;
  const parked = await deps.database.parked.find(id);
  if (parked?.id !== job.decisionId) return; // undone, or settled before
  if (!(await settleWhen(deps, id, isDue))) throw new Error('a parked decision was called before its time');
}

/** The reviewer gives up the time that is left. Nothing to settle is no problem: it was settled, or undone. */
export async function settleOwnDecision(
  deps: SettleDeps,
  id: ApplicationId,
  reviewerId: string,
): Promise<void> {
  await settleWhen(deps, id, (parked, now) => parked.reviewerId === reviewerId || isDue(parked, now));
}

/** What a lost job would have settled; one that cannot be settled holds up no other. */
export async function settleDue(deps: SettleDeps, signal: AbortSignal): Promise<void> {
  const due = await deps.database.parked.due(deps.clock.now(), batchSize);
  await allInTurn(
    due.map(
      ({ applicationId }) =>
        () =>
          settleWhen(deps, applicationId, isDue),
    ),
    signal,
  );
}
