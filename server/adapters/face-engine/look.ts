// One look at one picture, from its bytes to a sighting.
import type { Box, Point } from '../../domain/geometry.ts';
import type { Ask, SeenFace, Sighting } from '../../ports/face-engine.ts';
import { alignedSquare } from './align.ts';
import { cutSquare, mirrored, onPicture } from './crop.ts';
import type { Square } from './crop.ts';
import { decode } from './decode.ts';
import type { Pixels } from './decode.ts';
import { detect } from './detect.ts';
import type { Nets } from './nets.ts';
import { measureQuality } from './picture-quality.ts';

/** Longest side of the working copy: a portrait on a card is small, a face before the camera is not. */
const workingSidePx = { document: 1024, frame: 640 };

const landmarksInputPx = 112;
const embeddingInputPx = 150;
const outsideGrey = 128; // what lies past the picture's edge

async function landmarksIn(nets: Nets, pixels: Pixels, box: Box): Promise<Point[]> {
  const square: Square = {
    origin: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    originX: 0.5,
    originY: 0.5,
    sidePx: Math.max(box.width, box.height),
    angleRadians: 0,
  };
  const points = await nets.landmarks(cutSquare(pixels, square, landmarksInputPx, outsideGrey));
  return points.map(({ x, y }) => onPicture(square, x / landmarksInputPx, y / landmarksInputPx));
}

/** The mean of the aligned crop and its mirror image: one more run, and fewer honest pairs beyond the threshold. */
async function embeddingOf(nets: Nets, pixels: Pixels, landmarks: readonly Point[]): Promise<Float32Array> {
  const crop = cutSquare(pixels, alignedSquare(landmarks), embeddingInputPx, outsideGrey);
  const [straight, turned] = await nets.embed([crop, mirrored(crop)]);
  if (straight?.length !== 128 || turned?.length !== 128) throw new Error('an embedding is not 128 numbers');
  return straight.map((value, i) => (value + (turned[i] ?? NaN)) / 2);
}

/** Brows to chin, jaw to jaw: the same part of a face whichever detector found it. */
function boxAround(landmarks: readonly Point[]): Box {
  const xs = landmarks.map(({ x }) => x);
  const ys = landmarks.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Rejects with UnreadablePicture; any other rejection is a fault of ours. */
export async function look(nets: Nets, picture: Uint8Array, { purpose, embed }: Ask): Promise<Sighting> {
  const { pixels, fullWidthPx, fullHeightPx } = await decode(picture, workingSidePx[purpose]);
  const scaleX = fullWidthPx / pixels.widthPx;
  const scaleY = fullHeightPx / pixels.heightPx;
  const found = await detect(nets, pixels, purpose);
  const faces: SeenFace[] = [];
  let largestFeatures: Box | null = null;
  for (const { box, detectionScore } of found) {
    const landmarks = await landmarksIn(nets, pixels, box);
    const isLargest = faces.length === 0;
    if (isLargest) largestFeatures = boxAround(landmarks);
    faces.push({
      box: { x: box.x * scaleX, y: box.y * scaleY, width: box.width * scaleX, height: box.height * scaleY },
      detectionScore,
      landmarks: landmarks.map(({ x, y }) => ({ x: x * scaleX, y: y * scaleY })),
      embedding: embed === 'largest' && isLargest ? await embeddingOf(nets, pixels, landmarks) : null,
    });
  }
  const quality = await measureQuality(pixels, largestFeatures);
  return { widthPx: fullWidthPx, heightPx: fullHeightPx, faces, ...quality };
}
