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

/** 68 points, in the numbering of face-api: 0-16 jaw, 30 tip of the nose. `pictureWidth` in the points' unit. */
export function sightOf(points: readonly Point[], pictureWidth: number): Sight | null {
  const [rightJaw, leftJaw, nose] = [points[1], points[15], points[30]];
  if (!rightJaw || !leftJaw || !nose) return null;
  const toRight = Math.hypot(nose.x - rightJaw.x, nose.y - rightJaw.y);
  const toLeft = Math.hypot(nose.x - leftJaw.x, nose.y - leftJaw.y);
  return {
    faceWidthShare: Math.abs(leftJaw.x - rightJaw.x) / pictureWidth,
    yawRatio: (toRight - toLeft) / (toRight + toLeft || 1),
  };
}
