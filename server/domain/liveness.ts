// Judges one step of a capture from the signals of its frames, relative to the person's own neutral frames. Pure.
import { answerIn } from './judge-agreement.ts';
import { judgeAction } from './judge-action.ts';
import type { Agreement, CaptureHint, LivenessAction, RetryReason, StepKind } from './liveness-protocol.ts';
import { livenessRules } from './liveness-rules.ts';
import type { Baseline, FrameSignals } from './liveness-signals.ts';
import { median, movementOf, present } from './movement.ts';
export { livenessRules, timeLimitMs } from './liveness-rules.ts';
export type { Baseline, CameraClaim, FaceTexture, FrameSignals, Stillness } from './liveness-signals.ts';

export type StepJudgement =
  | { readonly verdict: 'watching'; readonly hint: CaptureHint }
  | { readonly verdict: 'passed'; readonly by?: Agreement }
  | { readonly verdict: 'declined' } // the head was shaken at the statement
  | { readonly verdict: 'retry'; readonly reason: RetryReason };

export function baselineOf(neutral: readonly FrameSignals[]): Baseline {
  const good = neutral.filter(isGoodNeutral);
  const irises = present(good.map((frame) => frame.irisOpenness));
  return {
    yawDegrees: median(present(good.map((frame) => frame.yawDegrees))),
    pitchDegrees: median(present(good.map((frame) => frame.pitchDegrees))),
    irisOpenness: irises.length === 0 ? null : median(irises),
    mouthOpenness: median(present(good.map((frame) => frame.mouthOpenness))),
  };
}

function isTooDark(frame: FrameSignals): boolean {
  return frame.meanLuma < livenessRules.meanLuma;
}

function isTooFar(frame: FrameSignals): boolean {
  return frame.faceWidthShare !== null && frame.faceWidthShare < livenessRules.faceWidthShare;
}

function isFrontal(frame: FrameSignals): boolean {
  return frame.yawDegrees !== null && Math.abs(frame.yawDegrees) <= livenessRules.frontalYawDegrees;
}

export function isGoodNeutral(frame: FrameSignals): boolean {
  return (
    frame.faces === 1 &&
    isFrontal(frame) &&
    !isTooDark(frame) &&
    !isTooFar(frame) &&
    (frame.mouthOpenness ?? 1) < livenessRules.mouthOpenAbsolute
  );
}

/** What would help most, judged by the newest frame. */
function hintFor(step: StepKind, frames: readonly FrameSignals[]): CaptureHint {
  const last = frames.at(-1);
  if (last === undefined) return 'go-on';
  if (last.faces === 0) return isTooDark(last) ? 'more-light' : 'no-face';
  if (last.faces > 1) return 'several-faces';
  if (isTooDark(last)) return 'more-light';
  if (isTooFar(last)) return 'closer';
  if ((step === 'neutral' || step === 'agree') && !isFrontal(last)) return 'look-straight';
  return 'go-on';
}

/** A person that is not the one of the neutral frames, in any frame where it was measured. */
function showsAnotherPerson(
  step: StepKind,
  frames: readonly FrameSignals[],
  baseline: Baseline | null,
): boolean {
  if (baseline === null || step === 'neutral') return false;
  const asked = step === 'agree' ? 'nod' : step;
  return frames.some((frame) => {
    if (frame.faceDistance === null) return false;
    const isAtRest = movementOf(frame, baseline, asked) === 'rest';
    return (
      frame.faceDistance > (isAtRest ? livenessRules.sameFaceDistance : livenessRules.turnedFaceDistance)
    );
  });
}

/** Why a step that is over showed nothing usable. */
function whyNothing(frames: readonly FrameSignals[]): RetryReason {
  if (frames.length === 0) return 'too-few-frames';
  const share = (fault: (frame: FrameSignals) => boolean): number =>
    frames.filter(fault).length / frames.length;
  if (share(isTooDark) > 0.5) return 'too-dark';
  if (share(({ faces }) => faces === 0) > livenessRules.lostShare) return 'face-lost';
  if (share(isTooFar) > 0.5) return 'too-far';
  return 'no-action';
}

/** `reason` when nothing else explains that the step showed nothing. */
function endedWithout(frames: readonly FrameSignals[], reason: RetryReason): StepJudgement {
  const why = whyNothing(frames);
  return { verdict: 'retry', reason: why === 'no-action' ? reason : why };
}

function stepOfNeutral(frames: readonly FrameSignals[], isOver: boolean): StepJudgement {
  if (frames.filter(isGoodNeutral).length >= livenessRules.neutralFrames) return { verdict: 'passed' };
  if (!isOver) return { verdict: 'watching', hint: hintFor('neutral', frames) };
  return endedWithout(frames, 'not-frontal');
}

function stepOfAction(
  asked: LivenessAction,
  frames: readonly FrameSignals[],
  baseline: Baseline,
  isOver: boolean,
): StepJudgement {
  const judged = judgeAction(asked, frames, baseline);
  switch (judged) {
    case 'passed':
      return { verdict: 'passed' };
    case 'not-yet':
      return isOver
        ? endedWithout(frames, 'no-action')
        : { verdict: 'watching', hint: hintFor(asked, frames) };
    case 'unclear':
      return isOver
        ? { verdict: 'retry', reason: 'too-few-frames' }
        : { verdict: 'watching', hint: hintFor(asked, frames) };
    case 'not-back-yet':
      return isOver
        ? { verdict: 'retry', reason: 'did-not-return' }
        : { verdict: 'watching', hint: 'look-straight' };
    case 'wrong-action':
    case 'too-early':
      return { verdict: 'retry', reason: judged };
  }
}

function stepOfAgreement(
  frames: readonly FrameSignals[],
  baseline: Baseline,
  isOver: boolean,
): StepJudgement {
  const answer = answerIn(frames, baseline);
  if (answer === 'declined') return { verdict: 'declined' };
  if (answer !== null) return { verdict: 'passed', by: answer };
  if (!isOver) return { verdict: 'watching', hint: hintFor('agree', frames) };
  const wasHeld = frames.some(({ isHeld }) => isHeld);
  return endedWithout(frames, wasHeld ? 'too-few-frames' : 'no-action');
}

/**
 * Judges what is known of a step so far. `frames` of the present try, in capture order.
 * `isOver`: no more frames will come. `baseline` is null exactly for `neutral`.
 */
export function judgeStep(
  step: StepKind,
  frames: readonly FrameSignals[],
  baseline: Baseline | null,
  isOver: boolean,
): StepJudgement {
  if (frames.filter(({ faces }) => faces > 1).length >= livenessRules.severalFacesFrames)
    return { verdict: 'retry', reason: 'several-faces' };
  if (showsAnotherPerson(step, frames, baseline)) return { verdict: 'retry', reason: 'another-person' };
  if (step === 'neutral') return stepOfNeutral(frames, isOver);
  if (baseline === null) return { verdict: 'retry', reason: 'not-frontal' };
  if (step === 'agree') return stepOfAgreement(frames, baseline, isOver);
  return stepOfAction(step, frames, baseline, isOver);
}
