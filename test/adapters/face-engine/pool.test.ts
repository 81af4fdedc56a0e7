// How the pool bears workers that die, faults, and callers that leave: on a worker that does as it is told.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPooledFaceEngine } from '../../../server/adapters/face-engine/pool.ts';
import { FaceEngineBusy } from '../../../server/ports/face-engine.ts';
import type { FaceEngine } from '../../../server/ports/face-engine.ts';

const workerFile = new URL('./fragile-worker.ts', import.meta.url);
const frame = { purpose: 'frame', embed: 'none' } as const;
const order = (text: string) => new Uint8Array(Buffer.from(text));

let engine: FaceEngine;
let folder: string;

beforeEach(async () => {
  engine = createPooledFaceEngine({ name: 'before warm-up', workerFile, workers: 1, maxQueue: 1 });
  folder = await mkdtemp(join(tmpdir(), 'pool-'));
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** A worker that has begun and waits until it is let go. */
async function hold(channelName: string) {
  const channel = new BroadcastChannel(channelName);
  const holding = new Promise((resolve) => (channel.onmessage = resolve));
  const look = engine.look(order(`hold ${channelName}`), frame);
  const begun = async () => {
    await holding;
    return () => {
      channel.postMessage('go');
      channel.close();
    };
  };
  return { look, letGo: await begun() };
}

test('replaces a worker that died, and asks again what it was working on', async () => {
  const sighting = await engine.look(order(`die-once ${join(folder, 'died')}`), frame);
  expect(sighting.widthPx).toBe(2);
  expect((await engine.look(order('well'), frame)).widthPx).toBe(1);
});

test('gives up on work that kills its worker twice, and lives on', async () => {
  await expect(engine.look(order('die'), frame)).rejects.toThrow(/exit/i);
  expect((await engine.look(order('well'), frame)).widthPx).toBe(1);
});

test('reports a fault as a fault, never as an unreadable picture', async () => {
  await expect(engine.look(order('throw'), frame)).rejects.toThrow('a fault');
});

test('rejects, and ends nothing but itself, when the worker cannot start', async () => {
  const broken = createPooledFaceEngine({
    name: 'broken',
    workerFile: new URL('./absent-worker.ts', import.meta.url),
    workers: 1,
    maxQueue: 1,
  });
  await expect(broken.warmUp()).rejects.toThrow();
  await expect(broken.look(order('well'), frame)).rejects.toThrow();
  await expect(broken.warmUp()).rejects.toThrow();
  expect(broken.isReady()).toBe(false);
  await broken.close();
});

test('takes its name from the workers and is ready only after they are warm', async () => {
  expect(engine.name).toBe('before warm-up');
  expect(engine.isReady()).toBe(false);
  await engine.warmUp();
  expect(engine.name).toBe('fragile');
  expect(engine.isReady()).toBe(true);
});

test('tells a caller at once that it left, while begun work is finished for nobody', async () => {
  const aborting = new AbortController();
  const channel = new BroadcastChannel('left');
  const holding = new Promise((resolve) => (channel.onmessage = resolve));
  const look = engine.look(order('hold left'), frame, aborting.signal);
  await holding;
  aborting.abort(new Error('gone'));
  await expect(look).rejects.toThrow('gone');
  const next = engine.look(order('well'), frame);
  channel.postMessage('go');
  channel.close();
  expect((await next).widthPx).toBe(1);
});

test('is busy while one picture is looked at and one waits', async () => {
  const { look, letGo } = await hold('busy');
  const waiting = engine.look(order('well'), frame);
  await expect(engine.look(order('well'), frame)).rejects.toBeInstanceOf(FaceEngineBusy);
  letGo();
  expect((await look).widthPx).toBe(1);
  expect((await waiting).widthPx).toBe(1);
});

test('closing lets begun work come to its end, and refuses what waits', async () => {
  const { look, letGo } = await hold('closing');
  const waiting = expect(engine.look(order('well'), frame)).rejects.toBeInstanceOf(FaceEngineBusy);
  const closing = engine.close();
  await waiting;
  letGo();
  expect((await look).widthPx).toBe(1);
  await closing;
});
