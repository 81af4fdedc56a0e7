// Looks at small pictures of the camera, off the main thread: where the face is, which way it is turned.
import * as faceapi from '@vladmandic/face-api/dist/face-api.esm-nobundle.js';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/index.js';
import type { GuideMessage } from './guide.ts';
import { sightOf, squareAround, squareOf, type Square } from './guide/face-geometry.ts';
import * as tf from './guide/tf-shim.ts';

/** The detector costs twice the landmarks: it looks at every sixth picture, landmarks follow the face between. */
const detectEvery = 6;
const cropPx = 112; // input of the landmarks net

const absent = (): never => {
  throw new Error('a worker has no document');
};
// face-api looks for a browser window or for Node; here is neither. It is only ever handed tensors.
const environment: unknown = {
  Canvas: OffscreenCanvas,
  CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D,
  Image: ImageBitmap,
  ImageData,
  Video: ImageBitmap,
  createCanvasElement: () => new OffscreenCanvas(1, 1),
  createImageElement: absent,
  createVideoElement: absent,
  fetch: self.fetch.bind(self),
  readFile: absent,
};
faceapi.env.setEnv(environment as Parameters<typeof faceapi.env.setEnv>[0]);

const options = new faceapi.TinyFaceDetectorOptions({ inputSize: 160, scoreThreshold: 0.4 });
const full = contextOf(240, 320);
const crop = contextOf(cropPx, cropPx);
let face: Square | null = null;
let looks = 0;

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

/** Runs a net on the canvas; what was made for it is disposed of. */
async function onPixels<Result>(
  context: OffscreenCanvasRenderingContext2D,
  run: (pixels: never) => Promise<Result>,
): Promise<Result> {
  // float32 [height, width, 3] RGB, 0..255
  const pixels = tf.browser.fromPixels(
    context.getImageData(0, 0, context.canvas.width, context.canvas.height),
  );
  try {
    return await run(pixels as never);
  } finally {
    pixels.dispose();
  }
}

async function findFace(): Promise<Square | null> {
  const found = await onPixels(full, (pixels) => faceapi.nets.tinyFaceDetector.locateFaces(pixels, options));
  const [best] = [...found].sort((a, b) => b.score - a.score);
  return best ? squareAround(best.box.x, best.box.y, best.box.width, best.box.height) : null;
}

async function lookAt(picture: ImageBitmap): Promise<GuideMessage> {
  const { width, height } = picture;
  if (full.canvas.height !== height) full.canvas.height = height;
  if (full.canvas.width !== width) full.canvas.width = width;
  full.drawImage(picture, 0, 0);
  picture.close();
  if (!face || looks++ % detectEvery === 0) face = await findFace();
  const box = face;
  if (!box) return 'no-face';
  crop.fillRect(0, 0, cropPx, cropPx);
  crop.drawImage(full.canvas, box.x, box.y, box.side, box.side, 0, 0, cropPx, cropPx);
  const found = await onPixels(crop, (pixels) => faceapi.nets.faceLandmark68TinyNet.detectLandmarks(pixels));
  const [landmarks] = Array.isArray(found) ? found : [found];
  const points = (landmarks?.positions ?? []).map((point) => ({
    x: box.x + (point.x / cropPx) * box.side,
    y: box.y + (point.y / cropPx) * box.side,
  }));
  face = points.length > 0 ? squareOf(points) : null;
  return sightOf(points, width) ?? 'no-face';
}

const post = (message: GuideMessage): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ImageBitmap>) => {
  lookAt(data).then(post, () => post('failed'));
};

async function prepare(): Promise<void> {
  setWasmPaths('/wasm/');
  if (!(await tf.setBackend('wasm'))) throw new Error('wasm was refused');
  await Promise.all([
    faceapi.nets.tinyFaceDetector.loadFromUri('/models'),
    faceapi.nets.faceLandmark68TinyNet.loadFromUri('/models'),
  ]);
}

prepare().then(
  () => post('ready'),
  () => post('failed'),
);
