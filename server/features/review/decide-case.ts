// Records a reviewer's decision as a fact, then asks the same gate.
import type { DecisionBody } from '../../contract/review.ts';
import { nextState, type ApplicationEvent, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { requiredItems, photoKinds, type EvidenceKind, type JourneyItem } from '../../domain/evidence.ts';
import { draftLifetimeMs } from '../../domain/limits.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, type Admission, type Recommendation } from '../../gate/gate.ts';
import { readMode } from '../../gate/mode.ts';
import { reviewReasonMeaning } from '../../gate/reasons.ts';
import type { ApplicationPatch, ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import { caseFor } from './claim-case.ts';

export interface DecideDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
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

const isPhoto = (item: JourneyItem): item is JourneyItem & EvidenceKind =>
  (photoKinds as readonly string[]).includes(item);

/** Takes what is to be done again out of force, so that it cannot be submitted as it was. */
async function setAside(tx: Stores, id: ApplicationId, items: readonly JourneyItem[]): Promise<void> {
  await tx.evidence.supersede(id, items.filter(isPhoto));
  if (!items.includes('liveness')) return;
  await tx.liveness.discardComplete(id);
  await tx.evidence.supersede(id, ['best-frame', 'liveness-frame']);
}

const eventOf: Record<Exclude<Admission['outcome'], 'review'>, ApplicationEvent> = {
  admit: 'gateAdmitted',
  refuse: 'gateRefused',
  resubmit: 'reviewerAskedAgain',
};

async function applyAdmission(
  tx: Stores,
  row: ApplicationRow,
  body: DecisionBody,
  admission: Admission,
  at: Date,
): Promise<ApplicationRow['state']> {
  if (admission.outcome === 'review') return row.state;
  const state = nextState(row.state, eventOf[admission.outcome]);
  if (state === null) throw new DomainError('event-not-possible', { state: row.state });
  const patch: ApplicationPatch =
    admission.outcome === 'resubmit'
      ? {
          state,
          decidedAt: at,
          resubmissionsLeft: row.resubmissionsLeft - 1,
          expiresAt: new Date(at.getTime() + draftLifetimeMs),
          fix: body.items.map((item) => ({ item, reasons: body.reasons })),
        }
      : { state, decidedAt: at };
  if (admission.outcome === 'resubmit') await setAside(tx, row.id, body.items);
  await tx.applications.save(row.id, patch);
  return state;
}

/** Sending the same decision twice is refused the second time with `already-decided-by-you`, or `event-not-possible`. */
export async function decideCase(
  deps: DecideDeps,
  id: ApplicationId,
  reviewerId: string,
  body: DecisionBody,
): Promise<void> {
  const { database, clock, random } = deps;
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new DomainError('not-found');
    const at = clock.now();
    const { claim: held } = await caseFor(tx, id, reviewerId, at);
    if (held === null) throw new DomainError('case-not-claimed');
    if (held.reviewerId !== reviewerId) throw new DomainError('case-claimed-by-another');
    demandFits(body, row);
    const sealed = await tx.verification.recommendation(id, row.round);
    if (sealed === null) throw new Error('a case in review has no sealed recommendation');
    await tx.reviews.addDecision({
      id: random.id('d'),
      applicationId: id,
      round: row.round,
      reviewerId,
      ...body,
      at,
    });
    const reviews = (await tx.reviews.decisions(id)).filter(({ round }) => round === row.round);
    const recommendation: Recommendation = sealed;
    const mode = readMode(await tx.gateModes.current(), at);
    const admission = admit(recommendation, reviews, mode, drawOf(id));
    const state = await applyAdmission(tx, row, body, admission, at);
    await tx.reviews.endClaim(id);
    const event = { applicationId: id, at } as const;
    await tx.audit.append(
      {
        ...event,
        type: 'review.decided',
        actor: { kind: 'reviewer', reviewerId },
        data: { round: row.round, decision: body.decision, reasons: body.reasons, items: body.items },
      },
      {
        ...event,
        type: 'gate.decided',
        actor: { kind: 'system' },
        data: {
          round: row.round,
          outcome: admission.outcome,
          basis: admission.basis,
          mode: mode.mode,
          state,
        },
      },
    );
  });
}
