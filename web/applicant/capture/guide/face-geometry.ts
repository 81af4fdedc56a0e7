// From landmarks to the box to look at next and the signals of one sight. Plain geometry.
import type { Sight } from '../quality-hints.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Room around the landmarks, as a share of their larger side: chin and forehead stay inside. */
const margin = 1.25;

/** A square around the box, with the same middle. */
export function squareAround(x: number, y: number, width: number, height: number, grow = 1): Square {
  const side = Math.max(width, height) * grow;
  return { x: x + width / 2 - side / 2, y: y + height / 2 - side / 2, side };
}

export function squareOf(points: readonly Point[]): Square {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return squareAround(left, top, Math.max(...xs) - left, Math.max(...ys) - top, margin);
}

/** Width over height of what the person sees of the picture. */
const mirrorRatio = 3 / 4;

/** 68 points, in the numbering of face-api: 0-16 jaw, 8 chin, 27 root and 30 tip of the nose. All in the picture's unit. */
export function sightOf(
  points: readonly Point[],
  picture: { readonly width: number; readonly height: number },
): Omit<Sight, 'faceLuma'> | null {
  const [rightJaw, leftJaw, nose, root, chin] = [points[1], points[15], points[30], points[27], points[8]];
  if (!rightJaw || !leftJaw || !nose || !root || !chin) return null;
  const toRight = Math.hypot(nose.x - rightJaw.x, nose.y - rightJaw.y);
  const toLeft = Math.hypot(nose.x - leftJaw.x, nose.y - leftJaw.y);
  const { width, height } = picture;
  const aside = Math.abs((leftJaw.x + rightJaw.x) / 2 - width / 2) / Math.min(width, height * mirrorRatio);
  const above = Math.abs((root.y + chin.y) / 2 - height / 2) / Math.min(height, width / mirrorRatio);
  return {
    faceWidthShare: Math.abs(leftJaw.x - rightJaw.x) / width,
    yawRatio: (toRight - toLeft) / (toRight + toLeft || 1),
    offCentre: Math.max(aside, above),
  };
}

/** Mean brightness of RGBA bytes, 0..255; every fourth pixel is enough. */
export function meanLuma(rgba: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < rgba.length; at += 16)
    sum += 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  return sum / Math.max(1, Math.ceil(rgba.length / 16));
}
