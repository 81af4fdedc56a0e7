// Looks at both eyes of a followed face by the net for eyes: how far they are open.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- point numbers are constants below the arrays' length */
import { leftEyeInner, leftEyeOuter, rightEyeInner, rightEyeOuter } from '../../domain/mesh-pose.ts';
import { cutSquare, mirrored, outsideGrey } from './crop.ts';
import type { Square } from './crop.ts';
import type { Pixels } from './decode.ts';
import type { Mesh } from './mesh.ts';
import { eyeInputPx, type Nets } from './nets.ts';

/** The net was trained on squares so many times as wide as the eye. */
const squareOverEye = 2.3;

/** The contour's points: corner to corner along the lower lid, then the upper lid's from the same end, corners left out. */
const [oneCorner, otherCorner] = [0, 8];
const lidPairs = [1, 2, 3, 4, 5, 6, 7].map((lower) => [lower, lower + 8] as const);

const sides = [
  { outer: rightEyeOuter, inner: rightEyeInner, isMirrored: true }, // the net knows the person's left eye alone
  { outer: leftEyeOuter, inner: leftEyeInner, isMirrored: false },
] as const;

function squareAround({ points }: Mesh, outer: number, inner: number, angleRadians: number): Square {
  const [x1, y1] = [points[3 * outer]!, points[3 * outer + 1]!];
  const [x2, y2] = [points[3 * inner]!, points[3 * inner + 1]!];
  return {
    origin: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 },
    originX: 0.5,
    originY: 0.5,
    sidePx: Math.hypot(x2 - x1, y2 - y1) * squareOverEye,
    angleRadians,
  };
}

/** Mean gap between the lids by the distance of the corners; 0 where these fell together. */
export function contourOpenness(contour: Float32Array): number {
  const distance = (from: number, to: number) =>
    Math.hypot(contour[3 * to]! - contour[3 * from]!, contour[3 * to + 1]! - contour[3 * from + 1]!);
  const width = distance(oneCorner, otherCorner);
  const gaps = lidPairs.reduce((sum, [lower, upper]) => sum + distance(lower, upper), 0);
  return width > 0 ? gaps / lidPairs.length / width : 0;
}

/** As FollowedFrame.irisOpenness, `angleRadians`: of the eye line. Null where an eye lies beyond the picture's edge. */
export async function openness(
  nets: Nets,
  pixels: Pixels,
  mesh: Mesh,
  angleRadians: number,
): Promise<number | null> {
  const squares = sides.map(({ outer, inner }) => squareAround(mesh, outer, inner, angleRadians));
  const isOnPicture = ({ origin: { x, y } }: Square) =>
    x >= 0 && y >= 0 && x < pixels.widthPx && y < pixels.heightPx;
  if (!squares.every(isOnPicture)) return null;
  const inputs = squares.map((square, i) => {
    const samples = Math.max(1, Math.min(4, Math.floor(square.sidePx / eyeInputPx)));
    const cut = cutSquare(pixels, square, eyeInputPx, outsideGrey, samples);
    return sides[i]?.isMirrored ? mirrored(cut) : cut;
  });
  const contours = await nets.eyes(inputs);
  return contours.reduce((sum, contour) => sum + contourOpenness(contour), 0) / contours.length;
}
