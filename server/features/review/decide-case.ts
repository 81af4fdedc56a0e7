// Takes a reviewer's decision: it is parked while it can be undone, and counts at once where nothing can be undone.
import type { DecisionBody } from '../../contract/review.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { requiredItems } from '../../domain/evidence.ts';
import { reviewReasonMeaning } from '../../gate/reasons.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Stores } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import { applyDecision, type MadeDecision } from './apply-decision.ts';
import { caseFor } from './claim-case.ts';
import { settleIfDue, type SettleDeps } from './settle-decision.ts';

export interface DecideDeps extends SettleDeps {
  readonly random: Random;
  /** How long a decision can be undone; 0: not at all. */
  readonly undoMs: number;
}

const invalid = (pointer: string, code: string): DomainError =>
  new DomainError('invalid-request', { errors: [{ pointer, code }] });

/** Reasons must fit the decision; asking again names at least one thing that this applicant owes. */
function demandFits(body: DecisionBody, row: ApplicationRow): void {
  const misfit = body.reasons.findIndex((reason) => !reviewReasonMeaning[reason].for.includes(body.decision));
  if (misfit >= 0) throw invalid(`/reasons/${misfit}`, 'not-for-this-decision');
  const isAsking = body.decision === 'ask-again';
  if (isAsking !== body.items.length > 0) throw invalid('/items', isAsking ? 'missing' : 'only-to-ask-again');
  if (isAsking && row.resubmissionsLeft <= 0)
    throw new DomainError('event-not-possible', { state: row.state });
  const owed = row.subjectKind === null ? [] : requiredItems(row.subjectKind, row.path);
  const stray = body.items.findIndex((item) => !owed.includes(item));
  if (stray >= 0) throw invalid(`/items/${stray}`, 'not-owed');
}

/** The job comes a little after the time, so that no difference of clocks or wait for a lock brings it too early. */
const jobMarginMs = 500;

async function park(tx: Stores, deps: DecideDeps, made: MadeDecision): Promise<void> {
  const settlesAt = new Date(made.decidedAt.getTime() + deps.undoMs);
  // the parked decision keeps everybody else away by itself, for as long as it waits
  await tx.reviews.endClaim(made.applicationId);
  await tx.parked.park({ ...made, settlesAt });
  await deps.jobs.enqueue(
    tx,
    'settle-decision',
    { applicationId: made.applicationId, decisionId: made.id },
    { afterMs: deps.undoMs + jobMarginMs },
  );
}

/** Sending the same decision twice is refused the second time with `already-decided-by-you`, or `event-not-possible`. */
export async function decideCase(
  deps: DecideDeps,
  id: ApplicationId,
  reviewerId: string,
  body: DecisionBody,
): Promise<void> {
  const { database, clock, random } = deps;
  await settleIfDue(deps, id);
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    const at = clock.now();
    const { claim: held } = await caseFor(tx, id, reviewerId, at);
    if (held === null) throw new DomainError('case-not-claimed');
    if (held.reviewerId !== reviewerId) throw new DomainError('case-claimed-by-another');
    demandFits(body, row);
    const made = {
      id: random.id('d'),
      applicationId: id,
      round: row.round,
      reviewerId,
      ...body,
      decidedAt: at,
    };
    if (deps.undoMs > 0) await park(tx, deps, made);
    else await applyDecision(tx, row, made, at);
  });
}
