// From what the guide sees in the page to the one hint that would help most. Nothing here is evidence.
import type { StepKind } from '../../../server/contract/words.ts';
import type { GuideHint } from '../../shared/strings/capture.zh-CN.ts';

/** One look at the video by the guide. */
export interface Sight {
  /** Face width over picture width, 0..1. */
  readonly faceWidthShare: number;
  /** About -0.6 (far towards the image's left) to 0.6; compresses when tracked, so judge it against rest. */
  readonly yawRatio: number;
  /** How far the middle of the face is from the middle of what the person sees of the picture, in shares of that; 0 is centred. */
  readonly offCentre: number;
  /** Mean brightness of the face, 0..255: a bright room behind a dark face is no light. */
  readonly faceLuma: number;
}

/** Misses in a row before "no face" is said: the small detector loses a face now and then. */
const missesUntilNoFace = 4;
/** The server's limit is 0.18 of its own box; the small detector's boxes are a little tighter. Unmeasured on phones. */
const nearEnoughShare = 0.2;
/** Nearer than this a turned head leaves the picture. Unmeasured. */
const tooNearShare = 0.72;
/** Unmeasured; a person who looks straight stays well below it. */
const straightYawRatio = 0.3;
/** The oval is 72 % of what is seen; a turned face moves by about 0.1. Unmeasured. */
const centredShare = 0.24;
/** The server's limit is 40 for the whole picture. Unmeasured; dark skin in good light stays above it. */
const litLuma = 42;

/** `misses`: looks in a row without a face. Null: nothing is wrong. */
export function hintFrom(sight: Sight | null, misses: number, step: StepKind): GuideHint | null {
  if (sight === null) return misses >= missesUntilNoFace ? 'no-face' : null;
  if (sight.faceLuma < litLuma) return 'more-light';
  if (sight.faceWidthShare < nearEnoughShare) return 'closer';
  if (sight.faceWidthShare > tooNearShare) return 'further';
  if (sight.offCentre > centredShare) return 'to-the-middle';
  const asksForStraight = step === 'neutral';
  return asksForStraight && Math.abs(sight.yawRatio) > straightYawRatio ? 'look-straight' : null;
}
