// What the nets read from a puppet's frames is what the puppet was asked to do, by the same person.
import { beforeAll, describe, expect, test } from 'vitest';
import { faceMesh, type FaceMesh } from './face-mesh.ts';
import { decodeJpeg, encodeJpeg } from './jpeg.ts';
import { signalsOf, type Signals } from './mesh-signals.ts';
import { createPuppet, type Pose, type Puppet } from './puppet.ts';
import { samples, sampleStill, type SampleName } from './sample.ts';

let nets: FaceMesh;
beforeAll(async () => {
  nets = await faceMesh();
});

interface Reading extends Signals {
  embedding: Float32Array;
}

/** As a server would see it: after JPEG, without knowing where the face was. */
async function read(puppet: Puppet, pose: Partial<Pose>): Promise<Reading> {
  const { width, height } = puppet;
  const seen = await decodeJpeg(await encodeJpeg({ width, height, rgba: puppet.render(pose) }));
  const [box] = await nets.findFaces(seen);
  const mesh = box && nets.meshIn(seen, box);
  const embedding = await nets.embedding(seen);
  if (!mesh || !embedding) throw new Error(`no face in the pose ${JSON.stringify(pose)}`);
  return { ...signalsOf(mesh.points), embedding };
}

function faceDistance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, index) => value - (b[index] ?? 0)));
}

describe.each(Object.keys(samples) as SampleName[])('the puppet of %s', (name) => {
  let puppet: Puppet;
  let atRest: Reading;
  beforeAll(async () => {
    const still = await sampleStill(name);
    puppet = createPuppet(still, still.points);
    atRest = await read(puppet, {});
  });

  test.each([-25, 25])('turned by %d degrees reads as turned that way by about as much', async (yaw) => {
    const turned = await read(puppet, { yaw });
    expect(turned.yawDegrees - atRest.yawDegrees).toBeGreaterThan(yaw - 7);
    expect(turned.yawDegrees - atRest.yawDegrees).toBeLessThan(yaw + 7);
    expect(faceDistance(turned.embedding, atRest.embedding)).toBeLessThan(0.5);
  });

  test('with an open mouth reads as open mouthed', async () => {
    const open = await read(puppet, { mouth: 0.75 });
    expect(open.mouthOpenness).toBeGreaterThan(0.25);
    expect(open.mouthOpenness - atRest.mouthOpenness).toBeGreaterThan(0.2);
    expect(faceDistance(open.embedding, atRest.embedding)).toBeLessThan(0.5);
  });

  test('at rest shows its still', async () => {
    const still = await sampleStill(name);
    const rendered = puppet.render({});
    const difference = rendered.reduce((sum, value, i) => sum + Math.abs(value - (still.rgba[i] ?? 0)), 0);
    expect(difference / rendered.length).toBeLessThan(0.5);
  });
});

test('no two of the sample puppets are one person', async () => {
  const stills = await Promise.all((Object.keys(samples) as SampleName[]).map((name) => sampleStill(name)));
  const seen: Reading[] = [];
  for (const still of stills) seen.push(await read(createPuppet(still, still.points), {}));
  seen.forEach((one, index) => {
    for (const other of seen.slice(index + 1)) {
      expect(faceDistance(one.embedding, other.embedding)).toBeGreaterThan(0.6);
    }
  });
});

test('a smile with teeth becomes closed lips', async () => {
  const { points } = await sampleStill('sample1');
  expect(signalsOf(points).mouthOpenness).toBeLessThan(0.15);
});
