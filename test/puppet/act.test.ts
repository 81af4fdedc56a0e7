// The films of the puppet: a person who does as asked, and those who cheat.
import { beforeAll, expect, test } from 'vitest';
import { framesFor, frozenFrames, photoFrames, swappedFrames, wrongAction, type Frame } from './act.ts';
import { faceMesh, type FaceBox, type FaceMesh } from './face-mesh.ts';
import { decodeJpeg } from './jpeg.ts';
import { signalsOf, type Signals } from './mesh-signals.ts';
import { actions, poseAt } from './motion.ts';
import type { Puppet } from './puppet.ts';
import { samplePuppet } from './sample.ts';

let nets: FaceMesh;
let puppet: Puppet;
beforeAll(async () => {
  [nets, puppet] = await Promise.all([faceMesh(), samplePuppet('sample5')]);
});

async function all(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const list: Frame[] = [];
  for await (const frame of frames) list.push(frame);
  return list;
}

async function readings(frames: AsyncIterable<Frame>): Promise<Signals[]> {
  const list: Signals[] = [];
  let box: FaceBox | undefined; // the head stays where it is while it turns
  for await (const { jpeg } of frames) {
    const seen = await decodeJpeg(jpeg);
    box ??= (await nets.findFaces(seen))[0];
    const mesh = box && nets.meshIn(seen, box);
    if (mesh) list.push(signalsOf(mesh.points));
  }
  return list;
}

const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
const different = (frames: Frame[]) => new Set(frames.map(({ jpeg }) => jpeg.toString('base64'))).size;

test('left is the image’s right and ends where it began', async () => {
  const yaws = (await readings(framesFor(puppet, 'turn-left', { fps: 6 }))).map((seen) => seen.yawDegrees);
  const [begin = NaN] = yaws;
  expect(Math.max(...yaws) - begin).toBeGreaterThan(20);
  expect(Math.min(...yaws) - begin).toBeGreaterThan(-6);
  expect(Math.abs((yaws.at(-1) ?? NaN) - begin)).toBeLessThan(6);
});

test('right is the image’s left', async () => {
  const yaws = (await readings(framesFor(puppet, 'turn-right', { fps: 6 }))).map((seen) => seen.yawDegrees);
  expect(Math.min(...yaws) - (yaws[0] ?? NaN)).toBeLessThan(-20);
});

test('a nod is down and comes back, and two of them are two', async () => {
  for (const [action, nods] of [
    ['nod', 1],
    ['nod-twice', 2],
  ] as const) {
    const pitches = (await readings(framesFor(puppet, action, { fps: 6 }))).map((seen) => seen.pitchDegrees);
    const [begin = NaN] = pitches;
    const isDown = pitches.map((pitch) => pitch - begin > 9);
    expect(isDown.filter((now, at) => now && isDown[at - 1] === false)).toHaveLength(nods);
    expect(Math.abs((pitches.at(-1) ?? NaN) - begin)).toBeLessThan(5);
    expect(Math.min(...pitches) - begin).toBeGreaterThan(-6);
  }
});

test('a shaken head goes to both sides', async () => {
  const yaws = (await readings(framesFor(puppet, 'shake', { fps: 6 }))).map((seen) => seen.yawDegrees);
  const [begin = NaN] = yaws;
  expect(Math.max(...yaws) - begin).toBeGreaterThan(14);
  expect(Math.min(...yaws) - begin).toBeLessThan(-14);
});

test('eyes are closed for longer than a blink, and open before and after', () => {
  const shut = Array.from({ length: 300 }, (_, at) => poseAt('close-eyes', 10 * at, 0).eyes === 0);
  expect(shut.filter(Boolean).length * 10).toBeGreaterThanOrEqual(800);
  expect(poseAt('close-eyes', 0, 0).eyes).toBe(1);
  expect(poseAt('close-eyes', 2900, 0).eyes).toBe(1);
});

test('idling neither turns nor opens the mouth, whatever the seed', async () => {
  for (const seed of [1, 2]) {
    const seen = await readings(framesFor(puppet, 'neutral', { fps: 4, seed }));
    expect(seen.length).toBeGreaterThan(8);
    expect(spread(seen.map((signals) => signals.yawDegrees))).toBeLessThan(10);
    expect(spread(seen.map((signals) => signals.pitchDegrees))).toBeLessThan(8);
    expect(spread(seen.map((signals) => signals.mouthOpenness))).toBeLessThan(0.15);
  }
});

test('nothing moves before the person has had time to react', () => {
  for (const action of actions) {
    const early = poseAt(action, 350, 0);
    expect(early).toEqual(poseAt('neutral', 350, 0));
  }
});

test('no two frames are equal, and the camera’s clock only goes forward', async () => {
  const frames = await all(framesFor(puppet, 'hold-still', { startMs: 1000, lengthMs: 1500 }));
  expect(frames).toHaveLength(15);
  expect(different(frames)).toBe(15);
  const times = frames.map((frame) => frame.capturedAtMs);
  expect(times[0]).toBeGreaterThanOrEqual(1000);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  expect(new Set(times).size).toBe(15);
});

test('the same seed films the same frames, another seed others', async () => {
  const film = (seed: number) => all(framesFor(puppet, 'open-mouth', { seed, lengthMs: 500 }));
  const [one, again, other] = [await film(5), await film(5), await film(6)];
  expect(again).toEqual(one);
  expect(different([...one, ...other])).toBe(one.length + other.length);
});

test('a wrong action is an action, and not the one asked for', () => {
  for (const action of actions) expect([action, 'neutral', 'hold-still']).not.toContain(wrongAction(action));
});

test('a photo before the camera has grain but does not move', async () => {
  const frames = await all(photoFrames(puppet, { lengthMs: 1000 }));
  expect(different(frames)).toBe(frames.length);
  const first = await decodeJpeg(frames[0]?.jpeg ?? Buffer.of());
  const last = await decodeJpeg(frames.at(-1)?.jpeg ?? Buffer.of());
  const difference = first.rgba.reduce((sum, value, i) => sum + Math.abs(value - (last.rgba[i] ?? 0)), 0);
  expect(difference / first.rgba.length).toBeLessThan(4);
});

test('frozen frames are one frame with a moving clock', async () => {
  const frames = await all(frozenFrames(puppet, { lengthMs: 1000 }));
  expect(different(frames)).toBe(1);
  expect(new Set(frames.map((frame) => frame.capturedAtMs)).size).toBe(frames.length);
});

test('a swapped film ends with the other person', async () => {
  const other = await samplePuppet('sample1');
  const frames = await all(swappedFrames(puppet, other, 'neutral', { fps: 4 }));
  const begun = await all(framesFor(puppet, 'neutral', { fps: 4 }));
  const ended = await all(framesFor(other, 'neutral', { fps: 4 }));
  expect(frames[0]).toEqual(begun[0]);
  expect(frames.at(-1)).toEqual(ended.at(-1));
});
