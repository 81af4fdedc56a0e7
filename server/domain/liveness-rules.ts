// The numbers by which a step of a capture is judged, and the time there is for it.
import { longerTimeFactor, type CaptureNeeds, type StepKind } from './liveness-protocol.ts';

/**
 * Sources: turns and mouth fitted on six public clips; all checked with the real models on puppets of three people, whose
 * nod of 14 degrees reads 14..18, whose closed eyes read 0.24..0.46 of their own; unmeasured on operators' applicants.
 * What one movement does to the others there: a turn shifts the pitch by 6 degrees at most, an open mouth by 6, closed
 * eyes by 4; a nod shifts the yaw by 3 degrees and leaves the eyes at 0.88 or more, though a person's own lids follow
 * their look down further.
 */
export const livenessRules = {
  neutralFrames: 5,
  /** Largest yaw of a neutral frame, degrees. */
  frontalYawDegrees: 15,
  /** Yaw away from the person's own rest that counts as a turn, degrees. */
  turnYawDegrees: 20,
  /** Back at rest, degrees. */
  restYawDegrees: 10,
  /** Pitch below the person's own rest that counts as down, degrees. Twice of what other movements shift it by. */
  nodPitchDegrees: 11,
  /** Back at rest after a nod, degrees either way. */
  nodRestPitchDegrees: 6,
  /** From the last frame at rest to the first one down, ms. Slower, at less than 6 degrees a second, a phone sinks and no
   *  head nods. Puppets nod at 25. */
  nodFallMs: 800,
  /** A nod may begin with the head so far up or down from the neutral frames, degrees: a held phone drifts. Unmeasured. */
  driftPitchDegrees: 8,
  /** Frames at the beginning of a step, before anybody can have answered, that show how the head is held by now. */
  poseFrames: 3,
  /** Share of the person's own at which eyes are closed. Five clips of people closing theirs read 0.15..0.58, one without
   *  0.80; at 0.65 puppets of eight people pass. */
  closedIrisShare: 0.65,
  /** And from which they are open again. */
  openIrisShare: 0.75,
  /** Closed on purpose, ms: a blink lasts 100..200. */
  closedMs: 400,
  closedFrames: 3,
  mouthOpenAbsolute: 0.25,
  /** Above the person's own rest. */
  mouthOpenRise: 0.15,
  mouthRestAbsolute: 0.12,
  /** Above the person's own rest, for those whose lips do not close. */
  mouthRestRise: 0.07,
  /** Consecutive frames that make an action, and a rest. */
  actionFrames: 2,
  restFrames: 2,
  /** Most that neighbouring frames may differ by, without unit: `disorderOf` what the action moves, from `orderMs` before
   *  it. Puppets read 0.09 at most at 12 frames a second, 0.34 at 6, 0.58 at 4 (two nods 0.70). Of 12000 of their films at
   *  12 a second, frames shuffled, 16 pass; without this limit more than half of most actions'. */
  mostDisorder: 0.7,
  orderMs: 2000,
  /** Nobody understands an instruction faster than this, ms: an action before it was not an answer to it. */
  reactionMs: 180,
  faceWidthShare: 0.18,
  meanLuma: 40,
  /** Share of a step's frames without a face beyond which the face counts as lost. A strong turn loses it for a moment. */
  lostShare: 0.4,
  severalFacesFrames: 2,
  /** Nobody has read the statement sooner, ms: a nod before it was no answer to it. */
  readingMs: 2000,
  /** Down by so much from where the head was, and up again, is a nod of agreement, degrees. Puppets at rest sway by 3. */
  agreeNodDegrees: 9,
  /** A look down that lasts longer is reading, ms. */
  agreeNodMs: 2000,
  /** Two nods belong together within this, ms. */
  agreeNodsMs: 4000,
  /** Yaw to one side and to the other that makes a shake of the head, degrees from rest, and the time for both, ms. */
  shakeYawDegrees: 12,
  shakeMs: 3000,
  /** For those who hold a button: time it is held, in view, ms. */
  agreeMs: 1500,
  agreeFrames: 6,
  /** A longer pause between two frames ends a hold, and closed eyes, ms. */
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
