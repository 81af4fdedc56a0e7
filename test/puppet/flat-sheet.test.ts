// A sheet turned by hand is squeezed more than it says it turned; a puppet, which is not flat, is not.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOnnxFaceEngine } from '../../server/adapters/face-engine/onnx.ts';
import { foreshorteningOf, type TurnFrame } from '../../server/domain/foreshortening.ts';
import { meshPoseOf } from '../../server/domain/mesh-pose.ts';
import { policy } from '../../server/gate/policy.ts';
import type { FaceEngine, FollowedFrame } from '../../server/ports/face-engine.ts';
import { createFlatSheet } from './flat-sheet.ts';
import { decodeJpeg, encodeJpeg } from './jpeg.ts';
import { cameraGrain, seededRandom } from './noise.ts';
import { createPuppet, type Pose, type Puppet } from './puppet.ts';
import { sampleStill } from './sample.ts';
import type { Still } from './still.ts';

let engine: FaceEngine;
let still: Still;
beforeAll(async () => {
  engine = createOnnxFaceEngine({
    workers: 1,
    maxQueue: 10,
    modelFolder: join(tmpdir(), 'portcullis-test-models'),
  });
  [still] = await Promise.all([sampleStill('sample5'), engine.warmUp()]);
});
afterAll(async () => engine.close());

/** What the engine sees of these poses, with the grain of a camera or without. */
async function seen(
  puppet: Puppet,
  poses: readonly Partial<Pose>[],
  sigma = 3,
): Promise<readonly FollowedFrame[]> {
  const grain = cameraGrain(seededRandom(4), sigma);
  const jpegs: Buffer[] = [];
  for (const pose of poses) {
    const rgba = puppet.render(pose);
    if (sigma > 0) grain.addTo(rgba);
    jpegs.push(await encodeJpeg({ width: puppet.width, height: puppet.height, rgba }));
  }
  const ask = { track: null, embed: [], eyes: false };
  return (await engine.follow(jpegs, ask, AbortSignal.timeout(60_000))).frames;
}

const turnFrames = (frames: readonly FollowedFrame[]): readonly TurnFrame[] =>
  frames.flatMap(({ mesh }) => (mesh === null ? [] : [meshPoseOf(mesh)]));

const restFrames = 3;
const turn = [0, 0, 0, 5, 10, 15, 20, 25, 28, 28, 25, 15, 5].map((yaw) => ({ yaw }));

async function squeezeOf(puppet: Puppet): Promise<number> {
  const frames = turnFrames(await seen(puppet, turn));
  return foreshorteningOf(frames.slice(0, restFrames), frames.slice(restFrames)) ?? NaN;
}

const limit = policy.capture.signals.find(({ signal }) => signal === 'foreshortening')?.limit ?? NaN;

test('a puppet’s turn stays within the limit of foreshortening', async () => {
  expect(await squeezeOf(createPuppet(still, still.points))).toBeGreaterThan(limit);
});

test.each([
  ['flat, to 45 degrees', { turnFactor: 45 / 28 }],
  ['flat, to 60 degrees', { turnFactor: 60 / 28 }],
  ['bent, to 48 degrees', { turnFactor: 48 / 28, bend: 0.0025 }],
])('a sheet’s turn lies beyond it: %s', async (_what, sheet) => {
  expect(await squeezeOf(createFlatSheet(still, sheet))).toBeLessThan(limit);
});

test('a sheet at rest shows the still, and turned it shows the wall', async () => {
  const sheet = createFlatSheet(still);
  const size = { width: still.width, height: still.height };
  const pictures = [sheet.render({}), sheet.render({ yaw: 60 })];
  const [rest, turned] = await Promise.all(
    pictures.map(async (rgba) => (await decodeJpeg(await encodeJpeg({ ...size, rgba }, 95))).rgba),
  );
  const middle = (Math.floor(still.height / 2) * still.width + Math.floor(still.width / 2)) * 4;
  const edge = (Math.floor(still.height / 2) * still.width + still.width - 4) * 4;
  expect(Math.abs((rest?.[middle + 1] ?? 0) - (still.rgba[middle + 1] ?? 0))).toBeLessThan(12);
  expect(Math.abs((turned?.[edge + 1] ?? 0) - 148)).toBeLessThan(6);
});

const changeLimit = policy.capture.signals.find(({ signal }) => signal === 'background-change')?.limit ?? NaN;
const backgroundChanges = (frames: readonly FollowedFrame[]): number[] =>
  frames.flatMap(({ stillness }) => (stillness === null ? [] : [stillness.borderChange]));

test('a picture without a camera’s grain stands out by its still background, and grain is all it takes to hide', async () => {
  const puppet = createPuppet(still, still.points);
  const sway = [0, 1, 2, 1, 0, -1].map((yaw) => ({ yaw }));
  expect(Math.max(...backgroundChanges(await seen(puppet, sway, 0)))).toBeLessThan(changeLimit);
  expect(Math.min(...backgroundChanges(await seen(puppet, sway)))).toBeGreaterThan(changeLimit);
});
