// The face engine on ONNX Runtime: face-api's own weights, turned into ONNX files on this machine.
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { OnnxNetsConfig } from './onnx-nets.ts';
import { createPooledFaceEngine } from './pool.ts';

export interface OnnxFaceEngineConfig {
  workers: number; // threads, >= 1; each uses one core
  maxQueue: number; // pictures waiting beyond those being looked at, >= 0; then FaceEngineBusy
  modelFolder: string; // where the ONNX files are kept, 50 MB; built when they are missing or broken
}

/** Starts nothing by itself: call warmUp(), or pay for the loading with the first look. */
export function createOnnxFaceEngine({ workers, maxQueue, modelFolder }: OnnxFaceEngineConfig): FaceEngine {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workerFile = new URL(`./onnx-worker.${extension}`, import.meta.url);
  const workerData: OnnxNetsConfig = { modelFolder };
  return createPooledFaceEngine({ name: 'face-api onnxruntime', workerFile, workerData, workers, maxQueue });
}
