// Runs the checks that are still owed, keeping each result as soon as it is there: nobody is asked twice.
import type { CheckName } from '../../domain/check.ts';
import { captureSignalsOf, type CaptureSignal } from '../../domain/capture-signals.ts';
import type { CapturePolicy } from '../../gate/capture-rules.ts';
import { serviceWait } from '../../domain/limits.ts';
import type { BusinessRegistry } from '../../ports/business-registry.ts';
import type { Database } from '../../ports/database.ts';
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
import { keepFinding, marking, waitsOn, type Finding, type KeepDeps } from './keep-finding.ts';
import { queryPermit, type QueryPermit } from './permit-query.ts';
import { withoutAnswer } from './wait-for-service.ts';

export interface CheckDeps extends Omit<RecordDeps, 'permit'>, WillingnessDeps, DetectorDeps, KeepDeps {
  readonly database: Database;
  readonly registry: BusinessRegistry | null;
  readonly marketplace: string;
  readonly capture: CapturePolicy;
}

/** `signals` of the capture, null without one; measured when they are first asked for. */
type Runner = (
  deps: CheckDeps & { readonly permit: QueryPermit },
  facts: CaseFacts,
  signal: AbortSignal,
  signals: () => Promise<readonly CaptureSignal[] | null>,
) => Promise<Finding | null>;

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

async function signalsOf(
  deps: CheckDeps,
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<readonly CaptureSignal[] | null> {
  if (facts.capture === null) return null;
  const { session, frames } = facts.capture;
  return captureSignalsOf(session, frames, await bestFrameDistance(deps, facts, signal));
}

/**
 * Answers whether all of them have ended; otherwise one waits for its service, and is to be run again in its time.
 * Rejects when our own parts fail (engine, store): the job runs again later.
 */
export async function runChecks(
  deps: CheckDeps,
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<'ended' | 'waiting'> {
  const { id, round } = facts.application;
  const done = new Set((await deps.database.verification.reports(id, round)).map(({ check }) => check));
  const waits = await deps.database.checkWaits.of(id, round);
  const permitted = { ...deps, permit: queryPermit(deps, facts.application) };
  let measured: Promise<readonly CaptureSignal[] | null> | undefined;
  const signals = (): Promise<readonly CaptureSignal[] | null> =>
    (measured ??= signalsOf(deps, facts, signal));
  let end: 'ended' | 'waiting' = 'ended';
  for (const [check, run] of Object.entries(runners) as [CheckName, Runner][]) {
    if (done.has(check)) continue;
    signal.throwIfAborted();
    const wait = waits.find((one) => one.check === check) ?? null;
    if (wait !== null && wait.askAgainAt > deps.clock.now()) {
      end = 'waiting';
      continue;
    }
    const finished =
      wait !== null && wait.questions >= serviceWait.mostQuestions
        ? withoutAnswer(check)
        : await run(
            { ...permitted, permit: marking(deps, facts, permitted.permit, wait) },
            facts,
            signal,
            signals,
          );
    // aborted while asking: what came back may be the abort and not an answer
    signal.throwIfAborted();
    if (finished === null) continue;
    if (await waitsOn(deps, facts, finished, wait)) end = 'waiting';
    else await keepFinding(deps, facts, finished, wait);
  }
  return end;
}
