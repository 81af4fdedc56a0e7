// The project's own face engine sees the puppet as one and the same person, the card as a card.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTfjsFaceEngine } from '../../server/adapters/face-engine/tfjs.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import { framesFor, type Frame } from './act.ts';
import { createPuppet } from './puppet.ts';
import { samples, sampleStill, type SampleName } from './sample.ts';
import { portraitOf, specimenBack, specimenFront, specimenLicence } from './specimen-card.ts';

let engine: FaceEngine;
beforeAll(async () => {
  engine = createTfjsFaceEngine({ workers: 1, maxQueue: 10 });
  await engine.warmUp();
});
afterAll(async () => engine.close());

async function largestOf(picture: Buffer): Promise<Float32Array> {
  const { faces } = await engine.look(picture, { purpose: 'document', embed: 'largest' });
  const embedding = faces[0]?.embedding;
  if (!embedding) throw new Error('no face');
  return embedding;
}

function faceDistance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, index) => value - (b[index] ?? 0)));
}

async function all(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const list: Frame[] = [];
  for await (const frame of frames) list.push(frame);
  return list;
}

describe.each(Object.keys(samples) as SampleName[])('%s', (name) => {
  test.each(['turn-left', 'turn-right', 'open-mouth'] as const)(
    'is one person throughout %s',
    async (action) => {
      const still = await sampleStill(name);
      const portrait = await largestOf(await portraitOf(still));
      const frames = await all(framesFor(createPuppet(still, still.points), action, { fps: 5 }));
      let seen = 0;
      for (const { jpeg } of frames) {
        const { faces } = await engine.look(jpeg, { purpose: 'frame', embed: 'largest' });
        expect(faces.length).toBeLessThanOrEqual(1);
        const embedding = faces[0]?.embedding;
        if (!embedding) continue;
        seen++;
        expect(faceDistance(embedding, portrait)).toBeLessThan(0.5);
      }
      expect(seen).toBeGreaterThanOrEqual(frames.length - 1);
    },
  );

  test('is recognised on the specimen card, once', async () => {
    const portrait = await portraitOf(await sampleStill(name));
    const front = await specimenFront(portrait);
    const sighting = await engine.look(front, { purpose: 'document', embed: 'largest' });
    expect(sighting.faces).toHaveLength(1);
    expect(sighting.faces[0]?.box.width).toBeGreaterThan(100);
    expect(sighting.exposure.clippedShare).toBeLessThan(0.02);
    expect(sighting.exposure.meanLuma).toBeGreaterThan(90);
    expect(faceDistance(await largestOf(front), await largestOf(portrait))).toBeLessThan(0.4);
  });
});

test('there is nobody on the back of the card or on the licence', async () => {
  for (const photo of [await specimenBack(), await specimenLicence()]) {
    const { faces } = await engine.look(photo, { purpose: 'document', embed: 'none' });
    expect(faces).toEqual([]);
  }
});
