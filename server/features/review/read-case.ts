// One case with everything known about it; the recommendation stays sealed until this reviewer has decided.
import type { CaseView } from '../../contract/review.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { dueAt, type ServiceLevels } from '../../domain/service-levels.ts';
import { maskWithin, type Telling } from '../../domain/case-field.ts';
import { policy } from '../../gate/policy.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import type { ParkedRow } from '../../ports/parked-decisions.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import type { Vault } from '../../ports/vault.ts';
import { captureAndAnswer } from './case-capture.ts';
import { declarationOf, maskedDeclaration, tellingOf } from './case-declared.ts';
import { decisionView, hasDecided, visibleDecisions } from './case-decisions.ts';
import { relatedTo } from './case-history.ts';
import { maskedRegistered, registeredOf } from './case-registered.ts';
import { trailView } from './case-trail.ts';
import { compareDeclared } from './compare-declared.ts';
import { draftOf } from './save-draft.ts';
import { seenCase } from './seen-case.ts';
import { claimView, keptForView } from './claim-view.ts';
import { settleIfDue, type SettleDeps } from './settle-decision.ts';

export interface ReadCaseDeps extends SettleDeps {
  readonly vault: Vault;
  readonly levels: ServiceLevels;
  readonly seeReceipt: (row: ApplicationRow) => Promise<CaseView['receipt']>;
}

type Holder = NonNullable<CaseRow['claim']>;

/** Who has a decision parked holds the case without a claim; to themselves it is shown as what it is. */
function holderOf(parked: ParkedRow | null, reviewerId: string): Holder | null {
  if (parked === null || parked.reviewerId === reviewerId) return null;
  const { reviewerId: holder, reviewerName: name, decidedAt: claimedAt, settlesAt: until } = parked;
  return { reviewerId: holder, name, claimedAt, until, takenFrom: null };
}

async function escalationOf(
  database: Database,
  { id, round }: ApplicationRow,
  reviewerId: string,
  telling: Telling,
): Promise<CaseView['escalation']> {
  const found = await database.escalations.find(id, round);
  return (
    found && {
      by: found.reviewerName,
      isMine: found.reviewerId === reviewerId,
      reason: found.reason,
      note: maskWithin(found.note, telling),
      at: found.at.toISOString(),
    }
  );
}

async function revocationOf(
  database: Database,
  id: ApplicationId,
  telling: Telling,
): Promise<CaseView['revocation']> {
  const found = await database.revocations.find(id);
  return (
    found && {
      by: found.reviewerName,
      reason: found.reason,
      message: maskWithin(found.message, telling),
      note: maskWithin(found.note, telling),
      at: found.at.toISOString(),
    }
  );
}

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
  const { row, found, ended } = await seenCase(database, id, reviewerId, now);
  const decisions = await database.reviews.decisions(id);
  const parked = await database.parked.find(id);
  const ofRound = decisions.filter(({ round }) => round === row.round);
  const isDecided = hasDecided(row, decisions, reviewerId);
  const declaration = await declarationOf(deps.vault, row);
  const telling = tellingOf(declaration);
  const evidence = found === null ? [] : await database.evidence.current(id); // photos that were never sent stay unseen
  const sealed = isDecided ? await database.verification.recommendation(id, row.round) : null;
  const reports = await database.verification.reports(id, row.round);
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
    dueAt: found === null ? null : dueAt(deps.levels, found.submittedAt).toISOString(),
    claim: claimView(found?.claim ?? holderOf(parked, reviewerId), reviewerId),
    keptFor: keptForView(found?.keptFor ?? null, reviewerId),
    parked:
      parked?.reviewerId === reviewerId
        ? { decision: parked.decision, undoMs: Math.max(0, parked.settlesAt.getTime() - now.getTime()) }
        : null,
    declared: maskedDeclaration(declaration, now),
    evidence: evidence.map(({ id: evidenceId, kind, addedAt }) => ({
      evidenceId,
      kind,
      addedAt: addedAt.toISOString(),
    })),
    isFaceLocked: row.faceLockedAt !== null,
    ...(await captureAndAnswer(deps, row, telling)),
    receipt: await deps.seeReceipt(row),
    compared: [...compareDeclared(reports, declaration.business !== null)],
    registered: maskedRegistered(await registeredOf(deps, row), telling),
    checks: reports.map(({ check, result, measurements }) => ({
      check,
      outcome: result.outcome,
      reason: result.outcome === 'passed' ? null : result.reason,
      isRequired: required.some((one) => one.check === check),
      measurements: [...measurements],
    })),
    decisions: visibleDecisions(row, decisions, reviewerId).map((one) => decisionView(one, telling)),
    related: await relatedTo(database, id),
    escalation: await escalationOf(database, row, reviewerId, telling),
    revocation: await revocationOf(database, id, telling),
    draft: await draftOf(database, id, row.round, reviewerId),
    awaitsSecondReviewer: row.state === 'in_review' && ofRound.length > 0,
    recommendation:
      sealed === null
        ? null
        : { outcome: sealed.outcome, reasons: [...sealed.reasons], policyVersion: sealed.policyVersion },
    trail: trailView(await database.audit.of(id), row.round, row.state === 'in_review' && !isDecided),
  };
}
