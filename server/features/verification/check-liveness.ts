// Liveness: did a live person follow the server's script, one and the same throughout?
import type { CheckReport, Measurement } from '../../domain/check.ts';
import { livenessRules, type FrameSignals } from '../../domain/liveness.ts';
import type { CaseFacts } from './case-facts.ts';

/** `bestFrameDistance`: of the best frame to the person of the capture; null when it could not be measured. */
export function checkLiveness(facts: CaseFacts, bestFrameDistance: number | null): CheckReport {
  const report = (result: CheckReport['result'], measurements: readonly Measurement[] = []): CheckReport => ({
    check: 'liveness',
    result,
    measurements,
  });
  if (facts.application.path === 'face-free')
    return report({ outcome: 'unavailable', reason: 'face-not-asked' });
  if (facts.capture === null) return report({ outcome: 'unavailable', reason: 'liveness-not-done' });
  const distances = facts.capture.frames
    .map(({ signals }) => (signals as FrameSignals).faceDistance)
    .filter((distance) => distance !== null);
  if (distances.length === 0 || bestFrameDistance === null)
    return report({ outcome: 'inconclusive', reason: 'liveness-not-followed' });
  const farthest = Math.max(...distances);
  const measurements: Measurement[] = [
    {
      name: 'faceDistance of the best frame to the capture',
      value: Math.round(bestFrameDistance * 1000) / 1000,
      unit: 'euclidean',
      limit: livenessRules.sameFaceDistance,
      better: 'lower',
    },
    {
      name: 'largest faceDistance within the capture',
      value: Math.round(farthest * 1000) / 1000,
      unit: 'euclidean',
      limit: livenessRules.turnedFaceDistance,
      better: 'lower',
    },
    { name: 'frames', value: facts.capture.frames.length, unit: 'count', limit: null, better: 'higher' },
  ];
  if (bestFrameDistance > livenessRules.sameFaceDistance || farthest > livenessRules.turnedFaceDistance)
    return report({ outcome: 'failed', reason: 'liveness-face-changed' }, measurements);
  return report({ outcome: 'passed' }, measurements);
}
