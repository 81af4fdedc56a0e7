// The project's engine and rules let the puppet pass when it does as asked, and tell why when it does not.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOnnxFaceEngine } from '../../server/adapters/face-engine/onnx.ts';
import { baselineOf, isGoodNeutral, judgeStep, type FrameSignals } from '../../server/domain/liveness.ts';
import { livenessActions } from '../../server/domain/liveness-protocol.ts';
import {
  readFrames,
  type Looking,
  type ReadBatch,
  type ReadFrame,
} from '../../server/features/liveness/read-frames.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import { framesFor, photoFrames, swappedFrames, wrongAction, type Frame } from './act.ts';
import { seededRandom } from './noise.ts';
import type { Puppet } from './puppet.ts';
import { samplePuppet, samples, type SampleName } from './sample.ts';

let engine: FaceEngine;
beforeAll(async () => {
  engine = createOnnxFaceEngine({
    workers: 1,
    maxQueue: 10,
    modelFolder: join(tmpdir(), 'portcullis-test-models'),
  });
  await engine.warmUp();
});
afterAll(async () => engine.close());

const batchFrames = 8;
const looking: Looking = { measured: [2], eyes: true, camera: null, isHeld: false };

/** Reads a film as it is read when it is posted: batch by batch, the face followed from one to the next. */
async function read(film: AsyncIterable<Frame>, known: Float32Array | null): Promise<ReadBatch> {
  const frames: { seq: number; capturedAtMs: number; jpeg: Uint8Array }[] = [];
  for await (const frame of film) frames.push({ ...frame, seq: frames.length });
  let batch: ReadBatch = { frames: [], track: null, reference: known };
  const all: ReadFrame[] = [];
  for (let start = 0; start < frames.length; start += batchFrames) {
    const some = frames.slice(start, start + batchFrames);
    batch = await readFrames(engine, some, batch, looking, AbortSignal.timeout(60_000));
    all.push(...batch.frames);
  }
  return { ...batch, frames: all };
}

async function signalsOf(film: AsyncIterable<Frame>, reference: Float32Array): Promise<FrameSignals[]> {
  return (await read(film, reference)).frames.map(({ signals }) => signals);
}

async function neutralOf(puppet: Puppet) {
  const { frames, reference } = await read(framesFor(puppet, 'neutral', { lengthMs: 1000 }), null);
  if (reference === null) throw new Error('no face');
  const signals = frames.map((one) => one.signals);
  return { signals, reference, baseline: baselineOf(signals) };
}

describe.each(Object.keys(samples) as SampleName[])('the puppet of %s', (name) => {
  let puppet: Puppet;
  let neutral: Awaited<ReturnType<typeof neutralOf>>;
  beforeAll(async () => {
    puppet = await samplePuppet(name);
    neutral = await neutralOf(puppet);
  });

  test('looks into the camera at rest in every frame', () => {
    expect(neutral.signals.every(isGoodNeutral)).toBe(true);
    expect(judgeStep('neutral', neutral.signals, null, true)).toEqual({ verdict: 'passed' });
  });

  test.each(livenessActions)('passes %s by doing it, as the same person', async (action) => {
    const signals = await signalsOf(framesFor(puppet, action), neutral.reference);
    expect(judgeStep(action, signals, neutral.baseline, true)).toEqual({ verdict: 'passed' });
    const distances = signals.map((one) => one.faceDistance ?? 0);
    expect(Math.max(...distances)).toBeLessThan(0.5);
    // and no other step by it
    for (const other of livenessActions.filter((one) => one !== action)) {
      const judged = judgeStep(other, signals, neutral.baseline, true);
      expect(judged).toEqual({ verdict: 'retry', reason: 'wrong-action' });
    }
    const atTheStatement = judgeStep('agree', signals, neutral.baseline, true);
    expect(atTheStatement).toEqual({ verdict: 'retry', reason: 'no-action' });
  });

  test('agrees by nodding twice, declines by shaking the head', async () => {
    const nods = await signalsOf(framesFor(puppet, 'nod-twice'), neutral.reference);
    expect(judgeStep('agree', nods, neutral.baseline, true)).toEqual({ verdict: 'passed', by: 'nodded' });
    const shake = await signalsOf(framesFor(puppet, 'shake'), neutral.reference);
    expect(judgeStep('agree', shake, neutral.baseline, true)).toEqual({ verdict: 'declined' });
  });
});

describe('the puppet that cheats', () => {
  let puppet: Puppet;
  let neutral: Awaited<ReturnType<typeof neutralOf>>;
  beforeAll(async () => {
    puppet = await samplePuppet('sample5');
    neutral = await neutralOf(puppet);
  });

  test('by idling does none of the actions', async () => {
    const signals = await signalsOf(framesFor(puppet, 'hold-still'), neutral.reference);
    for (const action of livenessActions) {
      const judged = judgeStep(action, signals, neutral.baseline, true);
      expect(judged).toEqual({ verdict: 'retry', reason: 'no-action' });
    }
    const judged = judgeStep('agree', signals, neutral.baseline, true);
    expect(judged).toEqual({ verdict: 'retry', reason: 'no-action' });
    const held = signals.map((one) => ({ ...one, isHeld: true }));
    expect(judgeStep('agree', held, neutral.baseline, true)).toEqual({ verdict: 'passed', by: 'held' });
  });

  test('by another action is told so', async () => {
    const signals = await signalsOf(framesFor(puppet, wrongAction('turn-left')), neutral.reference);
    const judged = judgeStep('turn-left', signals, neutral.baseline, true);
    expect(judged).toEqual({ verdict: 'retry', reason: 'wrong-action' });
  });

  test('by a photo does nothing', async () => {
    const signals = await signalsOf(photoFrames(puppet), neutral.reference);
    const judged = judgeStep('turn-right', signals, neutral.baseline, true);
    expect(judged).toEqual({ verdict: 'retry', reason: 'no-action' });
  });

  test('by mixing up the frames of what was asked is not taken for somebody who did it', async () => {
    const signals = await signalsOf(framesFor(puppet, 'turn-left', { fps: 12 }), neutral.reference);
    const random = seededRandom(4);
    const mixed = signals
      .map((one) => ({ one, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ one }, at) => ({ ...one, capturedAtMs: signals[at]?.capturedAtMs ?? 0 }));
    expect(judgeStep('turn-left', mixed, neutral.baseline, true).verdict).toBe('retry');
  });

  test('by changing places with another person is found out', async () => {
    const other = await samplePuppet('sample6');
    const signals = await signalsOf(swappedFrames(puppet, other, 'open-mouth'), neutral.reference);
    const judged = judgeStep('open-mouth', signals, neutral.baseline, true);
    expect(judged).toEqual({ verdict: 'retry', reason: 'another-person' });
  });
});
