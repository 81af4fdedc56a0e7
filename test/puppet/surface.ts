// The skin of the head: which points form triangles, what each triangle shows.
import { withExpression } from './expression.ts';
import { at, eyes, lips, pointAt, type Point } from './mesh-points.ts';
import type { RestShape } from './rest-shape.ts';
import { triangulate, type Triangle } from './triangulate.ts';

export type Patch = 'skin' | 'inside-mouth' | 'eyeball' | 'lid';

export interface SurfaceTriangle {
  corners: Triangle;
  patch: Patch;
}

const upperInner = new Set<number>([...lips.upperInnermost, ...lips.upperSecond]);
const lowerInner = new Set<number>([...lips.lowerInnermost, ...lips.lowerSecond]);
const eyeballs = eyes.map((eye) => new Set<number>([...eye.upperLid, ...eye.lowerLid, ...eye.corners]));

/** How strongly each point of a closed lid takes the skin's colour: most at the lash line. */
export const lidTint: ReadonlyMap<number, number> = new Map(
  eyes.flatMap((eye) => [
    ...[...eye.crease, ...eye.corners].map((index) => [index, 0.9] as const),
    ...eye.upperLid.map((index) => [index, 1] as const),
  ]),
);

function patchOf(corners: Triangle): Patch {
  const touches = (set: { has(index: number): boolean }) => corners.some((index) => set.has(index));
  if (touches(upperInner) && touches(lowerInner)) return 'inside-mouth';
  if (eyeballs.some((eyeball) => corners.every((index) => eyeball.has(index)))) return 'eyeball';
  return touches(lidTint) ? 'lid' : 'skin';
}

/** Seen from straight ahead with the mouth open, else triangles would join the pressed lips. */
function spreadOut(shape: RestShape): Pick<Point, 'x' | 'y'>[] {
  const left = pointAt(shape.points, at.leftEdge);
  const right = pointAt(shape.points, at.rightEdge);
  const turned = -Math.atan2(right.z - left.z, shape.faceWidthPx);
  return withExpression(shape, { mouth: 0.7, eyes: 1 }).map((point) => ({
    x: (point.x - shape.centre.x) * Math.cos(turned) - point.z * Math.sin(turned),
    y: point.y,
  }));
}

export function surfaceOf(shape: RestShape): SurfaceTriangle[] {
  return triangulate(spreadOut(shape)).map((corners) => ({ corners, patch: patchOf(corners) }));
}
