// Moves the jaw and the eyelids of a head at rest.
import { eyes, lips, pointAt, type Point } from './mesh-points.ts';
import type { RestShape } from './rest-shape.ts';

/** Drop of a fully open jaw, as a share of the face height. Past three quarters of it the mesh net loses the lip. */
const fullJawDrop = 0.2;
/** How much a fully open mouth narrows. */
const mouthNarrowing = 0.18;
/** Share of the lid's way that the fold above it goes. */
const creaseFollows = 0.5;

const lipPoints: readonly number[] = Object.values(lips).flat();

function openMouth(shape: RestShape, points: Point[], mouth: number): void {
  const dropPx = fullJawDrop * shape.faceHeightPx;
  points.forEach((point, index) => {
    const moved = (shape.jawWeights[index] ?? 0) * mouth;
    point.y += moved * dropPx;
    point.z += Math.max(0, moved) * dropPx * 0.25; // the jaw swings back as it drops
  });
  for (const index of lipPoints) {
    const rest = pointAt(shape.points, index);
    pointAt(points, index).x += (shape.mouthCentreX - rest.x) * mouthNarrowing * mouth;
  }
}

/** The lower lip comes up to the upper one, with as much of the chin as the jaw carries. */
function closeLips(shape: RestShape, points: Point[], closed: number): void {
  const gaps = lips.lowerInnermost.map((index, place) => {
    const upper = pointAt(shape.points, lips.upperInnermost[place] ?? index);
    return Math.max(0, pointAt(shape.points, index).y - upper.y);
  });
  const widestPx = Math.max(...gaps);
  points.forEach((point, index) => {
    point.y -= Math.max(0, shape.jawWeights[index] ?? 0) * widestPx * closed;
  });
  for (const row of [lips.lowerInnermost, lips.lowerSecond]) {
    row.forEach((index, place) => {
      const upper = pointAt(points, lips.upperInnermost[place] ?? index);
      const rest = pointAt(shape.points, index);
      const above =
        row === lips.lowerInnermost
          ? 0
          : rest.y - pointAt(shape.points, lips.lowerInnermost[place] ?? index).y;
      pointAt(points, index).y = rest.y + (upper.y + above - rest.y) * closed;
    });
  }
}

/** The upper lid comes down on the lower one. */
function closeEyes(shape: RestShape, points: Point[], closed: number): void {
  for (const eye of eyes) {
    eye.upperLid.forEach((index, place) => {
      const upper = pointAt(shape.points, index);
      const lower = pointAt(shape.points, eye.lowerLid[place] ?? index);
      const moved = pointAt(points, index);
      moved.x += (lower.x - upper.x) * closed;
      moved.y += (lower.y - upper.y) * closed;
      pointAt(points, eye.crease[place] ?? index).y += (lower.y - upper.y) * closed * creaseFollows;
    });
  }
}

/** `mouth` -1 closed .. 0 as in the still .. 1 wide open; `eyes` 1 as in the still .. 0 closed. */
export function withExpression(shape: RestShape, face: { mouth: number; eyes: number }): Point[] {
  const points = shape.points.map((point) => ({ ...point }));
  if (face.mouth > 0) openMouth(shape, points, face.mouth);
  if (face.mouth < 0) closeLips(shape, points, -face.mouth);
  if (face.eyes < 1) closeEyes(shape, points, 1 - face.eyes);
  return points;
}
