// Measures light, colour and sharpness of a picture, with no opinion on what is enough.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import type { Box } from '../../domain/geometry.ts';
import type { Sighting } from '../../ports/face-engine.ts';
import type { Pixels } from './decode.ts';
import { overview, scaledTo } from './scale.ts';

/** uint8 [heightPx, widthPx], 0..255. */
export interface Luma {
  values: Uint8Array;
  widthPx: number;
  heightPx: number;
}

const pictureSidePx = 512; // sharpness depends on scale: every picture is judged at this longest side
const faceSidePx = 160; // and every face at this one
const sampledSidePx = 160; // for light alone
const clippedFrom = 250;
const darkUpTo = 30;

/** Rec. 601; half a unit more, so that cutting off rounds. */
const lumaOf = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue + 0.5;

/** A part of the picture, scaled so that its longest side is `sidePx`. */
function scaledPart(pixels: Pixels, part: Box, sidePx: number): Pixels {
  const scale = sidePx / Math.max(part.width, part.height);
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return scaledTo(pixels, part, scaled(part.width), scaled(part.height));
}

/** Rec. 601 luma. */
function lumaIn({ data: rgb, widthPx, heightPx }: Pixels): Luma {
  const values = new Uint8Array(widthPx * heightPx);
  for (let i = 0, from = 0; i < values.length; i++, from += 3) {
    values[i] = lumaOf(rgb[from]!, rgb[from + 1]!, rgb[from + 2]!);
  }
  return { values, widthPx, heightPx };
}

/** As Sighting.chroma. White balance makes the three channels equally bright over the whole picture. */
export function chromaOf({ data: rgb }: Pixels): number {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let from = 0; from < rgb.length; from += 3) {
    red += rgb[from]!;
    green += rgb[from + 1]!;
    blue += rgb[from + 2]!;
  }
  const [redSum, greenSum, blueSum] = [Math.max(1, red), Math.max(1, green), Math.max(1, blue)];
  let spread = 0;
  for (let from = 0; from < rgb.length; from += 3) {
    const r = rgb[from]! / redSum;
    const g = rgb[from + 1]! / greenSum;
    const b = rgb[from + 2]! / blueSum;
    spread += Math.max(r, g, b) - Math.min(r, g, b);
  }
  return spread;
}

/** Every few pixels of the picture: enough for its light, not for its sharpness. */
export function sampledLuma({ data, widthPx, heightPx }: Pixels): Luma {
  const step = Math.max(1, Math.floor(Math.max(widthPx, heightPx) / sampledSidePx));
  const width = Math.ceil(widthPx / step);
  const height = Math.ceil(heightPx / step);
  const values = new Uint8Array(width * height);
  let to = 0;
  for (let y = 0; y < heightPx; y += step) {
    for (let x = 0; x < widthPx; x += step) {
      const from = (y * widthPx + x) * 3;
      values[to++] = lumaOf(data[from]!, data[from + 1]!, data[from + 2]!);
    }
  }
  return { values, widthPx: width, heightPx: height };
}

/** The middle two thirds of a square of the mesh net: the face without its surroundings. `rgb`: [size, size, 3] 0..255. */
export function squareLuma(rgb: Float32Array, size: number): Luma {
  const margin = Math.floor(size / 6);
  const side = size - 2 * margin;
  const values = new Uint8Array(side * side);
  let to = 0;
  for (let y = margin; y < size - margin; y++) {
    for (let x = margin; x < size - margin; x++) {
      const from = (y * size + x) * 3;
      values[to++] = lumaOf(rgb[from]!, rgb[from + 1]!, rgb[from + 2]!);
    }
  }
  return { values, widthPx: side, heightPx: side };
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
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    sum += value;
    clipped += value >= clippedFrom ? 1 : 0;
    dark += value <= darkUpTo ? 1 : 0;
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

export function measureQuality(
  pixels: Pixels,
  faceFeatures: Box | null,
): Pick<Sighting, 'sharpness' | 'exposure' | 'chroma' | 'faceSharpness'> {
  const scaled = overview(pixels, pictureSidePx);
  const luma = lumaIn(scaled);
  const face = faceFeatures && partOf(faceFeatures, pixels);
  return {
    sharpness: laplacianVariance(luma),
    exposure: exposureOf(luma),
    chroma: chromaOf(scaled),
    faceSharpness: face && laplacianVariance(lumaIn(scaledPart(pixels, face, faceSidePx))),
  };
}
