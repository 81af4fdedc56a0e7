// Measures one face whose place is known: its landmarks, its embedding.
import type { Box, Point } from '../../domain/geometry.ts';
import { alignedSquare } from './align.ts';
import { cutSquare, mirrored, onPicture, outsideGrey } from './crop.ts';
import type { Square } from './crop.ts';
import type { Pixels } from './decode.ts';
import type { Nets } from './nets.ts';

const landmarksInputPx = 112;
const embeddingInputPx = 150;

/** 68 points in pixels of the picture, looked for in the square around a box. */
export async function landmarksIn(nets: Nets, pixels: Pixels, box: Box): Promise<Point[]> {
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
export async function embeddingOf(
  nets: Nets,
  pixels: Pixels,
  landmarks: readonly Point[],
): Promise<Float32Array> {
  const crop = cutSquare(pixels, alignedSquare(landmarks), embeddingInputPx, outsideGrey);
  const [straight, turned] = await nets.embed([crop, mirrored(crop)]);
  if (straight?.length !== 128 || turned?.length !== 128) throw new Error('an embedding is not 128 numbers');
  return straight.map((value, i) => (value + (turned[i] ?? NaN)) / 2);
}

/** Brows to chin, jaw to jaw: the same part of a face whichever detector found it. */
export function boxAround(landmarks: readonly Point[]): Box {
  const xs = landmarks.map(({ x }) => x);
  const ys = landmarks.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
