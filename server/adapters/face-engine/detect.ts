// Finds faces: which detectors to try in which order, and which findings are one and the same.
import type { Box } from '../../domain/geometry.ts';
import { fitWhole } from './crop.ts';
import type { Pixels } from './decode.ts';
import type { Found, Nets } from './nets.ts';

interface Attempt {
  detector: 'tiny' | 'ssd';
  inputPx: number; // side of the detector's square input
  borderShare: number; // grey added on each side, as a share of the picture's longest side
}

/** Tried in order until one finds a face. Cut-out portraits need the border: without it SSD missed 32 of 40, with it 4. */
const attempts: Record<'document' | 'frame', readonly Attempt[]> = {
  document: [
    { detector: 'ssd', inputPx: 512, borderShare: 0 },
    { detector: 'tiny', inputPx: 416, borderShare: 0 },
    { detector: 'ssd', inputPx: 512, borderShare: 0.5 },
    { detector: 'tiny', inputPx: 416, borderShare: 0.5 },
    { detector: 'tiny', inputPx: 640, borderShare: 0 }, // a small portrait on a card lying on a table
  ],
  // A face that fills a selfie: the tiny net at 224 found more turned heads than at 320 or 416.
  frame: [
    { detector: 'tiny', inputPx: 224, borderShare: 0 },
    { detector: 'ssd', inputPx: 512, borderShare: 0 },
  ],
};

/** Bounds the work on a crowd; the largest are kept. */
export const maxFaces = 8;

/** Two findings that overlap by more are one face; lower than the detectors' own limits (0.4 and 0.5). */
const sameFaceOverlap = 0.35;

const area = ({ width, height }: Box) => width * height;

/** Intersection over union, 0..1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (area(a) + area(b) - width * height);
}

/** Of findings that overlap by more than the limit, the surest. Surest first. */
export function keepSurest(found: readonly Found[], mostOverlap: number): Found[] {
  const kept: Found[] = [];
  for (const candidate of [...found].sort((a, b) => b.detectionScore - a.detectionScore)) {
    if (kept.every(({ box }) => overlap(box, candidate.box) <= mostOverlap)) kept.push(candidate);
  }
  return kept;
}

/** Keeps the surer of two that overlap; a small portrait beside a large one stays. Largest first. */
export function distinct(found: readonly Found[]): Found[] {
  return keepSurest(found, sameFaceOverlap)
    .sort((a, b) => area(b.box) - area(a.box))
    .slice(0, maxFaces);
}

async function tryOne(
  nets: Nets,
  pixels: Pixels,
  { detector, inputPx, borderShare }: Attempt,
): Promise<Found[]> {
  const fitted = fitWhole(pixels, inputPx, borderShare);
  const found = await (detector === 'tiny' ? nets.detectTiny(fitted.input) : nets.detectSsd(fitted.input));
  return distinct(found.map((face) => ({ ...face, box: fitted.toPicture(face.box) })));
}

/** Boxes in pixels of the given picture; a box may reach past its edge. `isQuick`: the first attempt alone. */
export async function detect(
  nets: Nets,
  pixels: Pixels,
  purpose: 'document' | 'frame',
  isQuick = false,
): Promise<Found[]> {
  for (const attempt of attempts[purpose].slice(0, isQuick ? 1 : undefined)) {
    const found = await tryOne(nets, pixels, attempt);
    if (found.length > 0) return found;
  }
  return [];
}
