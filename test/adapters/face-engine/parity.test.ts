// ONNX Runtime and TensorFlow.js see the same: the same photos, the same look, other nets.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { look } from '../../../server/adapters/face-engine/look.ts';
import type { Nets } from '../../../server/adapters/face-engine/nets.ts';
import { loadOnnxNets } from '../../../server/adapters/face-engine/onnx-nets.ts';
import { loadTfjsNets } from '../../../server/adapters/face-engine/tfjs-nets.ts';
import { faceDistance } from '../../../server/domain/face-match.ts';

const require = createRequire(import.meta.url);
const demoFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');

let onnx: Nets;
let tfjs: Nets;
beforeAll(async () => {
  onnx = await loadOnnxNets({ modelFolder: join(tmpdir(), 'portcullis-test-models') });
  tfjs = await loadTfjsNets();
});

describe.each([1, 2, 3, 4, 5, 6])('on sample photo %d', (number) => {
  test.each(['document', 'frame'] as const)('as a %s', async (purpose) => {
    const photo = await readFile(join(demoFolder, `sample${number}.jpg`));
    const ask = { purpose, embed: 'largest' } as const;
    const seen = await look(onnx, photo, ask);
    const expected = await look(tfjs, photo, ask);
    expect(seen.faces).toHaveLength(expected.faces.length);
    expect(seen.faces.length).toBeGreaterThan(0);
    for (const [i, face] of seen.faces.entries()) {
      const reference = expected.faces[i] ?? face;
      expect(reference).not.toBe(face);
      expect(Math.abs(face.detectionScore - reference.detectionScore)).toBeLessThan(1e-4);
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(Math.abs(face.box[side] - reference.box[side])).toBeLessThan(1);
      }
      for (const [j, point] of face.landmarks.entries()) {
        const other = reference.landmarks[j] ?? { x: NaN, y: NaN };
        expect(Math.hypot(point.x - other.x, point.y - other.y)).toBeLessThan(0.5);
      }
    }
    const [embedding, reference] = [seen, expected].map(({ faces }) => faces[0]?.embedding);
    expect(faceDistance(embedding ?? new Float32Array(), reference ?? new Float32Array())).toBeLessThan(1e-4);
  });
});

test('lays the same mesh', async () => {
  const data = Float32Array.from({ length: 192 * 192 * 3 }, (_, i) => (i * 7919) % 256);
  const [seen, expected] = await Promise.all([
    onnx.mesh({ data, size: 192 }),
    tfjs.mesh({ data, size: 192 }),
  ]);
  expect(Math.abs(seen.presence - expected.presence)).toBeLessThan(1e-4);
  const apart = seen.points.map((value, i) => Math.abs(value - (expected.points[i] ?? NaN)));
  expect(Math.max(...apart)).toBeLessThan(0.01);
});

test('draws the same contour around each of two eyes', async () => {
  const inputs = [0, 31].map((start) => ({
    data: Float32Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919 + start) % 256),
    size: 64,
  }));
  const [seen, expected] = await Promise.all([onnx.eyes(inputs), tfjs.eyes(inputs)]);
  expect(seen.map(({ length }) => length)).toEqual([213, 213]);
  expect(seen[0]).not.toEqual(seen[1]);
  for (const [eye, contour] of seen.entries()) {
    const apart = contour.map((value, i) => Math.abs(value - (expected[eye]?.[i] ?? NaN)));
    expect(Math.max(...apart)).toBeLessThan(0.001);
  }
});
