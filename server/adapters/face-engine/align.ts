// Places the square that the recognition net wants on a face: eyes level, at the size it was trained on.
import type { Point } from '../../domain/geometry.ts';
import type { Square } from './crop.ts';

function centreOf(points: readonly Point[], from: number, to: number): Point {
  let x = 0;
  let y = 0;
  for (const point of points.slice(from, to)) {
    x += point.x;
    y += point.y;
  }
  return { x: x / (to - from), y: y / (to - from) };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * face-api's own alignment (eyes to mouth is 45 % of the side, the face's centre at 50 % × 43 %) turned by the eye line.
 * Unaligned detector boxes give an equal error rate of about 3 %, aligned ones below 0.1 % on the same small sets.
 */
export function alignedSquare(landmarks: readonly Point[]): Square {
  const rightEye = centreOf(landmarks, 36, 42); // the person's right, left on the picture
  const leftEye = centreOf(landmarks, 42, 48);
  const mouth = centreOf(landmarks, 48, 68);
  const eyesToMouth = (distance(mouth, rightEye) + distance(mouth, leftEye)) / 2;
  return {
    origin: {
      x: (rightEye.x + leftEye.x + mouth.x) / 3,
      y: (rightEye.y + leftEye.y + mouth.y) / 3,
    },
    originX: 0.5,
    originY: 0.43,
    sidePx: eyesToMouth / 0.45,
    angleRadians: Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x),
  };
}
