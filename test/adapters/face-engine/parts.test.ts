// The parts of a look that go wrong quietly: leaks, doubles, crooked crops.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { alignedSquare } from '../../../server/adapters/face-engine/align.ts';
import { cutSquare, fitWhole, mirrored, onPicture } from '../../../server/adapters/face-engine/crop.ts';
import { distinct, maxFaces } from '../../../server/adapters/face-engine/detect.ts';
import { contourOpenness, openness } from '../../../server/adapters/face-engine/eyes.ts';
import { follow } from '../../../server/adapters/face-engine/follow.ts';
import { look } from '../../../server/adapters/face-engine/look.ts';
import type { Nets, SquareInput } from '../../../server/adapters/face-engine/nets.ts';
import { stillnessOf } from '../../../server/adapters/face-engine/stillness.ts';
import { loadTfjsNets } from '../../../server/adapters/face-engine/tfjs-nets.ts';
import {
  chromaOf,
  exposureOf,
  laplacianVariance,
} from '../../../server/adapters/face-engine/picture-quality.ts';

const require = createRequire(import.meta.url);
const demoFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');

/** uint8 [heightPx, widthPx, 3]: red grows with x, green with y. */
function ramp(widthPx: number, heightPx: number) {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < widthPx * heightPx; i++) {
    data[3 * i] = i % widthPx;
    data[3 * i + 1] = Math.floor(i / widthPx);
  }
  return { data, widthPx, heightPx };
}

test('looking leaves no tensor behind, whatever is asked and found', async () => {
  const nets = await loadTfjsNets();
  const picture = await readFile(join(demoFolder, 'sample1.jpg'));
  const before = nets.tensorsAlive();
  expect(before).toBeGreaterThan(100); // the weights
  for (const purpose of ['document', 'frame'] as const) {
    await look(nets, picture, { purpose, embed: 'largest' });
    await expect(look(nets, picture.subarray(0, 9000), { purpose, embed: 'largest' })).rejects.toThrow();
    expect(nets.tensorsAlive()).toBe(before);
  }
  const followed = await follow(nets, [picture], { track: null, embed: [0], eyes: true });
  expect(followed.frames[0]?.irisOpenness).toBeGreaterThan(0);
  expect(nets.tensorsAlive()).toBe(before);
});

/** An eye of 20 pixels with a gap of 5 between the lids all along, as the net answers it. */
function drawnContour(): Float32Array {
  const contour = new Float32Array(71 * 3);
  const put = (index: number, x: number, y: number) => contour.set([x, y], 3 * index);
  put(0, 10, 30);
  put(8, 30, 30);
  for (let i = 1; i <= 7; i++) {
    put(i, 10 + 2.5 * i, 32);
    put(i + 8, 10 + 2.5 * i, 27);
  }
  return contour;
}

test('an eye is as open as its lids are apart, by its width', () => {
  expect(contourOpenness(drawnContour())).toBeCloseTo(0.25, 6);
  expect(contourOpenness(drawnContour().map((value) => 3 * value))).toBeCloseTo(0.25, 6);
  expect(contourOpenness(new Float32Array(71 * 3))).toBe(0);
});

/** Two eyes of 20 px on a ramp, asked of a net that keeps what it is given. */
async function lookAtDrawnEyes(widthPx: number, angleRadians = 0) {
  const given: SquareInput[] = [];
  const nets = {
    eyes: async (inputs: readonly SquareInput[]) => {
      given.push(...inputs);
      return inputs.map(drawnContour);
    },
  } as unknown as Nets;
  const points = new Float32Array(468 * 3);
  const corners = { 33: 40, 133: 60, 362: 100, 263: 120 };
  for (const [index, x] of Object.entries(corners)) points.set([x, 50], 3 * Number(index));
  const read = await openness(nets, ramp(widthPx, 100), { points, presence: 1 }, angleRadians);
  return { read, given };
}

test('says nothing of eyes of which one lies beyond the edge', async () => {
  expect((await lookAtDrawnEyes(200)).read).toBeCloseTo(0.25, 6);
  expect(await lookAtDrawnEyes(90)).toEqual({ read: null, given: [] });
});

test.each([0, 0.5])('gives the net both eyes as left ones, along an eye line of %d', async (angleRadians) => {
  const { given } = await lookAtDrawnEyes(200, angleRadians);
  expect(given.map(({ size }) => size)).toEqual([64, 64]);
  const step = (20 * 2.3) / 64; // px of the picture per px of the input
  for (const [eye, { data }] of given.entries()) {
    const at = (row: number, column: number) =>
      data.slice((row * 64 + column) * 3, (row * 64 + column) * 3 + 2);
    const [[redLeft = NaN, greenLeft = NaN], [redRight = NaN, greenRight = NaN]] = [at(32, 12), at(32, 51)];
    const away = eye === 0 ? -1 : 1; // from the person's own right eye the picture is mirrored
    expect(redRight - redLeft).toBeCloseTo(away * 39 * step * Math.cos(angleRadians), 3);
    expect(greenRight - greenLeft).toBeCloseTo(away * 39 * step * Math.sin(angleRadians), 3);
    expect(Math.abs((redLeft + redRight) / 2 - (eye === 0 ? 50 : 110))).toBeLessThan(1);
  }
});

test('the border is 12 % of the frame along each edge, and nothing of its middle', () => {
  const light = (changed: readonly [number, number][]) => {
    const values = new Uint8Array(100 * 50);
    for (const [x, y] of changed) values[y * 100 + x] = 50;
    return { luma: { values, widthPx: 100, heightPx: 50 }, frameWidthPx: 100, frameHeightPx: 50 };
  };
  const still = light([]);
  const border = 100 * 50 - 76 * 38;
  expect(stillnessOf(still, null)).toBeNull();
  expect(stillnessOf(still, still)).toEqual({ change: 0, borderChange: 0, borderEqualShare: 1 });
  expect(stillnessOf(light([[12, 6]]), still)).toEqual({
    change: 50 / 5000,
    borderChange: 0,
    borderEqualShare: 1,
  });
  for (const place of [
    [11, 25],
    [88, 25],
    [50, 5],
    [50, 44],
  ] as const) {
    expect(stillnessOf(light([[...place]]), still)).toEqual({
      change: 50 / 5000,
      borderChange: 50 / border,
      borderEqualShare: 1 - 1 / border,
    });
  }
  expect(stillnessOf({ ...still, frameWidthPx: 200 }, still)).toBeNull();
});

test('reports one face once: of findings that overlap, the surer one', () => {
  const box = { x: 100, y: 100, width: 100, height: 100 };
  const found = distinct([
    { box, detectionScore: 0.6 },
    { box: { ...box, x: 115 }, detectionScore: 0.9 },
    { box: { ...box, x: 400 }, detectionScore: 0.4 },
  ]);
  expect(found.map(({ detectionScore }) => detectionScore)).toEqual([0.9, 0.4]);
});

test('keeps a small ghost portrait beside a large one, the larger first', () => {
  const large = { box: { x: 50, y: 50, width: 200, height: 240 }, detectionScore: 0.7 };
  const ghost = { box: { x: 600, y: 200, width: 50, height: 60 }, detectionScore: 0.95 };
  expect(distinct([ghost, large])).toEqual([large, ghost]);
});

test('bounds the faces of a crowd', () => {
  const crowd = Array.from({ length: 40 }, (_, i) => ({
    box: { x: i * 100, y: 0, width: 50, height: 50 },
    detectionScore: 0.9,
  }));
  expect(distinct(crowd)).toHaveLength(maxFaces);
});

test('cuts the square that it was asked for, upright', () => {
  const square = { origin: { x: 50, y: 40 }, originX: 0.5, originY: 0.5, sidePx: 20, angleRadians: 0 };
  const { data, size } = cutSquare(ramp(100, 80), square, 10, 0);
  expect(size).toBe(10);
  expect(data[0]).toBeCloseTo(40.5, 3); // the mean of columns 40 and 41
  expect(data[1]).toBeCloseTo(30.5, 3);
  expect(data[3 * 99]).toBeCloseTo(58.5, 3);
  expect(data[3 * 99 + 1]).toBeCloseTo(48.5, 3);
});

test('cuts a turned square along its own sides', () => {
  const square = {
    origin: { x: 50, y: 40 },
    originX: 0.5,
    originY: 0.5,
    sidePx: 20,
    angleRadians: Math.PI / 2,
  };
  const { data } = cutSquare(ramp(100, 80), square, 10, 0);
  expect(data[0]).toBeCloseTo(58.5, 3); // its top left corner is the picture's top right one
  expect(data[1]).toBeCloseTo(30.5, 3);
  const corner = onPicture(square, 0, 0);
  expect(corner.x).toBeCloseTo(60, 9);
  expect(corner.y).toBeCloseTo(30, 9);
});

test('fills what lies past the edge', () => {
  const square = { origin: { x: 0, y: 0 }, originX: 0.5, originY: 0.5, sidePx: 40, angleRadians: 0 };
  const { data } = cutSquare(ramp(100, 80), square, 4, 128);
  expect([...data.slice(0, 3)]).toEqual([128, 128, 128]);
  expect(data[3 * 15]).toBeLessThan(20);
});

test('mirrors a crop left to right and nothing else', () => {
  const crop = { data: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), size: 2 };
  expect([...mirrored(crop).data]).toEqual([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
  expect(mirrored(mirrored(crop))).toEqual(crop);
});

test.each([0, 0.5])('finds its way back from a detector input with a border of %d', async (border) => {
  const fitted = fitWhole(ramp(200, 100), 96, border);
  expect(fitted.input.data).toHaveLength(96 * 96 * 3);
  const scale = 96 / (200 * (1 + 2 * border));
  const left = border > 0 ? (96 - 200 * scale) / 2 : 0;
  const top = border > 0 ? (96 - 100 * scale) / 2 : 0;
  const box = fitted.toPicture({
    x: left + 20 * scale,
    y: top + 30 * scale,
    width: 50 * scale,
    height: 40 * scale,
  });
  expect(box).toEqual({
    x: expect.closeTo(20, 6) as number,
    y: expect.closeTo(30, 6) as number,
    width: expect.closeTo(50, 6) as number,
    height: expect.closeTo(40, 6) as number,
  });
});

test('levels the eyes of a tilted face', () => {
  const upright = Array.from({ length: 68 }, (_, i) =>
    i < 36 ? { x: 0, y: 0 } : i < 42 ? { x: -30, y: -20 } : i < 48 ? { x: 30, y: -20 } : { x: 0, y: 40 },
  );
  const tilt = 0.3;
  const turned = upright.map(({ x, y }) => ({
    x: x * Math.cos(tilt) - y * Math.sin(tilt),
    y: x * Math.sin(tilt) + y * Math.cos(tilt),
  }));
  expect(alignedSquare(upright).angleRadians).toBeCloseTo(0, 9);
  expect(alignedSquare(turned).angleRadians).toBeCloseTo(tilt, 9);
  expect(alignedSquare(turned).sidePx).toBeCloseTo(alignedSquare(upright).sidePx, 9);
  expect(alignedSquare(upright).sidePx).toBeCloseTo(Math.hypot(30, 60) / 0.45, 9);
});

test('chroma is the colour that white balance leaves, by the brightness', () => {
  const pixels = (...data: number[]) => ({
    data: Uint8Array.from(data),
    widthPx: data.length / 3,
    heightPx: 1,
  });
  expect(chromaOf(pixels(0, 0, 0, 0, 0, 0))).toBe(0);
  expect(chromaOf(pixels(10, 10, 10, 200, 200, 200))).toBe(0);
  expect(chromaOf(pixels(20, 10, 5, 200, 100, 50))).toBeCloseTo(0, 12); // grey in warm light
  expect(chromaOf(pixels(120, 80, 100, 80, 120, 100))).toBeCloseTo(0.4, 12);
  expect(chromaOf(pixels(60, 40, 50, 40, 60, 50))).toBeCloseTo(0.4, 12); // in half the light
  expect(chromaOf(pixels(200, 0, 0, 0, 200, 0, 0, 0, 200))).toBeCloseTo(3, 12);
});

test('sharpness is the variance of the Laplacian, and nothing where there is no inside', () => {
  const luma = (widthPx: number, values: number[]) => ({
    values: Uint8Array.from(values),
    widthPx,
    heightPx: values.length / widthPx,
  });
  expect(laplacianVariance(luma(4, [0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0]))).toBe(25 ** 2); // -40 and 10, mean -15
  expect(laplacianVariance(luma(2, [1, 2, 3, 4]))).toBe(0);
  expect(exposureOf(luma(2, [0, 30, 249, 250]))).toEqual({
    meanLuma: 132.25,
    clippedShare: 0.25,
    darkShare: 0.5,
  });
});
