// The nets on TensorFlow.js, through face-api itself; no tensor leaves this file.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifest, modelNames, packageFolder, readSources } from '../../../models/manifest.ts';
import type { ModelName } from '../../../models/manifest.ts';
import type { Box } from '../../domain/geometry.ts';
import { startBackend } from './backend.ts';
import type { FaceApi, GraphModel, Tensor } from './backend.ts';
import { eyePoints, meshPoints, ssdMostFound, ssdThreshold, tinyThreshold } from './nets.ts';
import type { Found, Nets, SquareInput } from './nets.ts';

export interface TfjsNets extends Nets {
  /** Tensors alive, weights included; constant between looks or something leaks. */
  tensorsAlive(): number;
}

interface GraphFile {
  format: string;
  modelTopology: object;
  weightsManifest: { weights: object[] }[];
}

/** Reads the two files of a net itself: TensorFlow.js would fetch them over the network. */
async function loadGraph(tf: FaceApi['tf'], name: ModelName): Promise<GraphModel> {
  const { package: packageName, sources } = manifest[name];
  const read = (ending: string): Promise<Buffer> => {
    const { file } = sources.find((source) => source.file.endsWith(ending)) ?? { file: '' };
    return readFile(join(packageFolder(packageName), file));
  };
  const model = JSON.parse((await read('.json')).toString()) as GraphFile;
  const weightData = new Uint8Array(await read('.bin')).buffer;
  return tf.loadGraphModel({
    load: async () => ({
      modelTopology: model.modelTopology,
      format: model.format,
      weightSpecs: model.weightsManifest.flatMap(({ weights }) => weights),
      weightData,
    }),
  });
}

/** Throws WrongModelFile when the installed weights are not the ones that were measured. */
export async function loadTfjsNets(): Promise<TfjsNets> {
  for (const name of modelNames) await readSources(name);
  const { kind, faceApi, modelFolder } = await startBackend();
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceApi.nets;
  for (const net of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) {
    await net.loadFromDisk(modelFolder);
  }
  const ssdOptions = new faceApi.SsdMobilenetv1Options({
    minConfidence: ssdThreshold,
    maxResults: ssdMostFound,
  });

  const meshNet = await loadGraph(faceApi.tf, 'facemesh');
  const irisNet = await loadGraph(faceApi.tf, 'iris');

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

  /** The graph nets want 0..1. */
  async function predict(net: GraphModel, inputs: readonly SquareInput[]): Promise<Float32Array[]> {
    const [{ size } = { size: 0 }] = inputs;
    const values = new Float32Array(inputs.length * size * size * 3);
    inputs.forEach(({ data }, i) =>
      values.set(
        data.map((value) => value / 255),
        i * data.length,
      ),
    );
    const input = faceApi.tf.tensor4d(values, [inputs.length, size, size, 3]);
    const answered = net.predict(input);
    const outputs = Array.isArray(answered) ? answered : [answered];
    try {
      return await Promise.all(outputs.map((output) => output.data()));
    } finally {
      for (const tensor of [input, ...outputs]) tensor.dispose();
    }
  }

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
    async mesh(input) {
      const answers = await predict(meshNet, [input]);
      const points = answers.find(({ length }) => length === meshPoints * 3);
      const presence = answers.find(({ length }) => length === 1)?.[0];
      if (points === undefined || presence === undefined) throw new Error('the mesh net answers no mesh');
      return { points: Float32Array.from(points), presence };
    },
    async eyes(inputs) {
      const [answer] = await predict(irisNet, inputs);
      const length = (answer?.length ?? 0) / inputs.length;
      if (answer === undefined || length < eyePoints * 3)
        throw new Error('the net for eyes answers no contour');
      // what follows the contour is the iris, which nobody asked for
      return inputs.map((_, i) => answer.slice(i * length, i * length + eyePoints * 3));
    },
    tensorsAlive: () => faceApi.tf.memory().numTensors,
  };
}
