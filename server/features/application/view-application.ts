// What the applicant's page is told: state, whose turn, the next step, reasons meant for the applicant.
import type { ApplicationView } from '../../contract/application.ts';
import { turnOf, type ApplicationId } from '../../domain/application.ts';
import { parseBusinessCode } from '../../domain/business-code.ts';
import { maskCitizenId, type CitizenId } from '../../domain/citizen-id.ts';
import { DomainError } from '../../domain/errors.ts';
import { photoKinds, type JourneyItem, type PhotoKind } from '../../domain/evidence.ts';
import { nextStepOf, stepsOf, type Progress } from '../../domain/journey.ts';
import { maskPersonName } from '../../domain/person-name.ts';
import type { ReviewReason } from '../../domain/reason-code.ts';
import {
  decisionsLooked,
  dueAt,
  expectedDecisionAt,
  type ServiceLevels,
} from '../../domain/service-levels.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Stores } from '../../ports/database.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { ReviewRow } from '../../ports/review-records.ts';
import type { Vault } from '../../ports/vault.ts';

export interface ViewDeps {
  readonly database: Stores;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly levels: ServiceLevels;
  readonly marketplace: string;
  /** How long after its submission an application waits for a service that cannot be asked. */
  readonly serviceWaitMs: number;
}

const isPhoto = (row: EvidenceRow): row is EvidenceRow & { kind: PhotoKind } =>
  (photoKinds as readonly string[]).includes(row.kind);

export async function progressOf(
  stores: Stores,
  row: ApplicationRow,
): Promise<Progress & { photoRows: readonly (EvidenceRow & { kind: PhotoKind })[]; hasReceipt: boolean }> {
  const consents = await stores.consents.current(row.id);
  const capture = await stores.liveness.newest(row.id, 'complete');
  const photoRows = (await stores.evidence.current(row.id)).filter(isPhoto);
  return {
    state: row.state,
    path: row.path,
    consents,
    subjectKind: row.subjectKind,
    photos: photoRows.map(({ kind }) => kind),
    isLivenessDone: capture !== null,
    hasReceipt: capture?.receipt != null,
    toFix: row.fix.map(({ item }) => item as JourneyItem),
    photoRows,
  };
}

async function declaredOf(row: ApplicationRow, vault: Vault): Promise<ApplicationView['declared']> {
  if (row.declarationSealed === null) return null;
  const { subjectKind, legalName, citizenId, business, shop } = await vault.openDeclaration(
    row,
    row.declarationSealed,
  );
  const code = business === null ? null : parseBusinessCode(business.code);
  return {
    subjectKind,
    nameMasked: maskPersonName(legalName),
    citizenIdMasked: maskCitizenId(citizenId as CitizenId),
    businessName: business?.name ?? null,
    businessCodeCheckDigit: code?.ok === true ? code.checkDigit : null,
    shopName: shop.name,
  };
}

async function hasErasureReceipt(
  stores: Stores,
  { id, state, declarationSealed }: ApplicationRow,
  consents: Progress['consents'],
): Promise<boolean> {
  if (Object.values(consents).includes('withdrawn') || (await stores.evidence.hasErased(id))) return true;
  return turnOf[state] === 'nobody' && state !== 'admitted' && declarationSealed === null
    ? (await stores.audit.of(id)).some(({ type }) => type === 'declaration.erased')
    : false;
}

const shownOutcomes = ['admitted', 'refused', 'awaiting_resubmission'];

/** The newest decision, once the state says that it counts: a first of two decisions is nobody's business yet. */
function outcomeOf(row: ApplicationRow, decisions: readonly ReviewRow[]): ApplicationView['outcome'] {
  if (!shownOutcomes.includes(row.state)) return null;
  const last = decisions.at(-1);
  if (last === undefined) return null;
  return {
    decision: last.decision,
    reasons: [...last.reasons],
    message: last.message,
    decidedAt: last.at.toISOString(),
  };
}

async function revocationOf(stores: Stores, row: ApplicationRow): Promise<ApplicationView['revocation']> {
  const found = row.state === 'revoked' ? await stores.revocations.find(row.id) : null;
  return found && { reason: found.reason, message: found.message, at: found.at.toISOString() };
}

/** Null where nobody is waited for but people. */
async function askedUntil(
  { database, serviceWaitMs }: ViewDeps,
  { id, round, state }: ApplicationRow,
  submittedAt: Date,
): Promise<string | null> {
  if (state !== 'checking') return null;
  const waits = await database.checkWaits.of(id, round);
  const isWaiting = waits.some(({ since, askAgainAt }) => askAgainAt > since);
  return isWaiting ? new Date(submittedAt.getTime() + serviceWaitMs).toISOString() : null;
}

/** What anybody can tell who knows the queue, the pace and the working hours. */
async function waitingOf(deps: ViewDeps, row: ApplicationRow): Promise<ApplicationView['waiting']> {
  const { submittedAt, state, id } = row;
  if (submittedAt === null || (state !== 'checking' && state !== 'in_review')) return null;
  const { database, levels, clock } = deps;
  const { calendar } = levels;
  const now = clock.now();
  const ahead = await database.queue.countAhead(submittedAt, id);
  const pace = await database.waits.pace(decisionsLooked);
  return {
    submittedAt: submittedAt.toISOString(),
    ahead,
    expectedAt: expectedDecisionAt(calendar, { ahead, pace, now })?.toISOString() ?? null,
    targetAt: dueAt(levels, submittedAt).toISOString(),
    askedUntil: await askedUntil(deps, row, submittedAt),
    opensAt: calendar.isOpen(now) ? null : calendar.nextOpening(now).toISOString(),
  };
}

/** Throws `not-found`. `resumeLink` is left null: only a session that just began is given one. */
export async function viewApplication(deps: ViewDeps, id: ApplicationId): Promise<ApplicationView> {
  const { database, vault, marketplace } = deps;
  const row = await database.applications.find(id);
  if (row === null) throw new DomainError('not-found');
  const { photoRows, hasReceipt, ...progress } = await progressOf(database, row);
  const steps = stepsOf(progress);
  return {
    applicationId: row.id,
    state: row.state,
    turn: turnOf[row.state],
    language: row.language,
    path: row.path,
    marketplace,
    consents: progress.consents,
    declared: await declaredOf(row, vault),
    photos: photoRows.map(({ kind, id: evidenceId, findings }) => ({
      kind,
      evidenceId,
      findings: [...findings],
    })),
    liveness: {
      isDone: progress.isLivenessDone,
      attemptsLeft: row.livenessAttemptsLeft,
      hasReceipt,
    },
    hasErasureReceipt: await hasErasureReceipt(database, row, progress.consents),
    steps: [...steps],
    nextStep: nextStepOf(steps),
    fix: row.fix.map(({ item, reasons }) => ({
      item: item as JourneyItem,
      reasons: reasons as ReviewReason[],
    })),
    outcome: outcomeOf(row, await database.reviews.decisions(id)),
    revocation: await revocationOf(database, row),
    waiting: await waitingOf(deps, row),
    resumeLink: null,
  };
}
