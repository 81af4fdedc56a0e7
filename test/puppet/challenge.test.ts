// The project's engine and rules let the puppet pass when it does as asked, and tell why when it does not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTfjsFaceEngine } from '../../server/adapters/face-engine/tfjs.ts';
import { faceDistance } from '../../server/domain/face-match.ts';
import { baselineOf, isGoodNeutral, judgeStep, type FrameSignals } from '../../server/domain/liveness.ts';
import { livenessActions } from '../../server/domain/liveness-protocol.ts';
import { poseOf } from '../../server/domain/pose.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import { framesFor, photoFrames, swappedFrames, wrongAction, type Frame } from './act.ts';
import type { Puppet } from './puppet.ts';
import { samplePuppet, samples, type SampleName } from './sample.ts';

let engine: FaceEngine;
beforeAll(async () => {
  engine = createTfjsFaceEngine({ workers: 1, maxQueue: 10 });
  await engine.warmUp();
});
afterAll(async () => engine.close());

interface Seen {
  signals: FrameSignals;
  embedding: Float32Array | null;
}

async function see(frame: Frame, isMeasured: boolean, reference: Float32Array | null): Promise<Seen> {
  const sighting = await engine.look(frame.jpeg, {
    purpose: 'frame',
    embed: isMeasured ? 'largest' : 'none',
  });
  const [face] = sighting.faces;
  const pose = face ? poseOf(face.landmarks) : null;
  const embedding = face?.embedding ?? null;
  const signals = {
    capturedAtMs: frame.capturedAtMs,
    faces: sighting.faces.length,
    yawDegrees: pose?.yawDegrees ?? null,
    mouthOpenness: pose?.mouthOpenness ?? null,
    faceWidthShare: face ? face.box.width / sighting.widthPx : null,
    meanLuma: sighting.exposure.meanLuma,
    faceDistance: embedding && reference ? faceDistance(embedding, reference) : null,
  };
  return { signals, embedding };
}

/** Every fifth frame is compared with the person of the reference. */
async function signalsOf(
  frames: AsyncIterable<Frame>,
  reference: Float32Array | null,
): Promise<FrameSignals[]> {
  const list: FrameSignals[] = [];
  for await (const frame of frames) {
    list.push((await see(frame, list.length % 5 === 2, reference)).signals);
  }
  return list;
}

async function neutralOf(puppet: Puppet) {
  const seen: Seen[] = [];
  for await (const frame of framesFor(puppet, 'neutral', { lengthMs: 1000 })) {
    seen.push(await see(frame, seen.length === 0, null));
  }
  const reference = seen[0]?.embedding;
  if (!reference) throw new Error('no face');
  const signals = seen.map((one) => one.signals);
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
    expect(judgeStep('agree', signals, neutral.baseline, true)).toEqual({ verdict: 'passed' });
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

  test('by changing places with another person is found out', async () => {
    const other = await samplePuppet('sample6');
    const signals = await signalsOf(swappedFrames(puppet, other, 'open-mouth'), neutral.reference);
    const judged = judgeStep('open-mouth', signals, neutral.baseline, true);
    expect(judged).toEqual({ verdict: 'retry', reason: 'another-person' });
  });
});
