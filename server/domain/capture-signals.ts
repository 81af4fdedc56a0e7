// What the frames of a completed capture say together: a closed list of named signals. Pure; it judges nothing.
import { readCapture, type CapturedFrame, type CapturedSession } from './capture-readings.ts';

/** Unit and the way that is better for the applicant, per signal. The names are kept with every report: never rename. */
export const captureSignalUnits = {
  /** Frames kept of all tries. */
  frames: { unit: 'count', better: 'higher' },
  /** One over the usual gap between two frames of a try. The page takes 12 to 15 a second where the phone can. */
  'frame-rate': { unit: 'per second', better: 'higher' },
  /** Between two frames of one try, by the page's clock. */
  'largest-frame-gap': { unit: 'ms', better: 'lower' },
  /** From the lowest to the highest tenth of the gaps, over the usual gap. 0 is a clock without any jitter, which some
   *  browsers have that round their clock: it says little. */
  'clock-jitter': { unit: 'share of a gap', better: 'higher' },
  /** Numbers that no kept frame has: the same picture again, which a slow camera gives. */
  'frames-not-kept': { unit: 'count', better: 'lower' },
  /** From capture to arrival beyond that of the quickest frame: the two clocks share no beginning. */
  'upload-lag-median': { unit: 'ms', better: 'lower' },
  'upload-lag-largest': { unit: 'ms', better: 'lower' },
  /** How much longer the page's clock says that it ran than the server's since the capture was opened. Above 0 it was forged. */
  'clock-ahead': { unit: 'ms', better: 'lower' },
  /** Frames whose picture is the one before it to the last pixel, in another file: no page makes that. */
  'identical-frames': { unit: 'count', better: 'lower' },
  /** Longest run of frames that hardly differ from the one before (`nearlyIdentical`). */
  'still-frames': { unit: 'count', better: 'lower' },
  /** Usual difference of the picture's outer 12 % between two frames. A camera's grain alone keeps it up. */
  'background-change': { unit: 'luma 0..255', better: 'higher' },
  /** Usual share of the border's pixels that are equal in two frames. */
  'background-equal-share': { unit: '0..1', better: 'lower' },
  /** Different cameras that the page named; an owner may change it, within a step nobody does. A claim. */
  cameras: { unit: 'count', better: 'lower' },
  /** Of the frames with a claim, those whose camera has a name that programs give theirs. */
  'virtual-camera-share': { unit: '0..1', better: 'lower' },
  /** Times that the frames became larger or smaller with the same camera. A phone that is turned only swaps the two sides. */
  'resolution-changes': { unit: 'count', better: 'lower' },
  /** Of the best frame to the person of the neutral frames. */
  'face-distance-best-frame': { unit: 'euclidean', better: 'lower' },
  /** Of any frame where it was measured to the person of the neutral frames. */
  'face-distance-largest': { unit: 'euclidean', better: 'lower' },
  /** Of the frames with one face. One frame a request is measured. */
  'face-distance-measured-share': { unit: '0..1', better: 'higher' },
  'second-face-share': { unit: '0..1', better: 'lower' },
  /** Of the turn that is squeezed most beyond what it shows; see foreshortening.ts. */
  foreshortening: { unit: 'ratio', better: 'higher' },
  /** Usual variety inside the mouth while it is asked to be open: teeth, tongue and shadow. Puppets paint it dark. */
  'mouth-variety': { unit: 'luma 0..127', better: 'higher' },
  /** Usual sharpness of the far cheek over the near one in turns. A puppet squeezes the texture of the far one. */
  'far-cheek-sharpness': { unit: 'log2', better: 'lower' },
  /** Lowest presence of the neutral frames that passed: a mask, a hand or hair lowers it. */
  'face-uncovered': { unit: '0..1', better: 'higher' },
  /** Largest part of the face beyond the picture in the neutral frames that passed. */
  'face-off-frame-share': { unit: '0..1', better: 'lower' },
  /** Movements that the person said are hard for them. Never held against anybody. */
  'actions-left-out': { unit: 'count', better: 'lower' },
  /** Tries beyond one per step. */
  'extra-tries': { unit: 'count', better: 'lower' },
} as const satisfies Record<string, { unit: string; better: 'lower' | 'higher' }>;

export type CaptureSignalName = keyof typeof captureSignalUnits;
export const captureSignalNames = Object.keys(captureSignalUnits) as readonly CaptureSignalName[];

export interface CaptureSignal {
  readonly name: CaptureSignalName;
  /** Null when it could not be measured: never a value that looks good. */
  readonly value: number | null;
  readonly unit: string;
  /** Which way is better for the applicant. */
  readonly better: 'lower' | 'higher';
}

/** `bestFrameDistance`: of the best frame to the person of the capture; null when it could not be measured. */
export function captureSignalsOf(
  session: CapturedSession,
  frames: readonly CapturedFrame[],
  bestFrameDistance: number | null,
): readonly CaptureSignal[] {
  const values = { ...readCapture(session, frames), 'face-distance-best-frame': bestFrameDistance };
  return captureSignalNames.map((name) => ({ name, value: values[name], ...captureSignalUnits[name] }));
}
