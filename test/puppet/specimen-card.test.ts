// The project's own face engine finds the holder on the specimen card, nobody elsewhere.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTfjsFaceEngine } from '../../server/adapters/face-engine/tfjs.ts';
import { faceDistance } from '../../server/domain/face-match.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
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

test.each(Object.keys(samples) as SampleName[])('%s is recognised on the front, alone', async (name) => {
  const portrait = await portraitOf(await sampleStill(name));
  const front = await specimenFront(portrait);
  const sighting = await engine.look(front, { purpose: 'document', embed: 'largest' });
  expect(sighting.faces).toHaveLength(1);
  expect(sighting.faces[0]?.box.width).toBeGreaterThan(100);
  expect(sighting.exposure.clippedShare).toBeLessThan(0.02);
  expect(sighting.exposure.meanLuma).toBeGreaterThan(90);
  expect(faceDistance(await largestOf(front), await largestOf(portrait))).toBeLessThan(0.4);
});

test('there is nobody on the back of the card or on the licence', async () => {
  for (const photo of [await specimenBack(), await specimenLicence()]) {
    const { faces } = await engine.look(photo, { purpose: 'document', embed: 'none' });
    expect(faces).toEqual([]);
  }
});
