// Reads from the 468-point mesh of a face how it is held and what it does: turned, nodding, blinking, speaking.
import type { Box } from './geometry.ts';

/** Numbers of one frame; best compared with the same person's neutral frames. */
export interface MeshPose {
  /** Degrees, about -70..70; > 0 is turned towards the image's right side, the person's own left. */
  yawDegrees: number;
  /** Degrees, about -50..50; > 0 is looking down. A person's own rest lies between -15 and 15. */
  pitchDegrees: number;
  /** Degrees, -180..180; > 0 is tilted clockwise on the picture, towards the person's own left shoulder. */
  rollDegrees: number;
  /**
   * Gap between the lids by the eye's width, the mean of both eyes, without unit; higher is wider open. Open reads
   * 0.2..0.35 and differs by person, closed below 0.7 of the person's own.
   */
  eyeOpenness: number;
  /** As eyeOpenness, of the eye that is less open. */
  narrowerEyeOpenness: number;
  /** Gap between the inner lips by their width, without unit; higher is wider open. Closed about 0.05, open from 0.25. */
  mouthOpenness: number;
  /** Outer corners of the eyes over bridge to base of the nose, on the picture. See FrameSignals.eyesToNoseRatio. */
  eyesToNoseRatio: number;
  /** Pixels from ear to ear, corrected for the turn; does not shrink when the face is turned. */
  faceWidthPx: number;
}

/** Numbers of points, "right" and "left" are the person's own. */
const rightEdge = 234;
const leftEdge = 454;
const foreheadTop = 10;
const chin = 152;
const noseBridge = 168;
const noseBase = 2;
const upperLipInner = 13;
const lowerLipInner = 14;
const mouthInnerRight = 78;
const mouthInnerLeft = 308;
export const rightEyeOuter = 33;
export const leftEyeOuter = 263;
export const rightEyeInner = 133;
export const leftEyeInner = 362;
/** Outer corner, two points of the upper lid, inner corner, two points of the lower lid below them. */
const rightEye = [rightEyeOuter, 160, 158, rightEyeInner, 153, 144] as const;
const leftEye = [leftEyeOuter, 387, 385, leftEyeInner, 380, 373] as const;

const numbersInMesh = 468 * 3;
const degreesPerRadian = 180 / Math.PI;

/** A share that is 0 where there is nothing to share: points that fell together carry no pose. */
const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** `mesh`: [468, 3] on an upright, unmirrored picture; x to the right, y down, z away from the camera, one unit. */
export function meshPoseOf(mesh: Float32Array): MeshPose {
  if (mesh.length !== numbersInMesh) throw new RangeError(`${mesh.length} numbers, not ${numbersInMesh}`);
  const between = (from: number, to: number) => {
    const along = (axis: number) => (mesh[3 * to + axis] ?? NaN) - (mesh[3 * from + axis] ?? NaN);
    return { x: along(0), y: along(1), z: along(2) };
  };
  /** On the picture. */
  const distance = (from: number, to: number) => {
    const { x, y } = between(from, to);
    return Math.hypot(x, y);
  };
  /** How far a line across the face leans away from the camera. */
  const lean = (from: number, to: number) =>
    Math.atan2(between(from, to).z, distance(from, to)) * degreesPerRadian;
  const openness = ([outer, upper1, upper2, inner, lower2, lower1]: typeof rightEye | typeof leftEye) =>
    share(distance(upper1, lower1) + distance(upper2, lower2), 2 * distance(outer, inner));

  const eyeLine = between(rightEyeOuter, leftEyeOuter);
  const across = between(rightEdge, leftEdge);
  const eyes = [openness(rightEye), openness(leftEye)] as const;
  return {
    yawDegrees: lean(rightEdge, leftEdge),
    pitchDegrees: lean(foreheadTop, chin),
    rollDegrees: Math.atan2(eyeLine.y, eyeLine.x) * degreesPerRadian,
    eyeOpenness: (eyes[0] + eyes[1]) / 2,
    narrowerEyeOpenness: Math.min(...eyes),
    mouthOpenness: share(distance(upperLipInner, lowerLipInner), distance(mouthInnerRight, mouthInnerLeft)),
    eyesToNoseRatio: share(distance(rightEyeOuter, leftEyeOuter), distance(noseBridge, noseBase)),
    faceWidthPx: Math.hypot(across.x, across.y, across.z),
  };
}

/** Around all points, in shares of the picture's width and height; reaches past its edges where the face does. */
export function meshBoxOf(
  mesh: Float32Array,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < mesh.length; at += 3) {
    const [x, y] = [mesh[at] ?? NaN, mesh[at + 1] ?? NaN];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return {
    x: left / widthPx,
    y: top / heightPx,
    width: (right - left) / widthPx,
    height: (bottom - top) / heightPx,
  };
}
