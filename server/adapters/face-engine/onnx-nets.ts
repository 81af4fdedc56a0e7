// The nets on ONNX Runtime: one session each, the costly one opened with its first use.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- output loops stay inside their arrays by construction */
import { createRequire } from 'node:module';
import type * as Onnx from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { buildModel } from '../../../models/build.ts';
import { manifest, modelNames, type ModelName } from '../../../models/manifest.ts';
import { keepSurest } from './detect.ts';
import {
  eyePoints,
  meshPoints,
  ssdMostFound,
  ssdOverlap,
  ssdThreshold,
  tinyOverlap,
  tinyThreshold,
} from './nets.ts';
import type { Found, Nets, SquareInput } from './nets.ts';

type Runtime = typeof Onnx;

const require = createRequire(import.meta.url);

/**
 * One thread each: more of them wait for each other by spinning; scale with workers. The runtime's own store of memory
 * pays for SSD alone: without it the others take 20 MB less in two workers, and no longer.
 */
const sessionOptions = (name: ModelName): InferenceSession.SessionOptions => ({
  enableCpuMemArena: name === 'ssd_mobilenetv1',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  enableMemPattern: false, // planned memory is never given back: 50 MB more for SSD, and no quicker
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
});

/** Widths and heights of the tiny detector's five anchors, in cells of its grid. */
const anchors = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const;
const numbersPerAnchor = 5; // x, y, width, height, score

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Boxes above the threshold, in pixels of a square input. */
export function readTinyGrid(grid: Float32Array, cells: number, sizePx: number): Found[] {
  const found: Found[] = [];
  let at = 0;
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      for (const [anchorWidth, anchorHeight] of anchors) {
        const detectionScore = sigmoid(grid[at + 4]!);
        if (detectionScore > tinyThreshold) {
          const width = ((Math.exp(grid[at + 2]!) * anchorWidth) / cells) * sizePx;
          const height = ((Math.exp(grid[at + 3]!) * anchorHeight) / cells) * sizePx;
          const x = ((column + sigmoid(grid[at]!)) / cells) * sizePx - width / 2;
          const y = ((row + sigmoid(grid[at + 1]!)) / cells) * sizePx - height / 2;
          found.push({ box: { x, y, width, height }, detectionScore });
        }
        at += numbersPerAnchor;
      }
    }
  }
  return found;
}

/** Boxes above the threshold, cut off at the input's edge. */
export function readSsd(boxes: Float32Array, scores: Float32Array, sizePx: number): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < scores.length; i++) {
    const detectionScore = scores[i]!;
    if (detectionScore <= ssdThreshold) continue;
    const y = Math.max(0, boxes[4 * i]!) * sizePx;
    const x = Math.max(0, boxes[4 * i + 1]!) * sizePx;
    const bottom = Math.min(1, boxes[4 * i + 2]!) * sizePx;
    const right = Math.min(1, boxes[4 * i + 3]!) * sizePx;
    found.push({ box: { x, y, width: right - x, height: bottom - y }, detectionScore });
  }
  return found;
}

/** One tensor of inputs of one size: [count, size, size, 3]. */
function batchOf(inputs: readonly SquareInput[]): { data: Float32Array; dims: number[] } {
  const [first] = inputs;
  if (first === undefined) throw new RangeError('no input');
  const { size } = first;
  const dims = [inputs.length, size, size, 3];
  if (inputs.length === 1) return { data: first.data, dims };
  const data = new Float32Array(inputs.length * size * size * 3);
  inputs.forEach((input, i) => data.set(input.data, i * size * size * 3));
  return { data, dims };
}

export interface OnnxNetsConfig {
  modelFolder: string; // where the ONNX files are kept, built on first use
}

/**
 * Builds what is missing and opens the sessions. Throws WrongModelFile, which names the file, when installed weights
 * are not the ones of the manifest; any other error means that ONNX Runtime does not run here.
 */
export async function loadOnnxNets({ modelFolder }: OnnxNetsConfig): Promise<Nets> {
  const runtime = require('onnxruntime-node') as Runtime;
  const { version } = require('onnxruntime-node/package.json') as { version: string };
  const paths = new Map<ModelName, string>();
  for (const name of modelNames) paths.set(name, (await buildModel(name, modelFolder)).path);

  const sessions = new Map<ModelName, Promise<InferenceSession>>();
  function session(name: ModelName): Promise<InferenceSession> {
    const known = sessions.get(name);
    if (known) return known;
    const opening = runtime.InferenceSession.create(paths.get(name) ?? '', sessionOptions(name));
    sessions.set(name, opening);
    opening.catch(() => sessions.delete(name)); // a later call tries again
    return opening;
  }

  async function run(name: ModelName, inputs: readonly SquareInput[]) {
    const { data, dims } = batchOf(inputs);
    const outputs = await (await session(name)).run({ image: new runtime.Tensor('float32', data, dims) });
    return (output: string): { data: Float32Array; dims: readonly number[] } => {
      const tensor: Tensor | undefined = outputs[output];
      if (!(tensor?.data instanceof Float32Array)) throw new Error(`${name} has no output ${output}`);
      return { data: tensor.data, dims: tensor.dims };
    };
  }

  for (const name of modelNames) if (name !== 'ssd_mobilenetv1') await session(name);

  return {
    name: `face-api ${manifest.face_recognition.version} onnxruntime ${version}`,
    async detectTiny(input) {
      const grid = (await run('tiny_face_detector', [input]))('grid');
      return keepSurest(readTinyGrid(grid.data, grid.dims[1] ?? 0, input.size), tinyOverlap);
    },
    async detectSsd(input) {
      const output = await run('ssd_mobilenetv1', [input]);
      const found = readSsd(output('boxes').data, output('scores').data, input.size);
      return keepSurest(found, ssdOverlap).slice(0, ssdMostFound);
    },
    async landmarks(input) {
      const { data } = (await run('face_landmark_68', [input]))('landmarks');
      return Array.from({ length: data.length / 2 }, (_, i) => ({
        x: data[2 * i]! * input.size,
        y: data[2 * i + 1]! * input.size,
      }));
    },
    async embed(inputs) {
      const { data, dims } = (await run('face_recognition', inputs))('descriptor');
      const length = dims[1] ?? 0;
      return inputs.map((_, i) => data.slice(i * length, (i + 1) * length));
    },
    async mesh(input) {
      const output = await run('facemesh', [input]);
      const points = output('output_mesh').data;
      if (points.length !== meshPoints * 3) throw new Error('the mesh net answers no mesh');
      return { points, presence: output('output_faceflag').data[0] ?? 0 };
    },
    async eyes(inputs) {
      const { data, dims } = (await run('iris', inputs))('contours');
      const length = dims[1] ?? 0;
      if (length !== eyePoints * 3) throw new Error('the net for eyes answers no contour');
      return inputs.map((_, i) => data.slice(i * length, (i + 1) * length));
    },
  };
}
