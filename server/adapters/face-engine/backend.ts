// Brings up face-api on the fastest TensorFlow that is installed here.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Box, Point } from '../../domain/geometry.ts';

const require = createRequire(import.meta.url);

export interface Tensor {
  dispose(): void;
  data(): Promise<Float32Array>;
}

export interface GraphModel {
  predict(input: Tensor): Tensor | Tensor[]; // one tensor where the net has one output
}

interface Net {
  loadFromDisk(folder: string): Promise<void>;
}

interface Detection {
  score: number; // 0..1
  box: Box; // pixels of the net's input
}

/** The few corners of face-api that we touch; its own type file drags in the types of a browser. */
export interface FaceApi {
  version: string;
  tf: {
    tensor3d(values: Float32Array, shape: [number, number, number]): Tensor;
    tensor4d(values: Float32Array, shape: [number, number, number, number]): Tensor;
    loadGraphModel(handler: { load: () => Promise<object> }): Promise<GraphModel>;
    memory(): { numTensors: number };
    version_core: string;
    ready(): Promise<void>;
  };
  nets: {
    tinyFaceDetector: Net & { locateFaces(input: Tensor, options: object): Promise<Detection[]> };
    ssdMobilenetv1: Net & { locateFaces(input: Tensor, options: object): Promise<Detection[]> };
    faceLandmark68Net: Net & { detectLandmarks(input: Tensor): Promise<{ positions: Point[] }> };
    faceRecognitionNet: Net & { computeFaceDescriptor(input: Tensor[]): Promise<Float32Array[]> };
  };
  TinyFaceDetectorOptions: new (options: { inputSize: number; scoreThreshold: number }) => object;
  SsdMobilenetv1Options: new (options: { minConfidence: number; maxResults: number }) => object;
}

export interface Backend {
  kind: 'tfjs-node' | 'tfjs-wasm';
  faceApi: FaceApi;
  modelFolder: string;
}

/** Whether the native addon can be loaded; it is optional, and absent or broken means the same here. */
async function hasNativeTensorFlow(): Promise<boolean> {
  try {
    const optional = '@tensorflow/tfjs-node';
    await import(optional);
    return true;
  } catch {
    return false;
  }
}

async function startWasm(): Promise<void> {
  const tf = require('@tensorflow/tfjs') as { setBackend(name: string): Promise<boolean> };
  const wasm = require('@tensorflow/tfjs-backend-wasm') as {
    setWasmPaths(folder: string): void;
    setThreadsCount(count: number): void;
  };
  wasm.setWasmPaths(
    join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'),
  );
  wasm.setThreadsCount(1); // scale with workers: threads of one look only wait for each other
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend of TensorFlow.js did not start');
}

export async function startBackend(): Promise<Backend> {
  const kind = (await hasNativeTensorFlow()) ? 'tfjs-node' : 'tfjs-wasm';
  if (kind === 'tfjs-wasm') await startWasm();
  const build = kind === 'tfjs-node' ? 'face-api.node.js' : 'face-api.node-wasm.js';
  const faceApi = require(`@vladmandic/face-api/dist/${build}`) as FaceApi;
  await faceApi.tf.ready();
  const modelFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  return { kind, faceApi, modelFolder };
}
