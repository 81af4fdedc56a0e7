// Measures the face engine against @vladmandic/face-api as its README shows it: CPU time, in one process, by turns.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { follow } from '../../server/adapters/face-engine/follow.ts';
import { look } from '../../server/adapters/face-engine/look.ts';
import { loadOnnxNets } from '../../server/adapters/face-engine/onnx-nets.ts';
import { loadTfjsNets } from '../../server/adapters/face-engine/tfjs-nets.ts';
import { framesFor } from '../puppet/act.ts';
import { samplePuppet } from '../puppet/sample.ts';

const require = createRequire(import.meta.url);
const demoFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');
const modelFolder = join(tmpdir(), 'portcullis-test-models');

interface Tensor {
  dispose: () => void;
}

/** What its README uses. Its own type file drags in the types of a browser. */
interface FaceApi {
  tf: { tensor3d: (values: Uint8Array, shape: number[], type: string) => Tensor };
  SsdMobilenetv1Options: new (options: { minConfidence: number }) => object;
  detectAllFaces: (
    picture: Tensor,
    options: object,
  ) => { withFaceLandmarks: () => { withFaceDescriptors: () => Promise<{ descriptor: Float32Array }[]> } };
}

/** Median CPU milliseconds (user and system, all threads of this process) of each, measured by turns. */
async function compare(rounds: number, tasks: Readonly<Record<string, () => Promise<unknown>>>) {
  const times = new Map(Object.keys(tasks).map((name) => [name, [] as number[]]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const before = process.cpuUsage();
      await task();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) times.get(name)?.push((user + system) / 1000);
    }
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? NaN;
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

function print(title: string, measured: ReadonlyMap<string, number>, per = 1): void {
  process.stdout.write(`\n${title}\n`);
  const last = [...measured.values()].at(-1) ?? NaN;
  for (const [name, ms] of measured) {
    const ratio = (ms / last).toFixed(1);
    process.stdout.write(
      `  ${name.padEnd(46)} ${(ms / per).toFixed(1).padStart(8)} ms  ${ratio.padStart(6)} ×\n`,
    );
  }
}

const tfjs = await loadTfjsNets(); // starts TensorFlow.js and loads the nets of face-api
const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
const onnx = await loadOnnxNets({ modelFolder });
const photo = await sharp(await readFile(join(demoFolder, 'sample5.jpg')))
  .resize({ width: 720, height: 960, fit: 'cover' })
  .jpeg()
  .toBuffer();

async function asItsReadmeShows(): Promise<void> {
  const { data, info } = await sharp(photo).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const tensor = faceApi.tf.tensor3d(data, [info.height, info.width, 3], 'int32');
  const options = new faceApi.SsdMobilenetv1Options({ minConfidence: 0.4 });
  const found = await faceApi.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors();
  tensor.dispose();
  if (found.length === 0) throw new Error('face-api found no face');
}

process.stdout.write(`${tfjs.name}; ${onnx.name}; Node ${process.version}; ${process.arch}\n`);
print(
  'still photo (JPEG, 720 × 960) to embedding',
  await compare(12, {
    'face-api by its README (SSD, 1 crop)': asItsReadmeShows,
    'ours on TensorFlow.js (document, crop + mirror)': () =>
      look(tfjs, photo, { purpose: 'document', embed: 'largest' }),
    'ours on ONNX Runtime (document, crop + mirror)': () =>
      look(onnx, photo, { purpose: 'document', embed: 'largest' }),
  }),
);

const frames: Uint8Array[] = [];
for await (const { jpeg } of framesFor(await samplePuppet('sample5'), 'turn-left')) frames.push(jpeg);
const { width, height } = await sharp(frames[0]).metadata();
print(
  `one frame of a capture (JPEG, ${width} × ${height}), decoding included`,
  await compare(6, {
    'look on TensorFlow.js (tiny, 68 landmarks)': async () => {
      for (const frame of frames) await look(tfjs, frame, { purpose: 'frame', embed: 'none' });
    },
    'follow on TensorFlow.js': () => follow(tfjs, frames, null, []),
    'look on ONNX Runtime': async () => {
      for (const frame of frames) await look(onnx, frame, { purpose: 'frame', embed: 'none' });
    },
    'follow on ONNX Runtime': () => follow(onnx, frames, null, []),
  }),
  frames.length,
);
