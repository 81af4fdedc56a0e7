// @vladmandic/face-api as its README shows it: SSD, landmarks and descriptor on TensorFlow.js in WebAssembly.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Rival } from './rival.ts';
import { rgbOf } from './materials.ts';

const require = createRequire(import.meta.url);

interface Tensor {
  dispose: () => void;
}

interface Found {
  detection: { score: number; box: { area: number } };
}

/** Its own type file drags in the types of a browser. */
interface FaceApi {
  version: string;
  tf: { tensor3d: (values: Uint8Array, shape: number[], type: string) => Tensor };
  nets: Record<string, { loadFromDisk: (folder: string) => Promise<void> }>;
  SsdMobilenetv1Options: new (options: { minConfidence: number }) => object;
  detectAllFaces: (
    picture: Tensor,
    options: object,
  ) => {
    withFaceLandmarks: () => PromiseLike<Found[]> & {
      withFaceDescriptors: () => PromiseLike<(Found & { descriptor: Float32Array })[]>;
    };
  };
}

export async function createFaceApi(): Promise<Rival> {
  const tf = require('@tensorflow/tfjs') as { setBackend: (name: string) => Promise<boolean> };
  const wasm = require('@tensorflow/tfjs-backend-wasm') as {
    setWasmPaths: (folder: string) => void;
    setThreadsCount: (count: number) => void;
  };
  wasm.setWasmPaths(
    join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'),
  );
  wasm.setThreadsCount(1); // the least CPU time: threads of one look only wait for each other
  await tf.setBackend('wasm');
  const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
  const folder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  for (const name of ['ssdMobilenetv1', 'faceLandmark68Net', 'faceRecognitionNet'])
    await faceApi.nets[name]?.loadFromDisk(folder);
  const options = new faceApi.SsdMobilenetv1Options({ minConfidence: 0.4 });

  async function withPicture<T>(picture: Uint8Array, use: (tensor: Tensor) => PromiseLike<T>): Promise<T> {
    const { data, width, height } = await rgbOf(picture);
    const tensor = faceApi.tf.tensor3d(data, [height, width, 3], 'int32');
    try {
      return await use(tensor); // no Promise of its own, only something to be awaited
    } finally {
      tensor.dispose();
    }
  }

  async function still(picture: Uint8Array): Promise<Float32Array | null> {
    const found = await withPicture(picture, (tensor) =>
      faceApi.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors(),
    );
    const largest = found.toSorted((a, b) => b.detection.box.area - a.detection.box.area)[0];
    return largest?.descriptor ?? null;
  }

  return {
    name: `@vladmandic/face-api ${faceApi.version}`,
    still,
    live: still,
    async capture(frames) {
      let [best, surest] = [-1, -1];
      for (const [index, frame] of frames.entries()) {
        const found = await withPicture(frame, (tensor) =>
          faceApi.detectAllFaces(tensor, options).withFaceLandmarks(),
        );
        const score = found[0]?.detection.score ?? -1;
        if (score > surest) [best, surest] = [index, score];
      }
      return best;
    },
  };
}
