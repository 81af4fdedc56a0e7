// The face engine on @vladmandic/face-api: native TensorFlow where it is installed, else wasm.
import type { FaceEngine } from '../../ports/face-engine.ts';
import { createPooledFaceEngine } from './pool.ts';

export interface TfjsFaceEngineConfig {
  workers: number; // threads, >= 1; each holds about 370 MB and uses one core
  maxQueue: number; // pictures waiting beyond those being looked at, >= 0; then FaceEngineBusy
}

/** Starts nothing by itself: call warmUp(), or pay for the loading with the first look. */
export function createTfjsFaceEngine({ workers, maxQueue }: TfjsFaceEngineConfig): FaceEngine {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workerFile = new URL(`./tfjs-worker.${extension}`, import.meta.url);
  return createPooledFaceEngine({ name: 'face-api tfjs', workerFile, workers, maxQueue });
}
