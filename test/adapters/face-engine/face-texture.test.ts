// What is measured of the texture of a face, on pictures drawn for it.
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../server/adapters/face-engine/decode.ts';
import { farCheekSharpness } from '../../../server/adapters/face-engine/far-cheek.ts';
import { mouthVariety } from '../../../server/adapters/face-engine/mouth-variety.ts';

const [widthPx, heightPx] = [200, 200];

function drawn(luma: (x: number, y: number) => number): Pixels {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++)
    data.fill(luma(pixel % widthPx, Math.floor(pixel / widthPx)), 3 * pixel, 3 * pixel + 3);
  return { data, widthPx, heightPx };
}

const innerLips = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95];

/** Lips as an ellipse about (100, 150), a cheek about (60, 100) and one about (140, 100), the ears apart in depth. */
function meshOf({ gapPx = 30, depthPx = 0 }: { gapPx?: number; depthPx?: number }): Float32Array {
  const mesh = new Float32Array(468 * 3);
  const put = (point: number, x: number, y: number, z = 0): void => mesh.set([x, y, z], 3 * point);
  innerLips.forEach((point, index) => {
    const angle = Math.PI + (2 * Math.PI * index) / innerLips.length;
    put(point, 100 + 30 * Math.cos(angle), 150 + (gapPx / 2) * Math.sin(angle));
  });
  for (const [points, x] of [
    [[50, 101, 36, 205, 187, 123, 117], 60],
    [[280, 330, 266, 425, 411, 352, 346], 140],
  ] as const)
    points.forEach((point, index) => put(point, x - 12 + 4 * index, 88 + 4 * ((index * 3) % 7)));
  put(234, 40, 100, 0);
  put(454, 160, 100, depthPx);
  put(10, 100, 20);
  put(152, 100, 180);
  return mesh;
}

describe('the inside of an open mouth', () => {
  test('has no variety when it is painted in one colour', () => {
    expect(
      mouthVariety(
        drawn(() => 30),
        meshOf({}),
      ),
    ).toBe(0);
  });

  test('has as much as there is between the lips, and nothing of what is beyond them', () => {
    const teeth = drawn((x, y) =>
      Math.hypot((x - 100) / 34, (y - 150) / 19) > 1 ? 255 : y < 150 ? 200 : 20,
    );
    expect(mouthVariety(teeth, meshOf({}))).toBeCloseTo(90, -1);
  });

  test('says nothing when the lips are closed, or beyond the frame', () => {
    expect(
      mouthVariety(
        drawn((x) => x),
        meshOf({ gapPx: 3 }),
      ),
    ).toBeNull();
    expect(
      mouthVariety(
        drawn((x) => x),
        meshOf({}).map((value) => value + 400),
      ),
    ).toBeNull();
  });
});

describe('the far cheek', () => {
  const sharpAt = (isSharp: (x: number) => boolean): Pixels =>
    drawn((x, y) => (isSharp(x) ? 120 + 40 * ((x + y) % 2) : 120 + 10 * ((x + y) % 2)));

  test('is sharper or softer than the near one, by the side that is turned away', () => {
    const right = sharpAt((x) => x < 100);
    // a positive yaw turns the person's own left, which is the picture's right, away
    expect(farCheekSharpness(right, meshOf({ depthPx: -60 }))).toBeCloseTo(2, 1);
    expect(farCheekSharpness(right, meshOf({ depthPx: 60 }))).toBeCloseTo(-2, 1);
  });

  test('says nothing of a face that is not turned, or beyond the frame', () => {
    const even = sharpAt(() => true);
    expect(farCheekSharpness(even, meshOf({ depthPx: 10 }))).toBeNull();
    expect(
      farCheekSharpness(
        even,
        meshOf({ depthPx: 60 }).map((value) => value - 400),
      ),
    ).toBeNull();
  });

  test('is as sharp as the near one where both are', () => {
    expect(
      farCheekSharpness(
        sharpAt(() => true),
        meshOf({ depthPx: 60 }),
      ),
    ).toBeCloseTo(0, 6);
  });
});
