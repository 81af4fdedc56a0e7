// Reads the pose of a face out of its mesh.
import { at, distancePx, pointAt, type Point } from './mesh-points.ts';

export interface Signals {
  yawDegrees: number; // > 0 towards the image's right
  pitchDegrees: number; // > 0 downwards
  mouthOpenness: number; // gap between the lips / width of the mouth
}

/** What a mesh says about the pose of its face. */
export function signalsOf(points: readonly Point[]): Signals {
  const mark = (name: keyof typeof at) => pointAt(points, at[name]);
  const degrees = (from: Point, to: Point) =>
    (Math.atan2(to.z - from.z, Math.hypot(to.x - from.x, to.y - from.y)) * 180) / Math.PI;
  return {
    yawDegrees: degrees(mark('leftEdge'), mark('rightEdge')),
    pitchDegrees: degrees(mark('foreheadTop'), mark('chin')),
    mouthOpenness:
      distancePx(mark('upperLipInner'), mark('lowerLipInner')) /
      distancePx(mark('mouthInnerLeft'), mark('mouthInnerRight')),
  };
}
