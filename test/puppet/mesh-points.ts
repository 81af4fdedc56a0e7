// Names for the numbered points of the 468-point face mesh that the puppet moves.

export interface Point {
  x: number; // px, to the right
  y: number; // px, downwards
  z: number; // px, away from the camera
}

/** Count of points the mesh net answers; rings added by the puppet come after them. */
export const meshSize = 468;

/** Single points, "left" and "right" as seen in the picture. */
export const at = {
  foreheadTop: 10,
  chin: 152,
  leftEdge: 234,
  rightEdge: 454,
  mouthLeft: 61,
  mouthRight: 291,
  lowerLipBottom: 17,
  upperLipInner: 13,
  lowerLipInner: 14,
  mouthInnerLeft: 78,
  mouthInnerRight: 308,
  noseBridge: 168,
} as const;

/** The outline of the face, clockwise from the top of the forehead. */
export const faceOval = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const;

/** Each lid point has its counterpart at the same place of the other lists. */
export interface Eye {
  upperLid: readonly number[];
  lowerLid: readonly number[];
  crease: readonly number[]; // the fold above the upper lid
  corners: readonly [number, number]; // outer, inner
  cheek: readonly number[]; // skin under the eye, for the colour of a closed lid
}

export const eyes: readonly Eye[] = [
  {
    upperLid: [246, 161, 160, 159, 158, 157, 173],
    lowerLid: [7, 163, 144, 145, 153, 154, 155],
    crease: [247, 30, 29, 27, 28, 56, 190],
    corners: [33, 133],
    cheek: [119, 118, 101],
  },
  {
    upperLid: [466, 388, 387, 386, 385, 384, 398],
    lowerLid: [249, 390, 373, 374, 380, 381, 382],
    crease: [467, 260, 259, 257, 258, 286, 414],
    corners: [263, 362],
    cheek: [348, 347, 330],
  },
];

/** Lips, by row: the two inner rows cross when the lips are pressed, so "inner" is both of them. */
export const lips = {
  upperInnermost: [191, 80, 81, 82, 13, 312, 311, 310, 415],
  upperSecond: [183, 42, 41, 38, 12, 268, 271, 272, 407],
  upperOuter: [185, 40, 39, 37, 0, 267, 269, 270, 409, 184, 74, 73, 72, 11, 302, 303, 304, 408],
  lowerInnermost: [95, 88, 178, 87, 14, 317, 402, 318, 324],
  lowerSecond: [96, 89, 179, 86, 15, 316, 403, 319, 325],
  lowerOuter: [146, 91, 181, 84, 17, 314, 405, 321, 375, 77, 90, 180, 85, 16, 315, 404, 320, 307],
  sides: [61, 291, 76, 306, 62, 292, 78, 308],
} as const;

/** The point with this number; a mesh always has it. */
export function pointAt(points: readonly Point[], index: number): Point {
  const point = points[index];
  if (point === undefined) throw new RangeError(`the mesh has no point ${index}`);
  return point;
}

/** Straight-line distance in the picture, px. */
export function distancePx(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** 0 below `from`, 1 above `to` (or the other way round), without a kink between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
