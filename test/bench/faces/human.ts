// @vladmandic/human as its README shows it: face, mesh, iris and description on TensorFlow.js in WebAssembly.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { packageFolder } from '../../../models/manifest.ts';
import { rgbOf } from './materials.ts';
import type { Rival } from './rival.ts';

const require = createRequire(import.meta.url);

interface Tensor {
  dispose: () => void;
}

interface Face {
  score: number;
  box: [number, number, number, number];
  embedding?: number[];
}

/** What we use of it: its own type file drags in the types of a browser. */
interface Human {
  version: string;
  tf: { tensor: (values: Float32Array, shape: number[], type: string) => Tensor };
  load: () => Promise<void>;
  detect: (picture: Tensor, config?: object) => Promise<{ face: Face[]; error: string | null }>;
}

const off = { enabled: false };
const on = { enabled: true };

/** It fetches its models; they come from its own folder, by 127.0.0.1. */
async function serveModels(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    readFile(join(folder, basename(new URL(request.url ?? '/', 'http://localhost').pathname))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1').unref();
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

export async function createHuman(): Promise<Rival> {
  const folder = packageFolder('@vladmandic/human');
  // its package.json names this file in a way that Node does not follow
  const { Human } = require(join(folder, 'dist', 'human.node-wasm.js')) as {
    Human: new (config: object) => Human;
  };
  const human = new Human({
    backend: 'wasm',
    wasmPath: join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'),
    modelBasePath: await serveModels(join(folder, 'models')),
    debug: false,
    filter: off,
    face: { ...on, mesh: on, iris: on, description: on, emotion: off, antispoof: off, liveness: off },
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    gesture: off,
  });
  await human.load();

  async function facesOf(picture: Uint8Array, config?: object): Promise<Face[]> {
    const { data, width, height } = await rgbOf(picture);
    const tensor = human.tf.tensor(new Float32Array(data), [1, height, width, 3], 'float32');
    try {
      const { face, error } = await human.detect(tensor, config);
      if (error !== null) throw new Error(error);
      return face;
    } finally {
      tensor.dispose();
    }
  }
  const anew = { cacheSensitivity: 0 };
  const video = { cacheSensitivity: 0.7 }; // its default: what was found is used again for a while

  async function still(picture: Uint8Array): Promise<Float32Array | null> {
    const faces = await facesOf(picture, anew);
    const largest = faces.toSorted((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3])[0];
    return largest?.embedding ? Float32Array.from(largest.embedding) : null;
  }

  return {
    name: `@vladmandic/human ${human.version}`,
    still,
    live: still,
    async capture(frames) {
      let [best, surest] = [-1, -1];
      for (const [index, frame] of frames.entries()) {
        const score = (await facesOf(frame, video))[0]?.score ?? -1;
        if (score > surest) [best, surest] = [index, score];
      }
      return best;
    },
  };
}
