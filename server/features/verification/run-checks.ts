// Runs the checks that are still owed, keeping each result as soon as it is there: nobody is asked twice.
import type { AuditEvent } from '../../domain/audit-event.ts';
import type { CheckName, CheckReport } from '../../domain/check.ts';
import { captureSignalsOf, type CaptureSignal } from '../../domain/capture-signals.ts';
import type { CapturePolicy } from '../../gate/capture-rules.ts';
import { sealedLabel, type RegisteredBusiness } from '../../domain/registered-business.ts';
import type { BusinessRegistry } from '../../ports/business-registry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import { recordAnswerClass, type RecordQuestion } from '../../ports/record-question.ts';
import { askDetectors, type DetectorDeps } from './ask-detectors.ts';
import { bestFrameDistance } from './best-frame-distance.ts';
import { checkBusinessRegistry } from './check-business-registry.ts';
import { checkDocumentData } from './check-document-data.ts';
import { checkDocumentFaceMatch } from './check-document-face-match.ts';
import { checkDocumentQuality } from './check-document-quality.ts';
import { checkGovernmentRecord, type RecordDeps } from './check-government-record.ts';
import { checkLiveness } from './check-liveness.ts';
import { checkPresentationAttack } from './check-presentation-attack.ts';
import { checkWillingness, type WillingnessDeps } from './check-willingness.ts';
import type { CaseFacts } from './case-facts.ts';

export interface CheckDeps extends RecordDeps, WillingnessDeps, DetectorDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly registry: BusinessRegistry | null;
  readonly marketplace: string;
  readonly capture: CapturePolicy;
}

interface Finished {
  readonly report: CheckReport;
  readonly portrait?: Uint8Array | null;
  readonly questions?: readonly RecordQuestion[];
  readonly registered?: RegisteredBusiness | null;
}

/** `signals` of the capture, null without one; measured when they are first asked for. */
type Runner = (
  deps: CheckDeps,
  facts: CaseFacts,
  signal: AbortSignal,
  signals: () => Promise<readonly CaptureSignal[] | null>,
) => Promise<Finished | null>;

const runners: Record<CheckName, Runner> = {
  'document-quality': async (_deps, facts) => ({ report: checkDocumentQuality(facts) }),
  'document-data': async ({ clock }, facts) => ({ report: checkDocumentData(facts, clock.now()) }),
  liveness: async ({ capture }, facts, _signal, signals) => ({
    report: checkLiveness(facts, await signals(), capture),
  }),
  'presentation-attack': async (deps, facts, signal, signals) => ({
    report: checkPresentationAttack(
      facts,
      await signals(),
      facts.capture === null ? [] : await askDetectors(deps, facts, signal),
      deps.capture,
    ),
  }),
  willingness: async (deps, facts) => ({ report: await checkWillingness(deps, facts) }),
  'document-face-match': async (deps, facts, signal) => ({
    report: await checkDocumentFaceMatch(deps, facts, signal),
  }),
  'government-record': (deps, facts, signal) => checkGovernmentRecord(deps, facts, signal),
  'business-registry': checkBusinessRegistry,
};

/** Writes result, portrait and trail in one transaction; a result that is there already stays. */
async function keep(deps: CheckDeps, facts: CaseFacts, finished: Finished): Promise<void> {
  const { database, vault, clock, random } = deps;
  const { report, portrait = null, questions = [], registered = null } = finished;
  const { id, round } = facts.application;
  const at = clock.now();
  const evidenceId = random.id('e');
  const kept = portrait === null ? null : await vault.putMedia(facts.application, evidenceId, portrait);
  const sealed =
    registered === null
      ? null
      : await vault.sealText(facts.application, sealedLabel, JSON.stringify(registered));
  const event = { applicationId: id, actor: { kind: 'system' }, at } as const;
  const { result } = report;
  const events: readonly AuditEvent[] = [
    ...questions.map(({ provider, answer, because }): AuditEvent => ({
      ...event,
      type: 'government-record.asked',
      data: {
        round,
        provider,
        answer: recordAnswerClass(answer),
        ...(because === null ? {} : { because }),
      },
    })),
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
  await database.transaction(async (tx) => {
    await tx.verification.record(id, round, [report], at);
    if (sealed !== null) await tx.verification.keepRegistered(id, round, sealed);
    if (kept !== null) {
      await tx.evidence.supersede(id, ['record-portrait']);
      await tx.evidence.add({
        id: evidenceId,
        applicationId: id,
        kind: 'record-portrait',
        ...kept,
        mediaType: 'image/jpeg',
        findings: [],
        measurements: [],
        capture: null,
        addedAt: at,
      });
    }
    await tx.audit.append(...events);
  });
}

async function signalsOf(
  deps: CheckDeps,
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<readonly CaptureSignal[] | null> {
  if (facts.capture === null) return null;
  const { session, frames } = facts.capture;
  return captureSignalsOf(session, frames, await bestFrameDistance(deps, facts, signal));
}

/** Answers all reports of this round. Rejects when our own parts fail (engine, store): the job runs again later. */
export async function runChecks(
  deps: CheckDeps,
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<readonly CheckReport[]> {
  const { id, round } = facts.application;
  const done = new Set((await deps.database.verification.reports(id, round)).map(({ check }) => check));
  let measured: Promise<readonly CaptureSignal[] | null> | undefined;
  const signals = (): Promise<readonly CaptureSignal[] | null> =>
    (measured ??= signalsOf(deps, facts, signal));
  for (const [check, run] of Object.entries(runners) as [CheckName, Runner][]) {
    if (done.has(check)) continue;
    signal.throwIfAborted();
    const finished = await run(deps, facts, signal, signals);
    // aborted while asking: what came back may be the abort and not an answer
    signal.throwIfAborted();
    if (finished !== null) await keep(deps, facts, finished);
  }
  return deps.database.verification.reports(id, round);
}
