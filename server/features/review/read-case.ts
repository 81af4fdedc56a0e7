// One case with everything known about it; the recommendation stays sealed until this reviewer has decided.
import type { CaseView } from '../../contract/review.ts';
import type { ApplicationId } from '../../domain/application.ts';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { parseCitizenId } from '../../domain/citizen-id.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FrameSignals } from '../../domain/liveness.ts';
import type { LivenessAction, StepKind } from '../../domain/liveness-protocol.ts';
import { statementLabel } from '../../domain/statement.ts';
import { isUnwilling } from '../../domain/withdrawal.ts';
import { policy } from '../../gate/policy.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { LivenessFrameRow, LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { ParkedRow } from '../../ports/parked-decisions.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import type { Vault } from '../../ports/vault.ts';
import { closeUpsOf } from './close-ups.ts';
import { hasCase } from './read-endings.ts';
import { settleIfDue, type SettleDeps } from './settle-decision.ts';

export interface ReadCaseDeps extends SettleDeps {
  readonly vault: Vault;
}

type LivenessView = NonNullable<CaseView['liveness']>;
type SignalName = LivenessView['steps'][number]['signal']['name'];

const judgedBy: Record<StepKind, SignalName> = {
  neutral: 'yawDegrees',
  'turn-left': 'yawDegrees',
  'turn-right': 'yawDegrees',
  nod: 'pitchDegrees',
  'close-eyes': 'irisOpenness',
  'open-mouth': 'mouthOpenness',
  agree: 'pitchDegrees', // of the nods
};

const isAction = (step: StepKind): step is LivenessAction => step !== 'neutral' && step !== 'agree';

function stepView(kind: StepKind, frames: readonly LivenessFrameRow[]): LivenessView['steps'][number] {
  const name = judgedBy[kind];
  const tries = Math.max(0, ...frames.map(({ stepTry }) => stepTry));
  const lastTry = frames.filter(({ stepTry }) => stepTry === tries);
  return {
    kind,
    status: 'passed',
    tries,
    signal: {
      name,
      points: lastTry.flatMap((frame) => {
        const signals = frame.signals as Partial<FrameSignals>; // older captures have fewer
        const value = name === 'none' ? null : (signals[name] ?? null);
        return value === null ? [] : [{ atMs: frame.capturedAtMs, value: Math.round(value * 100) / 100 }];
      }),
    },
    keptFrames: lastTry.flatMap(({ evidenceId, capturedAtMs }) =>
      evidenceId === null ? [] : [{ evidenceId, atMs: capturedAtMs }],
    ),
  };
}

async function captureOf(
  { database }: ReadCaseDeps,
  session: LivenessSessionRow,
): Promise<NonNullable<CaseView['liveness']>> {
  const frames = await database.liveness.frames(session.id);
  return {
    steps: session.script.map((kind, index) =>
      stepView(
        kind,
        frames.filter(({ stepIndex }) => stepIndex === index),
      ),
    ),
    drawn: session.script.filter(isAction),
    needs: { isLongerTime: session.needs.isLongerTime, without: [...session.needs.without] },
    closeUps: [...closeUpsOf(frames)],
  };
}

async function answerOf(
  { vault }: ReadCaseDeps,
  owner: ApplicationRow,
  session: LivenessSessionRow,
): Promise<NonNullable<CaseView['willingness']>> {
  return {
    statement: await vault.openText(owner, statementLabel(session.id), session.statementSealed),
    answer: session.state === 'declined' ? 'decline' : 'agree',
    by: session.agreement,
    at: (session.finishedAt ?? session.openedAt).toISOString(),
  };
}

/** Who declined agreed to nothing any more, whatever they said before. */
async function captureAndAnswer(
  deps: ReadCaseDeps,
  owner: ApplicationRow,
): Promise<Pick<CaseView, 'liveness' | 'willingness'>> {
  const complete = await deps.database.liveness.newest(owner.id, 'complete');
  const answered = (await deps.database.liveness.newest(owner.id, 'declined')) ?? complete;
  return {
    liveness: complete === null ? null : await captureOf(deps, complete),
    willingness: answered === null ? null : await answerOf(deps, owner, answered),
  };
}

async function declaredOf(
  { vault, clock }: ReadCaseDeps,
  row: ApplicationRow,
): Promise<CaseView['declared']> {
  if (row.declarationSealed === null) throw new DomainError('not-found');
  const { subjectKind, legalName, citizenId, business, shop, contact } = await vault.openDeclaration(
    row,
    row.declarationSealed,
  );
  const parsed = parseCitizenId(citizenId, clock.now());
  return {
    subjectKind,
    legalName,
    citizenId,
    birthDate: parsed.ok ? parsed.birthDate : '',
    business,
    shop: { name: shop.name, categories: [...shop.categories], brands: [...shop.brands] },
    contact,
  };
}

/** Entries that tell what somebody decided, or nearly did. */
const isOfDecision: ReadonlySet<string> = new Set(['review.decided', 'review.undone']);

const actorText = (actor: AuditEvent['actor']): string =>
  actor.kind === 'reviewer' ? `reviewer ${actor.reviewerId}` : actor.kind;

type Holder = NonNullable<CaseRow['claim']>;

/** Who has a decision parked holds the case without a claim; to themselves it is shown as what it is. */
function holderOf(parked: ParkedRow | null, reviewerId: string): Holder | null {
  if (parked === null || parked.reviewerId === reviewerId) return null;
  return { reviewerId: parked.reviewerId, name: parked.reviewerName, until: parked.settlesAt };
}

const claimView = (holder: Holder | null, reviewerId: string): CaseView['claim'] =>
  holder && {
    isMine: holder.reviewerId === reviewerId,
    by: holder.name,
    until: holder.until.toISOString(),
  };

/** `isLook`: a person opened it, which is put on record; false for the answer to what they did in it. */
export async function readCase(
  deps: ReadCaseDeps,
  id: ApplicationId,
  reviewerId: string,
  isLook: boolean,
): Promise<CaseView> {
  const { database, clock } = deps;
  await settleIfDue(deps, id);
  const now = clock.now();
  const row = await database.applications.find(id);
  const found = await database.reviews.findCase(id, now);
  const ended = row?.state === 'withdrawn' ? await database.endings.find(id) : null;
  // what was never submitted is nobody's business, unless it was ended by somebody who was not willing
  const isToBeSeen = found !== null || (ended !== null && isUnwilling(ended.reason) && hasCase(ended));
  if (row === null || !isToBeSeen) throw new DomainError('not-found');
  const decisions = await database.reviews.decisions(id);
  const parked = await database.parked.find(id);
  const ofRound = decisions.filter(({ round }) => round === row.round);
  const hasDecided = ofRound.some((one) => one.reviewerId === reviewerId);
  // a second reviewer decides blind: decisions of this round are shown once one has made one's own
  const shown =
    hasDecided || row.state !== 'in_review' ? decisions : decisions.filter(({ round }) => round < row.round);
  const evidence = found === null ? [] : await database.evidence.current(id); // photos that were never sent stay unseen
  const sealed = hasDecided ? await database.verification.recommendation(id, row.round) : null;
  const required = row.subjectKind === null ? [] : policy.required[row.subjectKind];
  if (isLook)
    await database.transaction((tx) =>
      tx.audit.append({
        type: 'case.viewed',
        applicationId: id,
        actor: { kind: 'reviewer', reviewerId },
        at: now,
        data: {},
      }),
    );
  return {
    applicationId: row.id,
    state: row.state,
    round: row.round,
    path: row.path,
    language: row.language,
    submittedAt: found?.submittedAt.toISOString() ?? null,
    ending: ended === null ? null : { reason: ended.reason, at: ended.at.toISOString() },
    claim: claimView(found?.claim ?? holderOf(parked, reviewerId), reviewerId),
    parked:
      parked?.reviewerId === reviewerId
        ? { decision: parked.decision, undoMs: Math.max(0, parked.settlesAt.getTime() - now.getTime()) }
        : null,
    declared: await declaredOf(deps, row),
    evidence: evidence.map(({ id: evidenceId, kind, addedAt }) => ({
      evidenceId,
      kind,
      addedAt: addedAt.toISOString(),
    })),
    ...(await captureAndAnswer(deps, row)),
    checks: (await database.verification.reports(id, row.round)).map(({ check, result, measurements }) => ({
      check,
      outcome: result.outcome,
      reason: result.outcome === 'passed' ? null : result.reason,
      isRequired: required.some((one) => one.check === check),
      measurements: [...measurements],
    })),
    decisions: shown.map((one) => ({
      round: one.round,
      by: one.reviewerName,
      decision: one.decision,
      reasons: [...one.reasons],
      items: [...one.items],
      note: one.note,
      at: one.at.toISOString(),
    })),
    awaitsSecondReviewer: row.state === 'in_review' && ofRound.length > 0,
    recommendation:
      sealed === null
        ? null
        : { outcome: sealed.outcome, reasons: [...sealed.reasons], policyVersion: sealed.policyVersion },
    trail: (await database.audit.of(id))
      .filter(({ type }) => hasDecided || row.state !== 'in_review' || !isOfDecision.has(type))
      .map(({ at, type, actor }) => ({ at: at.toISOString(), type, actor: actorText(actor) })),
  };
}
