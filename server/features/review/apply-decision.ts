// Makes a decision count: writes it down as a fact, then asks the same gate, all in the caller's transaction.
import { nextState, type ApplicationEvent, type ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { photoKinds, type EvidenceKind, type JourneyItem } from '../../domain/evidence.ts';
import { draftLifetimeMs } from '../../domain/limits.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, type Admission, type Recommendation } from '../../gate/gate.ts';
import { readMode } from '../../gate/mode.ts';
import type { ApplicationPatch, ApplicationRow } from '../../ports/applications.ts';
import type { Stores } from '../../ports/database.ts';
import type { ParkedDecision } from '../../ports/parked-decisions.ts';

/** What was decided, by whom and when, whether or not it waited. */
export type MadeDecision = Omit<ParkedDecision, 'settlesAt'>;

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
  { items, reasons }: MadeDecision,
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
          fix: items.map((item) => ({ item, reasons })),
        }
      : { state, decidedAt: at };
  if (admission.outcome === 'resubmit') await setAside(tx, row.id, items);
  await tx.applications.save(row.id, patch);
  return state;
}

/** `row` is locked, and in review; `at` is now, which may be later than the decision. */
export async function applyDecision(
  tx: Stores,
  row: ApplicationRow,
  made: MadeDecision,
  at: Date,
): Promise<void> {
  const { id, round } = row;
  const { decidedAt, reviewerId, decision, reasons, items, message, note } = made;
  const fact = { round, reviewerId, decision, reasons, items };
  const sealed: Recommendation | null = await tx.verification.recommendation(id, round);
  if (sealed === null) throw new Error('a case in review has no sealed recommendation');
  await tx.reviews.addDecision({ ...fact, id: made.id, applicationId: id, message, note, at: decidedAt });
  const reviews = (await tx.reviews.decisions(id)).filter((review) => review.round === round);
  const mode = readMode(await tx.gateModes.current(), at);
  const admission = admit(sealed, reviews, mode, drawOf(id));
  const state = await applyAdmission(tx, row, made, admission, at);
  await tx.reviews.endClaim(id);
  await (state === row.state ? tx.drafts.forget(id, reviewerId) : tx.drafts.forgetAll(id));
  const event = { applicationId: id, at } as const;
  await tx.audit.append(
    {
      ...event,
      type: 'review.decided',
      actor: { kind: 'reviewer', reviewerId },
      data: { round, decision, reasons, items, decidedAt: decidedAt.toISOString() },
    },
    {
      ...event,
      type: 'gate.decided',
      actor: { kind: 'system' },
      data: { round, outcome: admission.outcome, basis: admission.basis, mode: mode.mode, state },
    },
  );
}
