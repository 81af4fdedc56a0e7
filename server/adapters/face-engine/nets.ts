// The four nets as functions from pixels to numbers; no tensor leaves this file.
import type { Box, Point } from '../../domain/geometry.ts';
import { startBackend } from './backend.ts';
import type { Tensor } from './backend.ts';

/** float32 [size, size, 3] RGB, 0..255. */
export interface SquareInput {
  data: Float32Array;
  size: number;
}

export interface Found {
  box: Box; // pixels of the input
  detectionScore: number; // 0..1, higher is surer
}

export interface Nets {
  readonly name: string;
  /** Any input size that is a multiple of 32; quick, misses small faces. */
  detectTiny(input: SquareInput): Promise<Found[]>;
  /** Input size 512; about ten times the cost of the tiny one at 224. */
  detectSsd(input: SquareInput): Promise<Found[]>;
  /** Input size 112; answers 68 points in pixels of the input. */
  landmarks(input: SquareInput): Promise<Point[]>;
  /** Input size 150, aligned; answers 128 numbers per input. */
  embed(inputs: readonly SquareInput[]): Promise<Float32Array[]>;
  /** Tensors alive, weights included; constant between looks or something leaks. */
  tensorsAlive(): number;
}

/** Lower finds more faces and more that are none. The packages' own default is 0.5; 0.35 keeps turned heads. */
const tinyThreshold = 0.35;
const ssdThreshold = 0.4;

export async function loadNets(): Promise<Nets> {
  const { kind, faceApi, modelFolder } = await startBackend();
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceApi.nets;
  for (const net of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) {
    await net.loadFromDisk(modelFolder);
  }
  const ssdOptions = new faceApi.SsdMobilenetv1Options({ minConfidence: ssdThreshold, maxResults: 50 });

  async function withTensors<T>(
    inputs: readonly SquareInput[],
    use: (t: Tensor[]) => Promise<T>,
  ): Promise<T> {
    const tensors = inputs.map(({ data, size }) => faceApi.tf.tensor3d(data, [size, size, 3]));
    try {
      return await use(tensors);
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
  }
  const withTensor = <T>(input: SquareInput, use: (tensor: Tensor) => Promise<T>) =>
    withTensors([input], ([tensor]) => use(tensor as Tensor));

  const plain = ({ score, box }: { score: number; box: Box }): Found => ({
    detectionScore: score,
    box: { x: box.x, y: box.y, width: box.width, height: box.height },
  });

  return {
    name: `face-api ${faceApi.version} ${kind} ${faceApi.tf.version_core}`,
    async detectTiny(input) {
      const options = new faceApi.TinyFaceDetectorOptions({
        inputSize: input.size,
        scoreThreshold: tinyThreshold,
      });
      const found = await withTensor(input, (tensor) => tinyFaceDetector.locateFaces(tensor, options));
      return found.map(plain);
    },
    async detectSsd(input) {
      const found = await withTensor(input, (tensor) => ssdMobilenetv1.locateFaces(tensor, ssdOptions));
      return found.map(plain);
    },
    async landmarks(input) {
      const { positions } = await withTensor(input, (tensor) => faceLandmark68Net.detectLandmarks(tensor));
      return positions.map(({ x, y }) => ({ x, y }));
    },
    embed: (inputs) => withTensors(inputs, (tensors) => faceRecognitionNet.computeFaceDescriptor(tensors)),
    tensorsAlive: () => faceApi.tf.memory().numTensors,
  };
}
