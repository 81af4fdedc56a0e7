// Presentation attack: what the signals of the capture and the detectors say together. Seldom a yes, never one by default.
import type { CaptureSignal } from '../../domain/capture-signals.ts';
import type { CheckReport, CheckResult, Measurement } from '../../domain/check.ts';
import type { CapturePolicy, DetectorRule } from '../../gate/capture-rules.ts';
import { captureMeasurements, isBeyond, weighCapture } from '../../gate/weigh-capture.ts';
import type { DetectorAnswer } from './ask-detectors.ts';
import type { CaseFacts } from './case-facts.ts';

function detectorMeasurements(
  { detector, signals }: DetectorAnswer,
  rules: readonly DetectorRule[],
): readonly Measurement[] {
  const limitOf = (signal: string): number | null =>
    rules.find((rule) => rule.detector === detector && rule.signal === signal)?.limit ?? null;
  return [
    {
      name: `${detector}/answered`,
      value: signals === null ? 0 : 1,
      unit: '0 or 1',
      limit: 1,
      better: 'higher',
    },
    ...(signals ?? []).map(({ name, value, unit, better }) => ({
      name: `${detector}/${name}`,
      value,
      unit,
      limit: limitOf(name),
      better,
    })),
  ];
}

/** How a rule comes out: `unanswered` when its detector said nothing of that signal. */
function comesOut(
  rule: DetectorRule,
  answers: readonly DetectorAnswer[],
): 'beyond' | 'within' | 'unanswered' {
  const answer = answers.find(({ detector }) => detector === rule.detector);
  const signal = answer?.signals?.find(({ name }) => name === rule.signal);
  if (signal === undefined) return 'unanswered';
  return isBeyond(signal.value, signal.better, rule.limit) ? 'beyond' : 'within';
}

function judge(
  captureDoubts: number,
  answers: readonly DetectorAnswer[],
  policy: CapturePolicy,
): CheckResult {
  const installed = policy.detectors.filter((rule) =>
    answers.some(({ detector }) => detector === rule.detector),
  );
  const came = installed.map((rule) => ({ rule, out: comesOut(rule, answers) }));
  const seen = came.filter(({ out }) => out === 'beyond').reduce((sum, { rule }) => sum + rule.doubts, 0);
  const doubts = captureDoubts + seen;
  if (seen > 0 && doubts >= policy.failedFrom) return { outcome: 'failed', reason: 'attack-suspected' };
  // what was seen weighs more than what was not
  if (doubts >= policy.inconclusiveFrom) return { outcome: 'inconclusive', reason: 'capture-doubtful' };
  if (answers.some(({ signals }) => signals === null) || came.some(({ out }) => out === 'unanswered'))
    return { outcome: 'unavailable', reason: 'attack-detector-failed' };
  // a detector whose signals count for nothing says nothing
  if (installed.length === 0) return { outcome: 'unavailable', reason: 'attack-detector-not-installed' };
  return doubts > 0 ? { outcome: 'inconclusive', reason: 'capture-doubtful' } : { outcome: 'passed' };
}

/** `signals` of the capture, null without one; `answers` of the detectors, one each. */
export function checkPresentationAttack(
  { application, capture }: CaseFacts,
  signals: readonly CaptureSignal[] | null,
  answers: readonly DetectorAnswer[],
  policy: CapturePolicy,
): CheckReport {
  const check = 'presentation-attack';
  if (application.path === 'face-free')
    return { check, result: { outcome: 'unavailable', reason: 'face-not-asked' }, measurements: [] };
  if (capture === null || signals === null)
    return { check, result: { outcome: 'unavailable', reason: 'liveness-not-done' }, measurements: [] };
  return {
    check,
    result: judge(weighCapture(signals, policy).doubts, answers, policy),
    measurements: [
      ...captureMeasurements(signals, policy.signals),
      ...answers.flatMap((answer) => detectorMeasurements(answer, policy.detectors)),
    ],
  };
}
