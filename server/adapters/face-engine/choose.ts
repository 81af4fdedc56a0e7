// Chooses what runs the face nets on this machine.
import type { FaceEngine } from '../../ports/face-engine.ts';
import { createOnnxFaceEngine, type OnnxFaceEngineConfig } from './onnx.ts';
import { probeOnnx } from './probe-onnx.ts';
import { createTfjsFaceEngine } from './tfjs.ts';

export interface ChosenFaceEngineConfig extends OnnxFaceEngineConfig {
  engine: 'auto' | 'onnx' | 'tfjs'; // auto: ONNX Runtime where it starts, else TensorFlow.js
  onFallback: (why: Error) => void; // auto only: it did not start, the slower engine takes over
}

/** The first is used when it passes the probe and warms up; else it is closed and the second takes over, for good. */
export function createFallbackFaceEngine(
  {
    probe,
    first,
    makeSecond,
  }: { probe: () => Promise<void>; first: FaceEngine; makeSecond: () => FaceEngine },
  onFallback: (why: Error) => void,
): FaceEngine {
  let chosen = first;
  let isClosed = false;
  let choosing: Promise<void> | null = null;

  async function choose(): Promise<void> {
    if (chosen === first) {
      try {
        await probe();
        await first.warmUp();
        return;
      } catch (error) {
        if (isClosed) throw error;
        onFallback(error as Error);
        await first.close();
        chosen = makeSecond();
      }
    }
    await chosen.warmUp();
  }

  const settled = (): Promise<void> =>
    (choosing ??= choose().catch((error: unknown) => {
      choosing = null; // a later call tries again
      throw error;
    }));

  return {
    get name() {
      return chosen.name;
    },
    async look(picture, ask, signal) {
      if (!isClosed && !chosen.isReady()) await settled();
      return chosen.look(picture, ask, signal);
    },
    async follow(frames, ask, signal) {
      if (!isClosed && !chosen.isReady()) await settled();
      return chosen.follow(frames, ask, signal);
    },
    isReady: () => chosen.isReady(),
    warmUp: () => (isClosed ? chosen.warmUp() : settled()),
    async close() {
      isClosed = true;
      await chosen.close();
      await choosing?.catch(() => undefined);
      await chosen.close(); // the second one, should it have come meanwhile
    },
  };
}

export function createChosenFaceEngine(config: ChosenFaceEngineConfig): FaceEngine {
  if (config.engine === 'tfjs') return createTfjsFaceEngine(config);
  const first = createOnnxFaceEngine(config);
  if (config.engine === 'onnx') return first;
  return createFallbackFaceEngine(
    { probe: () => probeOnnx(config.modelFolder), first, makeSecond: () => createTfjsFaceEngine(config) },
    config.onFallback,
  );
}
