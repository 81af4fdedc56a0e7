// Cuts squares out of pixels, turned and scaled as a net wants them.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import type { Box, Point } from '../../domain/geometry.ts';
import type { Pixels } from './decode.ts';
import type { SquareInput } from './nets.ts';
import { loops, placesFor } from './loop-memory.ts';
import { placeOne, shareOne } from './pixel-loops.ts';
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

/** Samples on the picture, `perSide` by `perSide` for each pixel of the answer. */
interface SampleGrid {
  x: number; // of the first sample
  y: number;
  stepX: number; // from one sample to the next; one down is (-stepY, stepX)
  stepY: number;
  perSide: number;
}

/** Samples nearer to the edge are taken one by one: a row's places are rounded, and wander by less. */
const edgePx = 0.01;

/** Which of `count` places, from `start` on by `step`, lie between 0 and `end`: from the first to before the second. */
function between(start: number, step: number, count: number, end: number): [number, number] {
  if (end <= 2 * edgePx) return [0, 0];
  const [low, high] = [edgePx - start, end - edgePx - start];
  if (step === 0) return low <= 0 && high >= 0 ? [0, count] : [0, 0];
  const first = Math.ceil(Math.min(low / step, high / step));
  const last = Math.floor(Math.max(low / step, high / step)) + 1;
  return [Math.max(0, Math.min(count, first)), Math.max(0, Math.min(count, last))];
}

/** The output columns of a row whose samples all have four pixels around them: from the first to before the second. */
function insideColumns(pixels: Pixels, grid: SampleGrid, row: number, size: number): [number, number] {
  const { x, y, stepX, stepY, perSide } = grid;
  let [first, last] = [0, size];
  for (const down of [row * perSide, (row + 1) * perSide - 1]) {
    const count = size * perSide;
    const [firstX, lastX] = between(x - down * stepY, stepX, count, pixels.widthPx - 1);
    const [firstY, lastY] = between(y + down * stepX, stepY, count, pixels.heightPx - 1);
    first = Math.max(first, Math.ceil(Math.max(firstX, firstY) / perSide));
    last = Math.min(last, Math.floor(Math.min(lastX, lastY) / perSide));
  }
  return first < last ? [first, last] : [0, 0];
}

/** One bilinear sample; on the picture's edge its nearest pixel, beyond it `outside`. */
function sampleAt(
  { data, widthPx, heightPx }: Pixels,
  x: number,
  y: number,
  channel: number,
  outside: number,
) {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= widthPx || top >= heightPx) return outside;
  const valueAt = (column: number, row: number) => data[(row * widthPx + column) * 3 + channel]!;
  const [lastX, lastY] = [widthPx - 1, heightPx - 1];
  if (!(x >= 0 && y >= 0 && x < lastX && y < lastY))
    return valueAt(Math.max(0, Math.min(lastX, left)), Math.max(0, Math.min(lastY, top)));
  const [fx, fy] = [x - left, y - top];
  const upper = (1 - fx) * valueAt(left, top) + fx * valueAt(left + 1, top);
  const lower = (1 - fx) * valueAt(left, top + 1) + fx * valueAt(left + 1, top + 1);
  return (1 - fy) * upper + fy * lower;
}

/** Pixels of a row one by one, on and past the picture's edge too. */
function takeAnywhere(
  pixels: Pixels,
  { x, y, stepX, stepY, perSide }: SampleGrid,
  row: number,
  [first, last]: [number, number],
  out: Float32Array,
  rowAt: number,
  outside: number,
): void {
  for (let at = first * 3; at < last * 3; at++) {
    const across = Math.floor(at / 3) * perSide;
    let sum = 0;
    for (let down = row * perSide; down < (row + 1) * perSide; down++)
      for (let column = across; column < across + perSide; column++) {
        const sampleX = x + column * stepX - down * stepY;
        const sampleY = y + column * stepY + down * stepX;
        sum += sampleAt(pixels, sampleX, sampleY, at % 3, outside);
      }
    out[rowAt + at] = sum / (perSide * perSide);
  }
}

/** The columns that lie inside, of each row; what is between is anything. Valid until the next loop over pixels. */
function cutInside(
  { data, widthPx, heightPx }: Pixels,
  square: Square,
  { x, y, stepX, stepY, perSide }: SampleGrid,
  inside: readonly (readonly [number, number])[],
  size: number,
): Float32Array {
  const corners = [0, 1].flatMap((u) => [0, 1].map((v) => onPicture(square, u, v).y));
  const top = Math.max(0, Math.min(heightPx, Math.floor(Math.min(...corners)) - 1));
  const bottom = Math.max(top, Math.min(heightPx, Math.ceil(Math.max(...corners)) + 2));
  const stride = widthPx * 3;
  const seen = data.subarray(top * stride, bottom * stride);
  const { memory, places } = placesFor([seen.length, size * size * 3 * 4]);
  const [source = 0, out = 0] = places;
  new Uint8Array(memory).set(seen, source);
  inside.forEach(([first, last], row) => {
    const [column, line] = [first * perSide, row * perSide];
    loops.cutRow(
      source,
      stride,
      Math.round((x + column * stepX - line * stepY) * placeOne),
      Math.round((y + column * stepY + line * stepX - top) * placeOne),
      Math.round(stepX * placeOne),
      Math.round(stepY * placeOne),
      perSide,
      1 / (perSide * perSide * shareOne),
      last - first,
      out + (row * size + first) * 12,
    );
  });
  return new Float32Array(memory, out, size * size * 3);
}

/**
 * Bilinear samples, several per output pixel when shrinking; outside the picture is `outside` (0..255).
 * `perSide`: samples per output pixel, along and across. `out`: where to write, [size, size, 3].
 */
export function cutSquare(
  pixels: Pixels,
  square: Square,
  size: number,
  outside: number,
  perSide = allSeen(square.sidePx, size),
  out: Float32Array = new Float32Array(size * size * 3),
): SquareInput {
  const samples = size * perSide; // per side of the whole square
  const corner = onPicture(square, 0, 0);
  const right = onPicture(square, 1 / samples, 0);
  const stepX = right.x - corner.x;
  const stepY = right.y - corner.y;
  const x = corner.x + 0.5 * stepX - 0.5 * stepY - 0.5;
  const y = corner.y + 0.5 * stepY + 0.5 * stepX - 0.5;
  const grid = { x, y, stepX, stepY, perSide };
  const inside = Array.from({ length: size }, (_, row) => insideColumns(pixels, grid, row, size));
  out.set(cutInside(pixels, square, grid, inside, size));
  inside.forEach(([first, last], row) => {
    const rowAt = row * size * 3;
    takeAnywhere(pixels, grid, row, [0, first], out, rowAt, outside);
    takeAnywhere(pixels, grid, row, [last, size], out, rowAt, outside);
  });
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
