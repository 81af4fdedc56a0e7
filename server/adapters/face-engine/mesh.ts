// Where a face's mesh lies on a picture, and where to look for it next.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops over the mesh stay inside its array by construction */
import type { Box } from '../../domain/geometry.ts';
import { rightEyeOuter, leftEyeOuter } from '../../domain/mesh-pose.ts';
import { onPicture, type Square } from './crop.ts';
import type { Pixels } from './decode.ts';

export interface Mesh {
  points: Float32Array; // x, y, z of 468 points in pixels of the picture
  presence: number; // 0..1
}

/** The mesh net was trained on squares half as large again as the face. */
const squareOverFace = 1.5;
/** A detector's box is larger than the face: this much of it gives about the same square. */
const squareOverBox = 1.4;

/** From pixels of the net's input to pixels of the picture that the square was cut from. */
export function pointsOnPicture(points: Float32Array, square: Square, inputPx: number): Float32Array {
  const placed = new Float32Array(points.length);
  const scale = square.sidePx / inputPx;
  const corner = onPicture(square, 0, 0);
  const [cos, sin] = [scale * Math.cos(square.angleRadians), scale * Math.sin(square.angleRadians)];
  for (let i = 0; i < points.length; i += 3) {
    const [x, y] = [points[i]!, points[i + 1]!];
    placed[i] = corner.x + x * cos - y * sin;
    placed[i + 1] = corner.y + x * sin + y * cos;
    placed[i + 2] = points[i + 2]! * scale;
  }
  return placed;
}

export function boxOf({ points }: Mesh): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
    top = Math.min(top, points[i + 1]!);
    bottom = Math.max(bottom, points[i + 1]!);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Share of the points that lie on the picture. */
export function onFrameShare({ points }: Mesh, { widthPx, heightPx }: Pixels): number {
  let inside = 0;
  for (let i = 0; i < points.length; i += 3) {
    const [x, y] = [points[i]!, points[i + 1]!];
    if (x >= 0 && y >= 0 && x < widthPx && y < heightPx) inside++;
  }
  return (3 * inside) / points.length;
}

export function squareAroundBox({ x, y, width, height }: Box): Square {
  return {
    origin: { x: x + width / 2, y: y + height / 2 },
    originX: 0.5,
    originY: 0.5,
    sidePx: Math.max(width, height) * squareOverBox,
    angleRadians: 0,
  };
}

/** The square around a mesh, turned with its eye line. */
export function meshSquare({ points }: Mesh): Square {
  const [right, left] = [rightEyeOuter * 3, leftEyeOuter * 3];
  const angleRadians = Math.atan2(points[left + 1]! - points[right + 1]!, points[left]! - points[right]!);
  const [cos, sin] = [Math.cos(angleRadians), Math.sin(angleRadians)];
  const turned = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    turned[i] = points[i]! * cos + points[i + 1]! * sin;
    turned[i + 1] = points[i + 1]! * cos - points[i]! * sin;
  }
  const box = boxOf({ points: turned, presence: 1 });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return {
    origin: { x: x * cos - y * sin, y: x * sin + y * cos },
    originX: 0.5,
    originY: 0.5,
    sidePx: Math.max(box.width, box.height) * squareOverFace,
    angleRadians,
  };
}
