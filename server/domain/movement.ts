// Says what one frame of a capture shows a person doing, relative to that person at rest.
import type { LivenessAction } from './liveness-protocol.ts';
import { livenessRules } from './liveness-rules.ts';
import type { Baseline, FrameSignals } from './liveness-signals.ts';

export type Movement = LivenessAction | 'rest' | 'between' | 'unseen';

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const present = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

/**
 * The person at rest, with the head as it is held when the step begins: a held phone drifts. Where a nod is asked for and
 * the head is far from where it was in the neutral frames, as it was there: it is down already.
 */
export function restInStep(
  frames: readonly FrameSignals[],
  baseline: Baseline,
  asked: LivenessAction,
): Baseline {
  const { poseFrames, driftPitchDegrees } = livenessRules;
  const begin = present(frames.map(({ pitchDegrees }) => pitchDegrees)).slice(0, poseFrames);
  const pitchDegrees = median(begin);
  const isDrift = asked !== 'nod' || Math.abs(pitchDegrees - baseline.pitchDegrees) <= driftPitchDegrees;
  return begin.length > 0 && isDrift ? { ...baseline, pitchDegrees } : baseline;
}

export function isMouthOpen({ mouthOpenness }: FrameSignals, rest: Baseline): boolean {
  const { mouthOpenAbsolute, mouthOpenRise } = livenessRules;
  return (
    mouthOpenness !== null &&
    mouthOpenness >= mouthOpenAbsolute &&
    mouthOpenness - rest.mouthOpenness >= mouthOpenRise
  );
}

function isMouthAtRest({ mouthOpenness }: FrameSignals, rest: Baseline): boolean {
  const { mouthRestAbsolute, mouthRestRise } = livenessRules;
  return (
    mouthOpenness !== null && mouthOpenness <= Math.max(mouthRestAbsolute, rest.mouthOpenness + mouthRestRise)
  );
}

/** Of the person's own; null where it cannot be said. */
function irisShare({ irisOpenness }: FrameSignals, rest: Baseline): number | null {
  if (irisOpenness === null || rest.irisOpenness === null) return null;
  return irisOpenness / rest.irisOpenness;
}

/** Degrees away from rest; > 0 is down. */
export const pitchFrom = ({ pitchDegrees }: FrameSignals, rest: Baseline): number =>
  (pitchDegrees ?? NaN) - rest.pitchDegrees;

/**
 * What a frame shows. Lids follow a look down, so that a head that is down says nothing of the eyes: with eyes closed it
 * is a nod, unless closed eyes are what was `asked` for; then it is neither.
 */
export function movementOf(frame: FrameSignals, rest: Baseline, asked: LivenessAction): Movement {
  if (frame.yawDegrees === null || frame.pitchDegrees === null || frame.mouthOpenness === null)
    return 'unseen';
  const yaw = frame.yawDegrees - rest.yawDegrees;
  if (yaw >= livenessRules.turnYawDegrees) return 'turn-left';
  if (yaw <= -livenessRules.turnYawDegrees) return 'turn-right';
  if (isMouthOpen(frame, rest)) return 'open-mouth';
  if (Math.abs(yaw) > livenessRules.restYawDegrees || !isMouthAtRest(frame, rest)) return 'between';
  const isClosed = (irisShare(frame, rest) ?? 1) <= livenessRules.closedIrisShare;
  if (pitchFrom(frame, rest) >= livenessRules.nodPitchDegrees)
    return isClosed && asked === 'close-eyes' ? 'between' : 'nod';
  return isClosed ? 'close-eyes' : 'rest';
}

/** Whether a frame shows the rest that an action begins and ends with: what it moves has to be back. */
export function isAtRest(frame: FrameSignals, rest: Baseline, asked: LivenessAction): boolean {
  if (movementOf(frame, rest, asked) !== 'rest') return false;
  if (asked === 'nod') return Math.abs(pitchFrom(frame, rest)) <= livenessRules.nodRestPitchDegrees;
  if (asked === 'close-eyes') return (irisShare(frame, rest) ?? 0) >= livenessRules.openIrisShare;
  return true;
}
