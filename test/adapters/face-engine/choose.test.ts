// Which engine looks where ONNX Runtime starts, where it does not, and where nothing does.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  createChosenFaceEngine,
  createFallbackFaceEngine,
} from '../../../server/adapters/face-engine/choose.ts';
import { createPooledFaceEngine } from '../../../server/adapters/face-engine/pool.ts';
import { FaceEngineBusy } from '../../../server/ports/face-engine.ts';

const frame = { purpose: 'frame', embed: 'none' } as const;
const picture = new Uint8Array(Buffer.from('well'));
const pool = (name: string, file: string) =>
  createPooledFaceEngine({ name, workerFile: new URL(file, import.meta.url), workers: 1, maxQueue: 1 });
const works = () => pool('works', './fragile-worker.ts');
const broken = () => pool('broken', './unstartable-worker.ts');
const passes = async (): Promise<void> => undefined;

function falling(
  first: () => ReturnType<typeof pool>,
  second: () => ReturnType<typeof pool>,
  probe = passes,
) {
  const faults: Error[] = [];
  const engine = createFallbackFaceEngine({ probe, first: first(), makeSecond: second }, (why) =>
    faults.push(why),
  );
  return { engine, faults };
}

test('uses the first engine where it starts', async () => {
  const { engine, faults } = falling(works, broken);
  await engine.warmUp();
  expect(engine.isReady()).toBe(true);
  expect(engine.name).toBe('fragile');
  expect(faults).toEqual([]);
  await engine.close();
});

test('falls back to the second where the first does not start, and says why', async () => {
  const { engine, faults } = falling(broken, works);
  expect((await engine.look(picture, frame)).widthPx).toBe(1);
  expect(engine.name).toBe('fragile');
  expect(faults).toHaveLength(1);
  await engine.close();
  await expect(engine.look(picture, frame)).rejects.toBeInstanceOf(FaceEngineBusy);
});

test('never starts a first engine that fails the probe', async () => {
  const { engine, faults } = falling(works, works, () => Promise.reject(new Error('illegal instruction')));
  await engine.warmUp();
  expect(faults.map(({ message }) => message)).toEqual(['illegal instruction']);
  await engine.close();
});

test('is not ready, and says why, where neither starts', async () => {
  const { engine } = falling(broken, broken);
  await expect(engine.warmUp()).rejects.toThrow('weights.bin');
  expect(engine.isReady()).toBe(false);
  await expect(engine.look(picture, frame)).rejects.toThrow('weights.bin');
  await engine.close();
});

test('closing while it still chooses leaves nothing running', async () => {
  const { engine } = falling(broken, works);
  const warming = engine.warmUp();
  await Promise.allSettled([warming, engine.close()]);
  expect(engine.isReady()).toBe(false);
  await expect(engine.look(picture, frame)).rejects.toBeInstanceOf(FaceEngineBusy);
});

test('by itself it chooses ONNX Runtime here', async () => {
  const faults: Error[] = [];
  const engine = createChosenFaceEngine({
    engine: 'auto',
    workers: 1,
    maxQueue: 1,
    modelFolder: join(tmpdir(), 'portcullis-test-models'),
    onFallback: (why) => faults.push(why),
  });
  await engine.warmUp();
  expect(engine.name).toContain('onnxruntime');
  expect(faults).toEqual([]);
  await engine.close();
});
