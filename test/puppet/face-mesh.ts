// Finds faces in a photo and lays the 468-point mesh over them; for making puppets, never for judging applicants.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as faceapi from '@vladmandic/face-api/dist/face-api.node-wasm.js';
import { meshSize, type Point } from './mesh-points.ts';
import type { Picture } from './picture.ts';
import { regionAround, resample, type Region } from './region.ts';

export interface FaceBox {
  x: number; // px
  y: number;
  width: number;
  height: number;
}

export interface Mesh {
  points: Point[]; // in px of the picture
  facePresence: number; // 0..1, higher is surer; below 0.5 the points mean nothing
  region: Region; // where to look next
}

export interface FaceMesh {
  /** Faces, widest first. */
  findFaces(picture: Picture): Promise<FaceBox[]>;
  /** The mesh in the box, its region refined a few times; undefined when there is no face. */
  meshIn(picture: Picture, box: FaceBox): Mesh | undefined;
  /** 128 numbers of face-api's recognition net for the face it is surest of; undefined without a face. */
  embedding(picture: Picture): Promise<Float32Array | undefined>;
}

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const inputPx = 192;
const refinements = 3;

interface ModelFile {
  format: string;
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
}

function loadMeshNet(): Promise<tf.GraphModel> {
  const folder = join(packages, '@vladmandic/human/models');
  const model = JSON.parse(readFileSync(join(folder, 'facemesh.json'), 'utf8')) as ModelFile;
  const bytes = readFileSync(join(folder, 'facemesh.bin'));
  return tf.loadGraphModel({
    load: async () => ({
      modelTopology: model.modelTopology,
      format: model.format,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    }),
  });
}

/** int32 [height, width, 3] RGB, 0..255; the caller disposes of it. */
function tensorOf(picture: Picture): tf.Tensor3D {
  return tf.tidy(() =>
    tf
      .tensor3d(Uint8Array.from(picture.rgba), [picture.height, picture.width, 4], 'int32')
      .slice([0, 0, 0], [-1, -1, 3]),
  );
}

/** float32 [1, height, width, 3] RGB, 0..1, as the mesh net wants it. */
function inputOf(picture: Picture): tf.Tensor4D {
  return tf.tidy(() => tensorOf(picture).div<tf.Tensor3D>(255).expandDims<tf.Tensor4D>());
}

let loading: Promise<FaceMesh> | undefined;

/** The nets, loaded once per process. */
export function faceMesh(): Promise<FaceMesh> {
  return (loading ??= loadFaceMesh());
}

async function loadFaceMesh(): Promise<FaceMesh> {
  setWasmPaths(join(packages, '@tensorflow/tfjs-backend-wasm/dist/'));
  await tf.setBackend('wasm');
  await tf.ready();
  const models = join(packages, '@vladmandic/face-api/model');
  const { ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceapi.nets;
  for (const net of [ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) await net.loadFromDisk(models);
  const net = await loadMeshNet();
  const options = new faceapi.SsdMobilenetv1Options({ minConfidence: 0.4 });

  function meshAt(picture: Picture, region: Region): Mesh {
    const scale = region.sizePx / inputPx;
    const input = inputOf(resample(picture, { ...region, step: scale }, inputPx, inputPx));
    const outputs = net.predict(input) as tf.Tensor[];
    const answers = outputs.map((output) => output.dataSync());
    tf.dispose([input, ...outputs]);
    const facePresence = answers.find((answer) => answer.length === 1)?.[0] ?? 0;
    const raw = answers.find((answer) => answer.length === meshSize * 3) ?? [];
    const [cos, sin] = [Math.cos(region.radians), Math.sin(region.radians)];
    const points = Array.from({ length: meshSize }, (_, index) => {
      const dx = (raw[index * 3] ?? 0) * scale - region.sizePx / 2;
      const dy = (raw[index * 3 + 1] ?? 0) * scale - region.sizePx / 2;
      const z = (raw[index * 3 + 2] ?? 0) * scale;
      return { x: region.x + dx * cos - dy * sin, y: region.y + dx * sin + dy * cos, z };
    });
    return { points, facePresence, region: regionAround(points) };
  }

  async function withTensor<T>(picture: Picture, use: (tensor: tf.Tensor3D) => Promise<T>): Promise<T> {
    const tensor = tensorOf(picture);
    try {
      return await use(tensor);
    } finally {
      tensor.dispose();
    }
  }

  return {
    async findFaces(picture) {
      const found = await withTensor(
        picture,
        async (tensor) => await faceapi.detectAllFaces(tensor as never, options),
      );
      return found
        .map(({ box: { x, y, width, height } }) => ({ x, y, width, height }))
        .sort((a, b) => b.width - a.width);
    },
    meshIn(picture, box) {
      const sizePx = 1.4 * Math.max(box.width, box.height);
      let region: Region = { x: box.x + box.width / 2, y: box.y + box.height / 2, sizePx, radians: 0 };
      let mesh: Mesh | undefined;
      for (let pass = 0; pass < refinements; pass++) {
        mesh = meshAt(picture, region);
        if (mesh.facePresence < 0.5) return undefined;
        region = mesh.region;
      }
      return mesh;
    },
    async embedding(picture) {
      const seen = await withTensor(
        picture,
        async (tensor) =>
          await faceapi
            .detectSingleFace(tensor as never, options)
            .withFaceLandmarks()
            .withFaceDescriptor(),
      );
      return seen?.descriptor;
    },
  };
}
