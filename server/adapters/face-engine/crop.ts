// Cuts squares out of pixels, turned and scaled as a net wants them.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import type { Box, Point } from '../../domain/geometry.ts';
import type { Pixels } from './decode.ts';
import type { SquareInput } from './nets.ts';
import { overview } from './scale.ts';

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

/** What lies past the picture's edge. */
export const outsideGrey = 128;

const maxSamplesPerSide = 4; // bounds the work where a face is far larger than the net's input

/** Enough that every pixel of the picture is seen when shrinking. */
const allSeen = (sidePx: number, size: number): number =>
  Math.max(1, Math.min(maxSamplesPerSide, Math.ceil(sidePx / size)));

/**
 * Bilinear samples, several per output pixel when shrinking; outside the picture is `outside` (0..255).
 * `perSide`: samples per output pixel, along and across.
 */
export function cutSquare(
  { data, widthPx, heightPx }: Pixels,
  square: Square,
  size: number,
  outside: number,
  perSide = allSeen(square.sidePx, size),
): SquareInput {
  const out = new Float32Array(size * size * 3);
  const grid = size * perSide; // samples per side of the whole square
  const corner = onPicture(square, 0, 0);
  const right = onPicture(square, 1 / grid, 0);
  const stepX = right.x - corner.x; // one sample to the right; one down is (-stepY, stepX)
  const stepY = right.y - corner.y;
  const weight = 1 / (perSide * perSide);
  const rowBytes = widthPx * 3;
  const lastX = widthPx - 1;
  const lastY = heightPx - 1;
  let at = 0;
  for (let outRow = 0; outRow < size; outRow++) {
    for (let outColumn = 0; outColumn < size; outColumn++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let row = 0; row < perSide; row++) {
        const down = outRow * perSide + row + 0.5;
        let x = corner.x + (outColumn * perSide + 0.5) * stepX - down * stepY - 0.5;
        let y = corner.y + (outColumn * perSide + 0.5) * stepY + down * stepX - 0.5;
        for (let column = 0; column < perSide; column++, x += stepX, y += stepY) {
          if (!(x >= 0 && y >= 0 && x < lastX && y < lastY)) {
            const left = Math.floor(x);
            const top = Math.floor(y);
            const isInside = left >= -1 && top >= -1 && left < widthPx && top < heightPx;
            const clampedX = Math.max(0, Math.min(lastX, left));
            const clampedY = Math.max(0, Math.min(lastY, top));
            const from = clampedY * rowBytes + clampedX * 3;
            red += isInside ? data[from]! : outside;
            green += isInside ? data[from + 1]! : outside;
            blue += isInside ? data[from + 2]! : outside;
            continue;
          }
          const left = x | 0;
          const top = y | 0;
          const fx = x - left;
          const fy = y - top;
          const lowerRight = fx * fy;
          const lowerLeft = fy - lowerRight;
          const upperRight = fx - lowerRight;
          const upperLeft = 1 - fx - lowerLeft;
          const from = top * rowBytes + left * 3;
          const below = from + rowBytes;
          red +=
            upperLeft * data[from]! +
            upperRight * data[from + 3]! +
            lowerLeft * data[below]! +
            lowerRight * data[below + 3]!;
          green +=
            upperLeft * data[from + 1]! +
            upperRight * data[from + 4]! +
            lowerLeft * data[below + 1]! +
            lowerRight * data[below + 4]!;
          blue +=
            upperLeft * data[from + 2]! +
            upperRight * data[from + 5]! +
            lowerLeft * data[below + 2]! +
            lowerRight * data[below + 5]!;
        }
      }
      out[at] = red * weight;
      out[at + 1] = green * weight;
      out[at + 2] = blue * weight;
      at += 3;
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
export function fitWhole(pixels: Pixels, size: number, borderShare: number): Fitted {
  const { widthPx, heightPx } = pixels;
  const { data, widthPx: width, heightPx: height } = overview(pixels, size / (1 + 2 * borderShare));
  const left = borderShare > 0 ? Math.floor((size - width) / 2) : 0;
  const top = borderShare > 0 ? Math.floor((size - height) / 2) : 0;
  const grey = borderShare > 0 ? 128 : 0;
  const input = new Float32Array(size * size * 3).fill(grey);
  for (let row = 0; row < height; row++) {
    const from = row * width * 3;
    input.set(data.subarray(from, from + width * 3), ((top + row) * size + left) * 3);
  }
  const scaleX = width / widthPx;
  const scaleY = height / heightPx;
  return {
    input: { data: input, size },
    toPicture: (box) => ({
      x: (box.x - left) / scaleX,
      y: (box.y - top) / scaleY,
      width: box.width / scaleX,
      height: box.height / scaleY,
    }),
  };
}
