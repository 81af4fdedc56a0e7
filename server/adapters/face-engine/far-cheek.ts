// How sharp the cheek that is turned away looks against the near one: a rendering squeezes the texture of the one and
// stretches that of the other, a camera does not.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops over cheeks and pixels stay inside their arrays by construction */
import { meshPoseOf } from '../../domain/mesh-pose.ts';
import type { Pixels } from './decode.ts';

/** Points of the mesh in the middle of each cheek, the person's own right and left. */
const cheeks = {
  right: [50, 101, 36, 205, 187, 123, 117],
  left: [280, 330, 266, 425, 411, 352, 346],
} as const;
/** Smaller turns squeeze too little, degrees. */
const leastYawDegrees = 12;
/** A cheek of fewer pixels says nothing. */
const fewestPixels = 60;
/** Added to both, so that a smooth cheek does not make the quotient boundless, grey levels. */
const floor = 0.05;

/** Mean absolute 4-neighbour Laplacian of luma over the box of those points, grey levels; null for a small one. */
function sharpnessOf(
  { data, widthPx, heightPx }: Pixels,
  mesh: Float32Array,
  points: readonly number[],
): number | null {
  const xs = points.map((point) => mesh[3 * point]!);
  const ys = points.map((point) => mesh[3 * point + 1]!);
  const lumaAt = (x: number, y: number): number => {
    const from = (y * widthPx + x) * 3;
    return 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!;
  };
  const [right, bottom] = [Math.min(widthPx - 1, Math.max(...xs)), Math.min(heightPx - 1, Math.max(...ys))];
  let [sum, count] = [0, 0];
  for (let y = Math.max(1, Math.ceil(Math.min(...ys))); y < bottom; y++)
    for (let x = Math.max(1, Math.ceil(Math.min(...xs))); x < right; x++) {
      const around = lumaAt(x - 1, y) + lumaAt(x + 1, y) + lumaAt(x, y - 1) + lumaAt(x, y + 1);
      [sum, count] = [sum + Math.abs(4 * lumaAt(x, y) - around), count + 1];
    }
  return count < fewestPixels ? null : sum / count;
}

/**
 * log2 of the far cheek's sharpness over the near one's; above 0 the far one is sharper. Null for a face that is not
 * turned, and where a cheek is too small. Light from one side shifts it as well. `mesh`: [468, 3] in px of these pixels.
 */
export function farCheekSharpness(pixels: Pixels, mesh: Float32Array): number | null {
  const { yawDegrees } = meshPoseOf(mesh);
  if (Math.abs(yawDegrees) < leastYawDegrees) return null;
  const right = sharpnessOf(pixels, mesh, cheeks.right);
  const left = sharpnessOf(pixels, mesh, cheeks.left);
  if (right === null || left === null) return null;
  const [far, near] = yawDegrees > 0 ? [left, right] : [right, left];
  return Math.log2((far + floor) / (near + floor));
}
