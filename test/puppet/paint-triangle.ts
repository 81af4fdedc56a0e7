// Paints one textured triangle into a picture, nearest surface first.
import type { Colour, Picture } from './picture.ts';

/** What is being painted on: `depth` holds, for each pixel, how far the nearest surface painted so far is. */
export interface Canvas {
  picture: Picture;
  texture: Picture; // same size as the picture
  depth: Float32Array;
  bounds: { left: number; top: number; right: number; bottom: number }; // px; right and bottom exclusive
}

export interface Vertex {
  x: number; // px in the picture
  y: number;
  z: number; // px away from the camera
  u: number; // px in the texture
  v: number;
  tint: number; // 0..1, share of the tint's colour here
}

/** Per-pixel steps of a value that is linear over the triangle. */
function slopes(a: number, b: number, c: number, t: Float64Array): [number, number] {
  const [bx = 0, by = 0, cx = 0, cy = 0] = t;
  return [bx * (b - a) + cx * (c - a), by * (b - a) + cy * (c - a)];
}

export function paintTriangle(canvas: Canvas, a: Vertex, b: Vertex, c: Vertex, tint: Colour): void {
  const twiceArea = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (Math.abs(twiceArea) < 1e-3) return;
  const { bounds, depth } = canvas;
  const top = Math.max(bounds.top, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
  const bottom = Math.min(bounds.bottom - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
  const left = Math.max(bounds.left, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
  const right = Math.min(bounds.right - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
  if (top > bottom || left > right) return;

  // weights of b and c at a pixel; the weight of a is what is missing to 1
  const bx = (c.y - a.y) / twiceArea;
  const by = -(c.x - a.x) / twiceArea;
  const cx = -(b.y - a.y) / twiceArea;
  const cy = (b.x - a.x) / twiceArea;
  const steps = Float64Array.of(bx, by, cx, cy);
  const [ux, uy] = slopes(a.u, b.u, c.u, steps);
  const [vx, vy] = slopes(a.v, b.v, c.v, steps);
  const [zx, zy] = slopes(a.z, b.z, c.z, steps);
  const [tx, ty] = slopes(a.tint, b.tint, c.tint, steps);
  const isTinted = a.tint > 0 || b.tint > 0 || c.tint > 0;
  const [tintRed, tintGreen, tintBlue] = tint;

  const { width, height, rgba: texels } = canvas.texture;
  const pixels = canvas.picture.rgba;
  const rowBytes = width * 4;
  const startX = left + 0.5 - a.x;
  for (let y = top; y <= bottom; y++) {
    const dy = y + 0.5 - a.y;
    let weightB = startX * bx + dy * by;
    let weightC = startX * cx + dy * cy;
    let u = a.u + startX * ux + dy * uy - 0.5;
    let v = a.v + startX * vx + dy * vy - 0.5;
    let z = a.z + startX * zx + dy * zy;
    let share = a.tint + startX * tx + dy * ty;
    for (
      let x = left;
      x <= right;
      x++, weightB += bx, weightC += cx, u += ux, v += vx, z += zx, share += tx
    ) {
      if (weightB < -1e-4 || weightC < -1e-4 || weightB + weightC > 1.0001) continue;
      const pixel = y * width + x;
      if (z >= (depth[pixel] ?? 0)) continue;
      depth[pixel] = z;
      const inU = u < 0 ? 0 : u > width - 1.001 ? width - 1.001 : u;
      const inV = v < 0 ? 0 : v > height - 1.001 ? height - 1.001 : v;
      const column = inU | 0;
      const row = inV | 0;
      const restU = inU - column;
      const restV = inV - row;
      const upper = row * rowBytes + column * 4;
      const lower = upper + rowBytes;
      const k0 = (1 - restU) * (1 - restV);
      const k1 = restU * (1 - restV);
      const k2 = (1 - restU) * restV;
      const k3 = restU * restV;
      let red =
        k0 * (texels[upper] ?? 0) +
        k1 * (texels[upper + 4] ?? 0) +
        k2 * (texels[lower] ?? 0) +
        k3 * (texels[lower + 4] ?? 0);
      let green =
        k0 * (texels[upper + 1] ?? 0) +
        k1 * (texels[upper + 5] ?? 0) +
        k2 * (texels[lower + 1] ?? 0) +
        k3 * (texels[lower + 5] ?? 0);
      let blue =
        k0 * (texels[upper + 2] ?? 0) +
        k1 * (texels[upper + 6] ?? 0) +
        k2 * (texels[lower + 2] ?? 0) +
        k3 * (texels[lower + 6] ?? 0);
      if (isTinted) {
        red += (tintRed - red) * share;
        green += (tintGreen - green) * share;
        blue += (tintBlue - blue) * share;
      }
      const offset = pixel * 4;
      pixels[offset] = red;
      pixels[offset + 1] = green;
      pixels[offset + 2] = blue;
      pixels[offset + 3] = 255;
    }
  }
}
