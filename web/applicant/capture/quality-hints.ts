// From what the guide sees in the page to the one hint that would help most. Nothing here is evidence.
import type { CaptureHint, StepKind } from '../../../server/contract/words.ts';

/** One look at the video by the guide. */
export interface Sight {
  /** Face width over picture width, 0..1. */
  readonly faceWidthShare: number;
  /** About -0.6 (far towards the image's left) to 0.6; compresses when tracked, so judge it against rest. */
  readonly yawRatio: number;
}

/** Misses in a row before "no face" is said: the small detector loses a face now and then. */
const missesUntilNoFace = 4;
/** The server's limit is 0.18 of its own box; the small detector's boxes are a little tighter. Unmeasured on phones. */
const nearEnoughShare = 0.2;
/** Unmeasured; a person who looks straight stays well below it. */
const straightYawRatio = 0.3;

/** `misses`: looks in a row without a face. Null: nothing is wrong. */
export function hintFrom(sight: Sight | null, misses: number, step: StepKind): CaptureHint | null {
  if (sight === null) return misses >= missesUntilNoFace ? 'no-face' : null;
  if (sight.faceWidthShare < nearEnoughShare) return 'closer';
  const asksForStraight = step === 'neutral' || step === 'agree';
  return asksForStraight && Math.abs(sight.yawRatio) > straightYawRatio ? 'look-straight' : null;
}
