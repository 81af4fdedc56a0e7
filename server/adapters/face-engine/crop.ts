// Cuts squares out of pixels, turned and scaled as a net wants them.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import sharp from 'sharp';
import type { Box, Point } from '../../domain/geometry.ts';
import type { Pixels } from './decode.ts';
import type { SquareInput } from './nets.ts';

/** A square on the picture, turned about `origin`; `origin` lies at (`originX`, `originY`) of it, 0..1. */
export interface Square {
  origin: Point;
  originX: number;
  originY: number;
  sidePx: number;
  angleRadians: number; // > 0 turns clockwise on the screen
}

/** Where a point of the square (0..1, 0..1) lies on the picture. */
export function onPicture(
  { origin, originX, originY, sidePx, angleRadians }: Square,
  u: number,
  v: number,
): Point {
  const dx = (u - originX) * sidePx;
  const dy = (v - originY) * sidePx;
  const cos = Math.cos(angleRadians);
  const sin = Math.sin(angleRadians);
  return { x: origin.x + dx * cos - dy * sin, y: origin.y + dx * sin + dy * cos };
}

const maxSamplesPerSide = 4; // bounds the work where a face is far larger than the net's input

/** Bilinear samples, several per output pixel when shrinking; outside the picture is `outside` (0..255). */
export function cutSquare(pixels: Pixels, square: Square, size: number, outside: number): SquareInput {
  const { data, widthPx, heightPx } = pixels;
  const out = new Float32Array(size * size * 3);
  const perSide = Math.max(1, Math.min(maxSamplesPerSide, Math.ceil(square.sidePx / size)));
  const grid = size * perSide; // samples per side of the whole square
  const corner = onPicture(square, 0, 0);
  const right = onPicture(square, 1 / grid, 0);
  const stepX = right.x - corner.x; // one sample to the right; one down is (-stepY, stepX)
  const stepY = right.y - corner.y;
  const weight = 1 / (perSide * perSide);
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const x = corner.x + (column + 0.5) * stepX - (row + 0.5) * stepY - 0.5;
      const y = corner.y + (column + 0.5) * stepY + (row + 0.5) * stepX - 0.5;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const at = (Math.floor(row / perSide) * size + Math.floor(column / perSide)) * 3;
      if (left < 0 || top < 0 || left + 1 >= widthPx || top + 1 >= heightPx) {
        const inside = left >= -1 && top >= -1 && left < widthPx && top < heightPx;
        const clampedX = Math.max(0, Math.min(widthPx - 1, left));
        const clampedY = Math.max(0, Math.min(heightPx - 1, top));
        const from = (clampedY * widthPx + clampedX) * 3;
        for (let c = 0; c < 3; c++) out[at + c]! += weight * (inside ? data[from + c]! : outside);
        continue;
      }
      const fx = x - left;
      const fy = y - top;
      const from = (top * widthPx + left) * 3;
      const below = from + widthPx * 3;
      for (let c = 0; c < 3; c++) {
        const upper = data[from + c]! + (data[from + 3 + c]! - data[from + c]!) * fx;
        const lower = data[below + c]! + (data[below + 3 + c]! - data[below + c]!) * fx;
        out[at + c]! += weight * (upper + (lower - upper) * fy);
      }
    }
  }
  return { data: out, size };
}

export function mirrored({ data, size }: SquareInput): SquareInput {
  const out = new Float32Array(data.length);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = (row * size + column) * 3;
      const to = (row * size + (size - 1 - column)) * 3;
      out[to] = data[from]!;
      out[to + 1] = data[from + 1]!;
      out[to + 2] = data[from + 2]!;
    }
  }
  return { data: out, size };
}

export interface Fitted {
  input: SquareInput;
  toPicture(box: Box): Box; // from pixels of the input to pixels of the picture
}

/**
 * The whole picture in a detector's input. Without a border it lies top left on black, as the detectors were trained;
 * with one (a share of the picture's longest side) it lies in the middle of grey, for faces that fill the picture.
 */
export async function fitWhole(pixels: Pixels, size: number, borderShare: number): Promise<Fitted> {
  const { data, widthPx, heightPx } = pixels;
  const longest = Math.max(widthPx, heightPx);
  const scale = size / (longest * (1 + 2 * borderShare));
  const width = Math.max(1, Math.round(widthPx * scale));
  const height = Math.max(1, Math.round(heightPx * scale));
  const left = borderShare > 0 ? Math.floor((size - width) / 2) : 0;
  const top = borderShare > 0 ? Math.floor((size - height) / 2) : 0;
  const grey = borderShare > 0 ? 128 : 0;
  const fitted = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .extend({
      left,
      top,
      right: size - width - left,
      bottom: size - height - top,
      background: { r: grey, g: grey, b: grey },
    })
    .raw()
    .toBuffer();
  const scaleX = width / widthPx;
  const scaleY = height / heightPx;
  return {
    input: { data: Float32Array.from(fitted), size },
    toPicture: (box) => ({
      x: (box.x - left) / scaleX,
      y: (box.y - top) / scaleY,
      width: box.width / scaleX,
      height: box.height / scaleY,
    }),
  };
}
