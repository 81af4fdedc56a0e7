// A cut square is what bilinear samples say, wherever it lies and however it is turned.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutSquare, onPicture, type Square } from '../../../server/adapters/face-engine/crop.ts';
import type { Pixels } from '../../../server/adapters/face-engine/decode.ts';

const outside = 128;

const hair = 1e-6; // px

/** At the picture's edge and beyond it samples leap from pixel to pixel: on such a line rounding says which it is. */
function isOnALeap({ widthPx, heightPx }: Pixels, x: number, y: number): boolean {
  const isInside = x > hair && y > hair && x < widthPx - 1 - hair && y < heightPx - 1 - hair;
  return !isInside && [x, y].some((place) => Math.abs(place - Math.round(place)) < hair);
}

/** The same, by fractions and one sample after the other. NaN where it depends on rounding. */
function byFractions(pixels: Pixels, square: Square, size: number, perSide: number) {
  const { data, widthPx, heightPx } = pixels;
  const valueAt = (x: number, y: number, channel: number): number =>
    data[
      (Math.max(0, Math.min(heightPx - 1, y)) * widthPx + Math.max(0, Math.min(widthPx - 1, x))) * 3 + channel
    ] ?? NaN;
  const sample = (x: number, y: number, channel: number): number => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    if (left < -1 || top < -1 || left >= widthPx || top >= heightPx) return outside;
    if (x < 0 || y < 0 || x >= widthPx - 1 || y >= heightPx - 1) return valueAt(left, top, channel);
    const [fx, fy] = [x - left, y - top];
    const along = (row: number) =>
      (1 - fx) * valueAt(left, row, channel) + fx * valueAt(left + 1, row, channel);
    return (1 - fy) * along(top) + fy * along(top + 1);
  };
  const grid = size * perSide;
  const out = new Float32Array(size * size * 3);
  for (let row = 0; row < grid; row++)
    for (let column = 0; column < grid; column++) {
      const { x, y } = onPicture(square, (column + 0.5) / grid, (row + 0.5) / grid);
      for (let channel = 0; channel < 3; channel++) {
        const at = (Math.floor(row / perSide) * size + Math.floor(column / perSide)) * 3 + channel;
        const value = isOnALeap(pixels, x - 0.5, y - 0.5) ? NaN : sample(x - 0.5, y - 0.5, channel);
        out[at] = (out[at] ?? NaN) + value / perSide ** 2;
      }
    }
  return out;
}

const anyPicture = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer())
  .map(([widthPx, heightPx, seed]): Pixels => {
    // smooth enough that a hair's breadth beside an edge of the picture is no great leap
    const data = Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, i) => {
      const [x, y, channel] = [Math.floor(i / 3) % widthPx, Math.floor(i / 3 / widthPx), i % 3];
      return 128 + 90 * Math.sin(seed + x / 3 + channel) * Math.cos(y / 4 + channel);
    });
    return { data, widthPx, heightPx };
  });

const anySquare = fc
  .tuple(
    fc.double({ min: -20, max: 60, noNaN: true }),
    fc.double({ min: -20, max: 60, noNaN: true }),
    fc.double({ min: 0.5, max: 90, noNaN: true }),
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  )
  .map(([x, y, sidePx, angleRadians]): Square => ({
    origin: { x, y },
    originX: 0.5,
    originY: 0.5,
    sidePx,
    angleRadians,
  }));

test('each number is within 0.1 grey levels of the mean of its samples', () => {
  fc.assert(
    fc.property(
      anyPicture,
      anySquare,
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 4 }),
      (pixels, square, size, perSide) => {
        const { data } = cutSquare(pixels, square, size, outside, perSide);
        const wanted = byFractions(pixels, square, size, perSide);
        const far = data.filter(
          (value, i) => !(Math.abs(value - (wanted[i] ?? 0)) < 0.1 || Number.isNaN(wanted[i])),
        );
        expect(data.every(Number.isFinite)).toBe(true);
        expect(far.length).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});

test('a crop that is written into room of one’s own leaves nothing of the crop before', () => {
  const white: Pixels = { data: new Uint8Array(30 * 30 * 3).fill(255), widthPx: 30, heightPx: 30 };
  const black: Pixels = { data: new Uint8Array(30 * 30 * 3), widthPx: 30, heightPx: 30 };
  const square = { origin: { x: 5, y: 5 }, originX: 0.5, originY: 0.5, sidePx: 30, angleRadians: 0.3 };
  const room = new Float32Array(12 * 12 * 3);
  cutSquare(white, square, 12, outside, 2, room);
  const { data } = cutSquare(black, square, 12, outside, 2, room);
  expect(data).toBe(room);
  expect(data).toEqual(cutSquare(black, square, 12, outside, 2).data);
});
