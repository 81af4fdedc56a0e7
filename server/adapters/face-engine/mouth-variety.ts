// How varied the inside of an open mouth looks: teeth, tongue and shadow, where a rendering often paints one dark colour.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops over the lips and pixels stay inside their arrays by construction */
import type { Pixels } from './decode.ts';

/** Points of the mesh along the inner edge of both lips. */
const innerLips = [
  78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
] as const;
/** Kept clear of the lips themselves, px. */
const marginPx = { aside: 2, above: 1 };
/** A mouth with fewer pixels inside is closed, or too far away to say anything. */
const fewestPixels = 60;

/** Where the lips cross a row of pixels, outermost left and right; null above and below the mouth. */
function crossing(xs: readonly number[], ys: readonly number[], y: number): [number, number] | null {
  let [left, right] = [Infinity, -Infinity];
  for (let i = 0; i < xs.length; i++) {
    const next = (i + 1) % xs.length;
    if (ys[i]! <= y === ys[next]! <= y) continue;
    const x = xs[i]! + ((y - ys[i]!) / (ys[next]! - ys[i]!)) * (xs[next]! - xs[i]!);
    [left, right] = [Math.min(left, x), Math.max(right, x)];
  }
  return left < right ? [left, right] : null;
}

/**
 * Standard deviation of luma between the lips, 0..127; null for a mouth that is closed or small.
 * `mesh`: [468, 3] in px of these pixels.
 */
export function mouthVariety({ data, widthPx, heightPx }: Pixels, mesh: Float32Array): number | null {
  const xs = innerLips.map((point) => mesh[3 * point]!);
  const ys = innerLips.map((point) => mesh[3 * point + 1]!);
  let [count, sum, squares] = [0, 0, 0];
  const bottom = Math.min(heightPx, Math.max(...ys) - marginPx.above);
  for (let y = Math.max(0, Math.ceil(Math.min(...ys)) + marginPx.above); y < bottom; y++) {
    const [left, right] = crossing(xs, ys, y) ?? [0, 0];
    const end = Math.min(widthPx, Math.floor(right) - marginPx.aside);
    for (let x = Math.max(0, Math.ceil(left) + marginPx.aside); x < end; x++) {
      const from = (y * widthPx + x) * 3;
      const luma = 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!;
      [count, sum, squares] = [count + 1, sum + luma, squares + luma * luma];
    }
  }
  if (count < fewestPixels) return null;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
