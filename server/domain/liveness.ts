// Judges one step of a capture from the signals of its frames, relative to the person's own neutral frames. Pure.
import type { Box } from './geometry.ts';
import { longerTimeFactor } from './liveness-protocol.ts';
import type {
  Agreement,
  CaptureHint,
  CaptureNeeds,
  LivenessAction,
  RetryReason,
  StepKind,
} from './liveness-protocol.ts';

/** What was measured in one frame. Numbers only: nothing here shows who it is. */
export interface FrameSignals {
  /** The page's monotonic clock since the capture began, ms. */
  readonly capturedAtMs: number;
  readonly faces: number;
  /** > 0: turned to the person's own left. Null without a face. */
  readonly yawDegrees: number | null;
  /** > 0: looking down. Null without a face. */
  readonly pitchDegrees: number | null;
  /** > 0: tilted clockwise on the picture. Null without a face. */
  readonly rollDegrees: number | null;
  /** Gap between the lids over the eye's width by the mesh alone, rough. Null without a face. */
  readonly eyeOpenness: number | null;
  /** The same by the net that looks at each eye; at 0.65 of the person's own and below they are closed. Null where it
   *  was not measured: it is costly, so only where eyes matter. */
  readonly irisOpenness: number | null;
  /** Inner lip gap over mouth width; about 0.05 closed, above 0.25 open. Null without a face. */
  readonly mouthOpenness: number | null;
  /** Face width over picture width, 0..1. Null without a face. */
  readonly faceWidthShare: number | null;
  /** Around the mesh, in shares of the frame's width and height; may reach past its edges. Null without a face. */
  readonly faceBox: Box | null;
  /** 0..255 */
  readonly meanLuma: number;
  /** Distance to the person of the neutral frames; lower is closer. Null where it was not measured. */
  readonly faceDistance: number | null;
  /** Width between the outer corners of the eyes over the length of the nose, on the picture. A flat photo turned by hand
   *  loses more of it than the yaw it shows explains. Null without a face. */
  readonly eyesToNoseRatio: number | null;
  /** 0..1, how sure a face lies there uncovered; a hand or a mask lowers it, a strong turn too. */
  readonly presence: number;
  /** 0..1, share of the face beyond the frame's edges. */
  readonly offFrameShare: number;
  /** Variance of the Laplacian of the face; among the frames of one capture only. Null without a face. */
  readonly sharpness: number | null;
  /** Against the frame before it in the same batch; null for the first of a batch. */
  readonly stillness: Stillness | null;
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the page says of its camera; a claim, never evidence. */
  readonly camera: CameraClaim | null;
  /** Whether the page said, with this frame, that the button of agreement is held. */
  readonly isHeld: boolean;
}

/** How much a frame differs from the one before it. A camera's grain alone keeps both above 0. */
export interface Stillness {
  /** Mean difference of luma over the whole frame, 0..255; 0 is the very same picture. */
  readonly change: number;
  /** Mean difference of luma in the outer 12 % of the frame, 0..255; lower is stiller. */
  readonly borderChange: number;
  /** 0..1, share of the border's pixels that are exactly equal; higher is stiller. */
  readonly borderEqualShare: number;
}

/** The camera as the page named it: never the name itself, which may be a person's. */
export interface CameraClaim {
  /** First 16 hex digits of a hash: tells one camera from another within a capture. */
  readonly id: string;
  readonly kind: 'virtual' | 'usual' | 'unnamed';
}

/** The person at rest, from their neutral frames. */
export interface Baseline {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  /** Null when it was not measured: then closed eyes cannot be judged. */
  readonly irisOpenness: number | null;
  readonly mouthOpenness: number;
}

export type StepJudgement =
  | { readonly verdict: 'watching'; readonly hint: CaptureHint }
  | { readonly verdict: 'passed'; readonly by?: Agreement }
  | { readonly verdict: 'declined' } // the head was shaken at the statement
  | { readonly verdict: 'retry'; readonly reason: RetryReason };

/**
 * Sources: fitted on six public clips, checked on puppets of three people (asked for 28 degrees they read 28 to 35 from
 * their own rest; at rest the mouth reads 0.03..0.12, half open 0.28..0.52); unmeasured on operators' applicants.
 */
export const livenessRules = {
  neutralFrames: 5,
  /** Largest yaw of a neutral frame, degrees. */
  frontalYawDegrees: 15,
  /** Yaw away from the person's own rest that counts as a turn, degrees. */
  turnYawDegrees: 20,
  /** Back at rest, degrees. */
  restYawDegrees: 10,
  mouthOpenAbsolute: 0.25,
  /** Above the person's own rest. */
  mouthOpenRise: 0.15,
  mouthRestAbsolute: 0.12,
  /** Above the person's own rest, for those whose lips do not close. */
  mouthRestRise: 0.07,
  /** Consecutive frames that make an action, and a rest. */
  actionFrames: 2,
  restFrames: 2,
  /** Nobody understands an instruction faster than this, ms: an action before it was not an answer to it. */
  reactionMs: 180,
  faceWidthShare: 0.18,
  meanLuma: 40,
  /** Share of a step's frames without a face beyond which the face counts as lost. A strong turn loses it for a moment. */
  lostShare: 0.4,
  severalFacesFrames: 2,
  /** Time the statement must be agreed to, in view, ms. */
  agreeMs: 1500,
  agreeFrames: 6,
  /** A longer pause between two frames ends a hold, ms. */
  holdGapMs: 600,
  /** Beyond it a frontal frame shows another person; the same limit as between photos. */
  sameFaceDistance: 0.5,
  /** For frames that are turned or speak: acted frames of one person reach 0.45. */
  turnedFaceDistance: 0.6,
} as const;

const timeLimits: Record<StepKind, number> = {
  neutral: 15_000,
  'turn-left': 10_000,
  'turn-right': 10_000,
  nod: 10_000,
  'close-eyes': 10_000,
  'open-mouth': 10_000,
  agree: 60_000,
};

/** How long a step may take from the moment it is revealed, ms. */
export function timeLimitMs(step: StepKind, { isLongerTime }: CaptureNeeds): number {
  return timeLimits[step] * (isLongerTime ? longerTimeFactor : 1);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

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

function isMouthAtRest(mouthOpenness: number, baseline: Baseline): boolean {
  const { mouthRestAbsolute, mouthRestRise } = livenessRules;
  return mouthOpenness <= Math.max(mouthRestAbsolute, baseline.mouthOpenness + mouthRestRise);
}

/** A person that is not the one of the neutral frames, in any frame where it was measured. */
function showsAnotherPerson(frames: readonly FrameSignals[], baseline: Baseline): boolean {
  return frames.some(({ faceDistance, yawDegrees, mouthOpenness }) => {
    if (faceDistance === null) return false;
    const isAtRest =
      Math.abs((yawDegrees ?? 90) - baseline.yawDegrees) <= livenessRules.restYawDegrees &&
      isMouthAtRest(mouthOpenness ?? 1, baseline);
    return faceDistance > (isAtRest ? livenessRules.sameFaceDistance : livenessRules.turnedFaceDistance);
  });
}

/** Faults that end a step whatever is asked; null when there is none. */
function plainFault(frames: readonly FrameSignals[], baseline: Baseline | null): RetryReason | null {
  if (frames.filter(({ faces }) => faces > 1).length >= livenessRules.severalFacesFrames)
    return 'several-faces';
  if (baseline !== null && showsAnotherPerson(frames, baseline)) return 'another-person';
  return null;
}

type Movement = LivenessAction | 'rest' | 'between' | 'unseen';

/** What one frame shows, relative to the person at rest. */
export function movementOf(frame: FrameSignals, baseline: Baseline): Movement {
  if (frame.yawDegrees === null || frame.mouthOpenness === null) return 'unseen';
  const yaw = frame.yawDegrees - baseline.yawDegrees;
  const mouth = frame.mouthOpenness - baseline.mouthOpenness;
  if (yaw >= livenessRules.turnYawDegrees) return 'turn-left';
  if (yaw <= -livenessRules.turnYawDegrees) return 'turn-right';
  if (frame.mouthOpenness >= livenessRules.mouthOpenAbsolute && mouth >= livenessRules.mouthOpenRise)
    return 'open-mouth';
  return Math.abs(yaw) <= livenessRules.restYawDegrees && isMouthAtRest(frame.mouthOpenness, baseline)
    ? 'rest'
    : 'between';
}

/** Index at which `length` frames in a row show the movement, from `start` on; -1 when nowhere. */
function firstRun(movements: readonly Movement[], wanted: Movement, length: number, start: number): number {
  let run = 0;
  for (let index = start; index < movements.length; index += 1) {
    run = movements[index] === wanted ? run + 1 : 0;
    if (run === length) return index - length + 1;
  }
  return -1;
}

function judgeAction(
  action: LivenessAction,
  frames: readonly FrameSignals[],
  baseline: Baseline,
  isOver: boolean,
): StepJudgement {
  const movements = frames.map((frame) => movementOf(frame, baseline));
  const runOf = (movement: Movement, from: number): number =>
    firstRun(movements, movement, livenessRules.actionFrames, from);
  const others = (['turn-left', 'turn-right', 'open-mouth'] as const).filter(
    (movement) => movement !== action,
  );
  const done = runOf(action, 0);
  const wrong = others.map((movement) => runOf(movement, 0)).filter((at) => at >= 0);
  // the first movement is the answer: another one before it, or in its place, is a wrong answer
  if (wrong.some((at) => done < 0 || at < done)) return { verdict: 'retry', reason: 'wrong-action' };
  if (done >= 0) {
    const start = frames[0]?.capturedAtMs ?? 0;
    const onset = frames[done]?.capturedAtMs ?? 0;
    const beganAtRest = movements.slice(0, done).includes('rest');
    if (!beganAtRest || onset - start < livenessRules.reactionMs)
      return { verdict: 'retry', reason: 'too-early' };
    if (firstRun(movements, 'rest', livenessRules.restFrames, done) >= 0) return { verdict: 'passed' };
    return isOver
      ? { verdict: 'retry', reason: 'did-not-return' }
      : { verdict: 'watching', hint: 'look-straight' };
  }
  if (!isOver) return { verdict: 'watching', hint: hintFor(action, frames) };
  return { verdict: 'retry', reason: whyNothing(frames) };
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

function judgeNeutral(frames: readonly FrameSignals[], isOver: boolean): StepJudgement {
  if (frames.filter(isGoodNeutral).length >= livenessRules.neutralFrames) return { verdict: 'passed' };
  if (!isOver) return { verdict: 'watching', hint: hintFor('neutral', frames) };
  const reason = whyNothing(frames);
  return { verdict: 'retry', reason: reason === 'no-action' ? 'not-frontal' : reason };
}

/** The newest frames without a pause between them: two short holds are not one long one. */
function lastHold(frames: readonly FrameSignals[]): readonly FrameSignals[] {
  const begin = frames.findLastIndex(
    ({ capturedAtMs }, index) =>
      index === 0 || capturedAtMs - (frames[index - 1]?.capturedAtMs ?? 0) > livenessRules.holdGapMs,
  );
  return frames.slice(Math.max(0, begin));
}

/** Frames that came while the control was held. Agreement is only what is shown by the person of the capture. */
function judgeAgreement(frames: readonly FrameSignals[], isOver: boolean): StepJudgement {
  const held = lastHold(frames);
  const seen = held.filter(({ faces }) => faces === 1);
  const spanMs = (held.at(-1)?.capturedAtMs ?? 0) - (held[0]?.capturedAtMs ?? 0);
  const isInView = seen.length >= held.length * (1 - livenessRules.lostShare);
  const isRecognised = seen.some(({ faceDistance }) => faceDistance !== null);
  if (spanMs >= livenessRules.agreeMs && seen.length >= livenessRules.agreeFrames && isInView && isRecognised)
    return { verdict: 'passed' };
  if (!isOver) return { verdict: 'watching', hint: hintFor('agree', frames) };
  const reason = whyNothing(frames);
  return { verdict: 'retry', reason: reason === 'no-action' ? 'too-few-frames' : reason };
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
  const fault = plainFault(frames, baseline);
  if (fault !== null) return { verdict: 'retry', reason: fault };
  if (step === 'neutral') return judgeNeutral(frames, isOver);
  if (baseline === null) return { verdict: 'retry', reason: 'not-frontal' };
  if (step === 'agree') return judgeAgreement(frames, isOver);
  return judgeAction(step, frames, baseline, isOver);
}
