// How much a face is squeezed when it turns, against how far it says it turned: a flat photo is squeezed more. Pure.

/** One frame of a turn, or of the rest before it. */
export interface TurnFrame {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  /** Outer corners of the eyes over the length of the nose, on the picture. */
  readonly eyesToNoseRatio: number;
}

/** A nod changes the length of the nose as well: frames beyond it say nothing. */
const pitchChangeDegrees = 12;
/** One frame that jumps is no squeeze: each is taken with its neighbours. */
const runningMedian = 3;

export const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * Least of (eyes to nose, relative to rest) / cos(yaw change) over the frames of one turn, a running median of three.
 * About 1 for a head, less for a sheet: it is squeezed by its true angle, of which the mesh sees little.
 * Null without rest, or with fewer than three frames that count. Says nothing of a puppet, a replay or a mask.
 */
export function foreshorteningOf(rest: readonly TurnFrame[], turn: readonly TurnFrame[]): number | null {
  const [yaw, pitch, ratio] = [
    medianOf(rest.map((frame) => frame.yawDegrees)),
    medianOf(rest.map((frame) => frame.pitchDegrees)),
    medianOf(rest.map((frame) => frame.eyesToNoseRatio)),
  ];
  if (!(ratio > 0)) return null;
  const squeezes = turn
    .filter((frame) => Math.abs(frame.pitchDegrees - pitch) < pitchChangeDegrees)
    .map((frame) => frame.eyesToNoseRatio / ratio / Math.cos(((frame.yawDegrees - yaw) * Math.PI) / 180));
  if (squeezes.length < runningMedian) return null;
  const smoothed = squeezes
    .slice(1, -1)
    .map((_, index) => medianOf(squeezes.slice(index, index + runningMedian)));
  return Math.min(...smoothed);
}
