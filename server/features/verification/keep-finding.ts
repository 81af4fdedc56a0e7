// Writes down what came of a check, or that it waits for its service, each in one transaction with the trail.
import type { AuditEvent } from '../../domain/audit-event.ts';
import type { CheckReport } from '../../domain/check.ts';
import { sealedLabel, type RegisteredBusiness } from '../../domain/registered-business.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { CheckWait } from '../../ports/check-waits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import { recordAnswerClass, type RecordQuestion } from '../../ports/record-question.ts';
import { registryAnswerClass, type RegistryQuestion } from '../../ports/registry-question.ts';
import type { Vault } from '../../ports/vault.ts';
import type { CaseFacts } from './case-facts.ts';
import type { QueryPermit } from './permit-query.ts';
import { askAgainAt, type Unanswered } from './wait-for-service.ts';

export interface KeepDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  /** How long after its submission an application waits for a service that cannot be asked. */
  readonly waitMs: number;
}

export interface Finding {
  readonly report: CheckReport;
  readonly portrait?: Uint8Array | null;
  readonly questions?: readonly RecordQuestion[];
  readonly registered?: RegisteredBusiness | null;
  readonly registryQuestion?: RegistryQuestion | null;
  readonly unanswered?: Unanswered | null;
}

/** For the trail; `wait`: what came before these in this round. */
function asked(
  { id, round }: ApplicationRow,
  questions: readonly RecordQuestion[],
  wait: CheckWait | null,
  at: Date,
): readonly AuditEvent[] {
  const again = wait !== null && wait.questions > 0 ? 'asked-again' : null;
  return questions.map(({ provider, answer, because }): AuditEvent => {
    const reason = because ?? again;
    return {
      applicationId: id,
      actor: { kind: 'system' },
      at,
      type: 'government-record.asked',
      data: {
        round,
        provider,
        answer: recordAnswerClass(answer),
        ...(reason === null ? {} : { because: reason }),
      },
    };
  });
}

function askedRegister(
  { id, round }: ApplicationRow,
  question: RegistryQuestion | null | undefined,
  at: Date,
): readonly AuditEvent[] {
  if (question === null || question === undefined) return [];
  const { provider, answer } = question;
  return [
    {
      applicationId: id,
      actor: { kind: 'system' },
      at,
      type: 'business-registry.asked',
      data: { round, provider, answer: registryAnswerClass(answer) },
    },
  ];
}

/** Writes result, portrait and trail in one transaction; a result that is there already stays. */
export async function keepFinding(
  deps: KeepDeps,
  facts: CaseFacts,
  finished: Finding,
  wait: CheckWait | null,
): Promise<void> {
  const { database, vault, clock, random } = deps;
  const { report, portrait = null, questions = [], registered = null } = finished;
  const { id, round } = facts.application;
  const at = clock.now();
  const piece = { id: random.id('e'), kind: 'record-portrait' } as const;
  const kept = portrait === null ? null : await vault.putMedia(facts.application, piece, portrait);
  const sealed =
    registered === null
      ? null
      : await vault.sealText(facts.application, sealedLabel, JSON.stringify(registered));
  const event = { applicationId: id, actor: { kind: 'system' }, at } as const;
  const { result } = report;
  const events: readonly AuditEvent[] = [
    ...asked(facts.application, questions, wait, at),
    ...askedRegister(facts.application, finished.registryQuestion, at),
    {
      ...event,
      type: 'check.finished',
      data: {
        round,
        check: report.check,
        outcome: result.outcome,
        reason: result.outcome === 'passed' ? null : result.reason,
      },
    },
  ];
  const isKept = await database.transaction(async (tx) => {
    await tx.applications.lock(id);
    const consents = await tx.consents.current(id);
    // taken back while it was asked: what came of it is not kept
    const mayKeep = consents['government-query'] === 'granted';
    const mayKeepFace = mayKeep && consents.face === 'granted';
    await tx.verification.record(id, round, [report], at);
    await tx.checkWaits.end(id, round, report.check);
    if (sealed !== null && mayKeep) await tx.verification.keepRegistered(id, round, sealed);
    if (kept !== null && mayKeepFace) {
      await tx.evidence.supersede(id, ['record-portrait']);
      await tx.evidence.add({
        ...piece,
        applicationId: id,
        ...kept,
        mediaType: 'image/jpeg',
        findings: [],
        measurements: [],
        capture: null,
        addedAt: at,
      });
    }
    await tx.audit.append(...events);
    return mayKeepFace;
  });
  if (kept !== null && !isKept) await vault.eraseMedia(facts.application, kept);
}

/** Otherwise it is the mark of a question that was out when its process died. */
const hasBegun = (wait: CheckWait | null): wait is CheckWait => wait !== null && wait.askAgainAt > wait.since;

/** Counts the question before it is put: should this process die, the next one knows that it may have been billed. */
export function marking(
  { database, clock }: KeepDeps,
  { application: { id, round } }: CaseFacts,
  permit: QueryPermit,
  wait: CheckWait | null,
): QueryPermit {
  return async (source, wantsFace) => {
    const permitted = await permit(source, wantsFace);
    if (permitted === 'refused') return permitted;
    const now = clock.now();
    const { since, askAgainAt } = wait ?? { since: now, askAgainAt: now };
    const questions = (wait?.questions ?? 0) + 1;
    await database.checkWaits.put({ applicationId: id, round, check: source, since, questions, askAgainAt });
    return permitted;
  };
}

/** Answers whether the check waits now: then nothing of it is kept but what was asked. */
export async function waitsOn(
  deps: KeepDeps,
  { application }: CaseFacts,
  { report: { check }, questions = [], registryQuestion, unanswered = null }: Finding,
  wait: CheckWait | null,
): Promise<boolean> {
  const { id, round, submittedAt } = application;
  if (unanswered === null || submittedAt === null) return false;
  const now = deps.clock.now();
  const put = (wait?.questions ?? 0) + unanswered.questions;
  const { waitMs } = deps;
  const again = askAgainAt(unanswered.answer, { submittedAt, questions: put, now, waitMs });
  if (again === null) return false;
  const { why } = unanswered.answer;
  const begun: AuditEvent = {
    applicationId: id,
    actor: { kind: 'system' },
    at: now,
    type: 'check.waiting',
    data: { round, check, why },
  };
  await deps.database.transaction(async (tx) => {
    await tx.checkWaits.put({
      applicationId: id,
      round,
      check,
      since: hasBegun(wait) ? wait.since : now,
      questions: put,
      askAgainAt: again,
    });
    await tx.audit.append(
      ...(unanswered.questions > 0 ? asked(application, questions, wait, now) : []),
      ...(unanswered.questions > 0 ? askedRegister(application, registryQuestion, now) : []),
      ...(hasBegun(wait) ? [] : [begun]),
    );
  });
  return true;
}
