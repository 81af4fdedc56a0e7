// A photo becomes a still that a puppet can be made of, or a sentence says why not.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { at, distancePx, pointAt } from './mesh-points.ts';
import { regionAround } from './region.ts';
import { sampleStill, samplePhoto } from './sample.ts';
import { frameStill, UnsuitablePhoto } from './still.ts';

const demoPhoto = (file: string) =>
  readFileSync(new URL(`../../node_modules/@vladmandic/face-api/demo/${file}`, import.meta.url));

test('frames one face upright in the middle of a phone picture', async () => {
  for (const name of ['sample1', 'sample5'] as const) {
    const { width, height, rgba, points } = await sampleStill(name);
    expect([width, height, rgba.length]).toEqual([480, 640, 480 * 640 * 4]);
    expect(points).toHaveLength(468);
    const cheeks = distancePx(pointAt(points, at.leftEdge), pointAt(points, at.rightEdge));
    expect(cheeks).toBeGreaterThan(175);
    expect(cheeks).toBeLessThan(215);
    expect(Math.abs(regionAround(points).radians)).toBeLessThan(0.06);
    expect(Math.abs(pointAt(points, at.noseBridge).x - width / 2)).toBeLessThan(30);
  }
});

test('keeps what it prepared: the second answer equals the first', async () => {
  const [first, second] = [await sampleStill('sample5'), await sampleStill('sample5')];
  expect(second.points).toEqual(first.points);
  expect(Buffer.compare(Buffer.from(second.rgba), Buffer.from(first.rgba))).toBe(0);
});

test('refuses a face that looks aside', async () => {
  await expect(frameStill(demoPhoto('sample2.jpg'))).rejects.toThrow(/turned .* aside/);
});

test('refuses a blurred face', async () => {
  const blurred = await sharp(samplePhoto('sample5')).blur(5).jpeg().toBuffer();
  await expect(frameStill(blurred)).rejects.toThrow(/blurred/);
});

test('refuses a face of too few pixels', async () => {
  const small = await sharp(samplePhoto('sample5')).resize({ width: 400 }).jpeg().toBuffer();
  await expect(frameStill(small)).rejects.toThrow(/px wide/);
});

test('refuses a picture without a face', async () => {
  const raw = { width: 640, height: 480, channels: 3, background: '#778' } as const;
  const empty = await sharp({ create: raw }).jpeg().toBuffer();
  await expect(frameStill(empty)).rejects.toThrow(UnsuitablePhoto);
});
