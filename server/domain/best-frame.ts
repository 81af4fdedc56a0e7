// Chooses the frame of a capture that stands for the person: compared with the document, shown to the reviewer.
import { isGoodNeutral, livenessRules, type FrameSignals } from './liveness.ts';

export interface FrameCandidate {
  readonly signals: FrameSignals;
  /** Variance of the Laplacian of the face at one size; comparable among the frames of one capture only. */
  readonly sharpness: number;
}

/** Brighter than this a frame counts as washed out, 0..255. 18 portraits read 86..175; pictures brightened until half of
 *  their pixels were white 191..211. Unmeasured on phones. */
const brightestMeanLuma = 190;

/** A face this wide shows all that the face model reads: wider ones are no better. Share of the frame's width. */
const enoughWidthShare = 2 * livenessRules.faceWidthShare;

const isWashedOut = ({ meanLuma }: FrameSignals): boolean => meanLuma > brightestMeanLuma;

/** A face half as wide has to be twice as sharp. */
function worth({ signals, sharpness }: FrameCandidate): number {
  return sharpness * Math.min(signals.faceWidthShare ?? 0, enoughWidthShare);
}

/**
 * Of the frames in which one person looks straight ahead, mouth closed, near enough and not in the dark, the sharpest
 * large one; one that is washed out only when all are. Null when there is no such frame. Of equals, the first.
 */
export function bestFrame<Candidate extends FrameCandidate>(
  candidates: readonly Candidate[],
): Candidate | null {
  const frontal = candidates.filter(({ signals }) => isGoodNeutral(signals));
  const wellLit = frontal.filter(({ signals }) => !isWashedOut(signals));
  const [best] = [...(wellLit.length > 0 ? wellLit : frontal)].sort((a, b) => worth(b) - worth(a));
  return best ?? null;
}
