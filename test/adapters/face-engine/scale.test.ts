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

describe('a scaled picture', () => {
  test('is as large as asked, and as bright as before, everywhere', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, toW, toH, grey) => {
        const even = picture(w, h, () => [grey, 255 - grey, 7]);
        const { data, widthPx, heightPx } = scaledTo(even, whole(even), toW, toH);
        expect([widthPx, heightPx]).toEqual([toW, toH]);
        for (let i = 0; i < data.length; i += 3) {
          expect(Math.abs((data[i] ?? NaN) - grey)).toBeLessThanOrEqual(1);
          expect(Math.abs((data[i + 1] ?? NaN) - (255 - grey))).toBeLessThanOrEqual(1);
          expect(Math.abs((data[i + 2] ?? NaN) - 7)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
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
