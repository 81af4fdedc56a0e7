// Scaling keeps what a picture shows: its light, its edges, its place, whatever the sizes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../server/adapters/face-engine/decode.ts';
import { overview, scaledTo } from '../../../server/adapters/face-engine/scale.ts';

function picture(
  widthPx: number,
  heightPx: number,
  colour: (x: number, y: number) => readonly number[],
): Pixels {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) data.set(colour(x, y), (y * widthPx + x) * 3);
  return { data, widthPx, heightPx };
}

const whole = ({ widthPx, heightPx }: Pixels) => ({ x: 0, y: 0, width: widthPx, height: heightPx });
const side = fc.integer({ min: 1, max: 90 });

/** The same triangle, by fractions and one number after the other. */
function byFractions(
  data: Uint8Array,
  widthPx: number,
  part: { x: number; y: number; width: number; height: number },
  toW: number,
  toH: number,
): number[] {
  const taps = (length: number, outputs: number, output: number) => {
    const reach = Math.max(1, length / outputs);
    const centre = ((output + 0.5) * length) / outputs - 0.5;
    const all = Array.from({ length }, (_, i) => Math.max(0, 1 - Math.abs(i - centre) / reach));
    const sum = all.reduce((a, b) => a + b, 0);
    return all.map((weight, i) => [i, weight / sum] as const).filter(([, weight]) => weight > 0);
  };
  const columns = Array.from({ length: toW }, (_, x) => taps(part.width, toW, x));
  const out: number[] = [];
  for (let y = 0; y < toH; y++)
    for (const column of columns)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [row, down] of taps(part.height, toH, y))
          for (const [pixel, across] of column)
            sum += down * across * (data[((part.y + row) * widthPx + part.x + pixel) * 3 + channel] ?? NaN);
        out.push(sum);
      }
  return out;
}

describe('a scaled picture', () => {
  test('is as large as asked, and as bright as before, everywhere', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, toW, toH, grey) => {
        const even = picture(w, h, () => [grey, 255 - grey, 7]);
        const { data, widthPx, heightPx } = scaledTo(even, whole(even), toW, toH);
        expect([widthPx, heightPx]).toEqual([toW, toH]);
        const asked = [grey, 255 - grey, 7];
        const furthest = data.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (asked[i % 3] ?? NaN))),
          0,
        );
        expect(furthest).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test('is what the weights say, number by number, whatever the part and the sizes', () => {
    const data = Uint8Array.from({ length: 3 * 40 * 30 }, (_, i) => (i * i * 31 + i * 7) % 256);
    const output = fc.integer({ min: 8, max: 90 }); // weights are whole: in stronger shrinking they are coarser
    const span = (most: number) => fc.tuple(fc.nat(most - 1), fc.nat(most - 1));
    fc.assert(
      fc.property(span(40), span(30), output, output, ([x1, x2], [y1, y2], toW, toH) => {
        const part = {
          x: Math.min(x1, x2),
          y: Math.min(y1, y2),
          width: Math.abs(x1 - x2) + 1,
          height: Math.abs(y1 - y2) + 1,
        };
        const scaled = scaledTo({ data, widthPx: 40, heightPx: 30 }, part, toW, toH);
        const wanted = byFractions(data, 40, part, toW, toH);
        const furthest = scaled.data.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? NaN))),
          0,
        );
        expect(furthest).toBeLessThan(2); // half from rounding, the rest from weights in 1/2048
      }),
      { numRuns: 60 },
    );
  });

  test('of the same size is the same picture', () => {
    const noise = picture(37, 23, (x, y) => [(x * 71 + y * 13) % 250, (x * y) % 250, (x + 3 * y) % 250]);
    const { data } = scaledTo(noise, whole(noise), 37, 23);
    data.forEach((value, i) => expect(Math.abs(value - (noise.data[i] ?? NaN))).toBeLessThanOrEqual(1));
  });

  test('sees every pixel when it shrinks: thin stripes become their mean', () => {
    const striped = picture(300, 300, (x) => (x % 2 === 0 ? [240, 240, 240] : [0, 0, 0]));
    const { data } = scaledTo(striped, whole(striped), 40, 40);
    for (const value of data) expect(Math.abs(value - 120)).toBeLessThanOrEqual(6);
  });

  test('keeps an edge where it was', () => {
    const halves = picture(200, 100, (x, y) => [x < 100 ? 0 : 250, y < 50 ? 0 : 250, 0]);
    const { data } = scaledTo(halves, whole(halves), 50, 25);
    const at = (x: number, y: number, channel: number) => data[(y * 50 + x) * 3 + channel] ?? NaN;
    expect(at(23, 12, 0)).toBeLessThan(20);
    expect(at(26, 12, 0)).toBeGreaterThan(230);
    expect(at(10, 11, 1)).toBeLessThan(20);
    expect(at(10, 14, 1)).toBeGreaterThan(230);
  });

  test('of a part shows that part and nothing around it', () => {
    const spotted = picture(80, 60, (x, y) =>
      x >= 20 && x < 50 && y >= 10 && y < 40 ? [200, 100, 50] : [0, 255, 255],
    );
    const { data } = scaledTo(spotted, { x: 20, y: 10, width: 30, height: 30 }, 17, 11);
    for (let i = 0; i < data.length; i += 3) {
      expect(Math.abs((data[i] ?? NaN) - 200)).toBeLessThanOrEqual(1);
      expect(Math.abs((data[i + 1] ?? NaN) - 100)).toBeLessThanOrEqual(1);
    }
  });
});

test('an overview is made once for each size that is asked for in a row', () => {
  const even = picture(120, 60, () => [9, 9, 9]);
  const first = overview(even, 40);
  expect([first.widthPx, first.heightPx]).toEqual([40, 20]);
  expect(overview(even, 40)).toBe(first);
  expect(overview(even, 30)).toMatchObject({ widthPx: 30, heightPx: 15 });
});
