// Looks at small pictures of the camera, off the main thread: where the face is, which way it is turned.
import * as faceapi from '@vladmandic/face-api/dist/face-api.esm-nobundle.js';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/index.js';
import type { GuideMessage } from './guide.ts';
import { meanLuma, sightOf, squareAround, squareOf, type Square } from './guide/face-geometry.ts';
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

/** uint8 [height, width, 4] RGBA */
const pixelsOf = (context: OffscreenCanvasRenderingContext2D): ImageData =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height);

/** Runs a net on the pixels; what was made for it is disposed of. */
async function onPixels<Result>(image: ImageData, run: (pixels: never) => Promise<Result>): Promise<Result> {
  const pixels = tf.browser.fromPixels(image); // int32 [height, width, 3] RGB, 0..255
  try {
    return await run(pixels as never);
  } finally {
    pixels.dispose();
  }
}

async function findFace(): Promise<Square | null> {
  const found = await onPixels(pixelsOf(full), (pixels) =>
    faceapi.nets.tinyFaceDetector.locateFaces(pixels, options),
  );
  const [best] = [...found].sort((a, b) => b.score - a.score);
  return best ? squareAround(best.box.x, best.box.y, best.box.width, best.box.height) : null;
}

async function lookAt(picture: ImageBitmap): Promise<GuideMessage> {
  const { width, height } = picture;
  if (full.canvas.height !== height || full.canvas.width !== width) {
    Object.assign(full.canvas, { width, height });
    face = null; // the device was rotated: the face is elsewhere
  }
  full.drawImage(picture, 0, 0);
  picture.close();
  if (!face || looks++ % detectEvery === 0) face = await findFace();
  const box = face;
  if (!box) return 'no-face';
  crop.fillRect(0, 0, cropPx, cropPx);
  crop.drawImage(full.canvas, box.x, box.y, box.side, box.side, 0, 0, cropPx, cropPx);
  const seen = pixelsOf(crop);
  const found = await onPixels(seen, (pixels) => faceapi.nets.faceLandmark68TinyNet.detectLandmarks(pixels));
  const [landmarks] = Array.isArray(found) ? found : [found];
  const points = (landmarks?.positions ?? []).map((point) => ({
    x: box.x + (point.x / cropPx) * box.side,
    y: box.y + (point.y / cropPx) * box.side,
  }));
  face = points.length > 0 ? squareOf(points) : null;
  const sight = sightOf(points, { width, height });
  return sight ? { ...sight, faceLuma: meanLuma(seen.data) } : 'no-face';
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
