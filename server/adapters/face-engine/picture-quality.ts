// Measures light and sharpness of a picture, with no opinion on what is enough.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import sharp from 'sharp';
import type { Box } from '../../domain/geometry.ts';
import type { Sighting } from '../../ports/face-engine.ts';
import type { Pixels } from './decode.ts';

/** uint8 [heightPx, widthPx], 0..255. */
export interface Luma {
  values: Uint8Array;
  widthPx: number;
  heightPx: number;
}

const pictureSidePx = 512; // sharpness depends on scale: every picture is judged at this longest side
const faceSidePx = 160; // and every face at this one
const clippedFrom = 250;
const darkUpTo = 30;

/** Rec. 601 luma of a part of the picture, scaled so that its longest side is `sidePx`. */
async function lumaAt(pixels: Pixels, part: Box, sidePx: number): Promise<Luma> {
  const { data, widthPx: width, heightPx: height } = pixels;
  const scaled = await sharp(data, { raw: { width, height, channels: 3 } })
    .extract({ left: part.x, top: part.y, width: part.width, height: part.height })
    .resize({ width: sidePx, height: sidePx, fit: 'inside', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rgb = scaled.data;
  const values = new Uint8Array(scaled.info.width * scaled.info.height);
  for (let i = 0, from = 0; i < values.length; i++, from += 3) {
    values[i] = 0.299 * rgb[from]! + 0.587 * rgb[from + 1]! + 0.114 * rgb[from + 2]! + 0.5;
  }
  return { values, widthPx: scaled.info.width, heightPx: scaled.info.height };
}

/** Variance of the 4-neighbour Laplacian; 0 for anything flat or too small to have an inside. */
export function laplacianVariance({ values, widthPx, heightPx }: Luma): number {
  let sum = 0;
  let sumOfSquares = 0;
  let count = 0;
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const i = y * widthPx + x;
      const laplacian =
        values[i - widthPx]! + values[i + widthPx]! + values[i - 1]! + values[i + 1]! - 4 * values[i]!;
      sum += laplacian;
      sumOfSquares += laplacian * laplacian;
      count++;
    }
  }
  return count === 0 ? 0 : sumOfSquares / count - (sum / count) ** 2;
}

export function exposureOf({ values }: Luma): Sighting['exposure'] {
  let sum = 0;
  let clipped = 0;
  let dark = 0;
  for (const value of values) {
    sum += value;
    if (value >= clippedFrom) clipped++;
    if (value <= darkUpTo) dark++;
  }
  const count = Math.max(1, values.length);
  return { meanLuma: sum / count, clippedShare: clipped / count, darkShare: dark / count };
}

/** The whole pixels of a box that lie on the picture; null when none do. */
function partOf(box: Box, { widthPx, heightPx }: Pixels): Box | null {
  const x = Math.max(0, Math.floor(box.x));
  const y = Math.max(0, Math.floor(box.y));
  const width = Math.min(widthPx, Math.ceil(box.x + box.width)) - x;
  const height = Math.min(heightPx, Math.ceil(box.y + box.height)) - y;
  return width >= 1 && height >= 1 ? { x, y, width, height } : null;
}

export async function measureQuality(
  pixels: Pixels,
  faceFeatures: Box | null,
): Promise<Pick<Sighting, 'sharpness' | 'exposure' | 'faceSharpness'>> {
  const whole = { x: 0, y: 0, width: pixels.widthPx, height: pixels.heightPx };
  const luma = await lumaAt(pixels, whole, pictureSidePx);
  const face = faceFeatures && partOf(faceFeatures, pixels);
  return {
    sharpness: laplacianVariance(luma),
    exposure: exposureOf(luma),
    faceSharpness: face && laplacianVariance(await lumaAt(pixels, face, faceSidePx)),
  };
}
