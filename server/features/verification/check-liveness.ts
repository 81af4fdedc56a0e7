// Liveness: did a live person follow the server's script, one and the same throughout, in frames that a camera can take?
import type { CaptureSignal } from '../../domain/capture-signals.ts';
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import type { CapturePolicy } from '../../gate/capture-rules.ts';
import { captureMeasurements, weighCapture } from '../../gate/weigh-capture.ts';
import type { CaseFacts } from './case-facts.ts';

function judge(signals: readonly CaptureSignal[], policy: CapturePolicy): CheckResult {
  const { failures, unknown } = weighCapture(signals, policy);
  const [reason] = failures;
  if (reason !== undefined) return { outcome: 'failed', reason };
  return unknown.length > 0
    ? { outcome: 'inconclusive', reason: 'liveness-not-followed' }
    : { outcome: 'passed' };
}

/** `signals` of the capture, null without one. The steps themselves were judged while they were done. */
export function checkLiveness(
  { application, capture }: CaseFacts,
  signals: readonly CaptureSignal[] | null,
  policy: CapturePolicy,
): CheckReport {
  const check = 'liveness';
  if (application.path === 'face-free')
    return { check, result: { outcome: 'unavailable', reason: 'face-not-asked' }, measurements: [] };
  if (capture === null || signals === null)
    return { check, result: { outcome: 'unavailable', reason: 'liveness-not-done' }, measurements: [] };
  const counting = policy.signals.filter(({ weight }) => weight.kind === 'fails');
  return { check, result: judge(signals, policy), measurements: captureMeasurements(signals, counting) };
}
