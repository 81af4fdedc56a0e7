// Scales a part of a picture, every pixel of it weighed. Here and not by sharp: small jobs of several threads wait for
// each other in there, so that two workers were 1.1 times as fast as one at it, and in loops of our own they are twice.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import type { Box } from '../../domain/geometry.ts';
import type { Pixels } from './decode.ts';
import { loops, placesFor } from './loop-memory.ts';

/** For each output pixel the first input pixel it sees, and how much of it and of those after it. */
interface Taps {
  first: Int32Array;
  weights: Int32Array; // [outputs, perOutput] in 1/2048, each row 2048 together; past the edge 0
  perOutput: number; // even: rows are taken two and two
}

const one = 2048; // twice this, and a byte, fit into 31 bits: whole numbers are half again as quick as fractions
const shift = 22; // one * one
const half = 1 << (shift - 1); // so that cutting off rounds

/** A triangle as wide as two output pixels when shrinking, two input pixels when not: bilinear that sees everything. */
function tapsOf(length: number, outputs: number): Taps {
  const scale = length / outputs;
  const reach = Math.max(1, scale);
  const perOutput = 2 * Math.ceil((Math.floor(2 * reach) + 1) / 2);
  const first = new Int32Array(outputs);
  const weights = new Int32Array(outputs * perOutput);
  for (let output = 0; output < outputs; output++) {
    const centre = (output + 0.5) * scale - 0.5;
    const begin = Math.max(0, Math.ceil(centre - reach));
    const end = Math.min(length - 1, Math.floor(centre + reach));
    const weightOf = (input: number) => Math.max(0, 1 - Math.abs(input - centre) / reach);
    let sum = 0;
    for (let input = begin; input <= end; input++) sum += weightOf(input);
    let left = one;
    for (let input = begin; input <= end; input++) {
      const weight = Math.floor((one * weightOf(input)) / sum);
      weights[output * perOutput + input - begin] = weight;
      left -= weight;
    }
    // what rounding down took goes to the middle: not a shade darker, and never above a byte
    weights[output * perOutput + ((end - begin) >> 1)]! += left;
    first[output] = begin;
  }
  return { first, weights, perOutput };
}

/** `part`: whole pixels on the picture, at least one; `width`, `height`: of the answer, at least one. */
export function scaledTo({ data, widthPx }: Pixels, part: Box, width: number, height: number): Pixels {
  const across = tapsOf(part.width, width);
  const down = tapsOf(part.height, height);
  const stride = widthPx * 3;
  const seen = data.subarray(part.y * stride, (part.y + part.height) * stride);
  const numbers = part.width * 3;
  const { memory, places } = placesFor([
    seen.length + 2 * stride, // a row that weighs nothing may lie past the picture
    down.weights.length * 2,
    (numbers + 3 * across.perOutput) * 4,
    width * 4,
    across.weights.length * 4,
    width * height * 3,
  ]);
  const [picture = 0, rowWeights = 0, between = 0, firsts = 0, weights = 0, out = 0] = places;
  new Uint8Array(memory).set(seen, picture);
  new Int16Array(memory, rowWeights).set(down.weights);
  new Int32Array(memory, firsts).set(across.first.map((first) => first * 12));
  new Int32Array(memory, weights).set(across.weights);
  for (let y = 0; y < height; y++)
    loops.scaleRow(
      picture + down.first[y]! * stride + part.x * 3,
      stride,
      down.perOutput,
      rowWeights + y * down.perOutput * 2,
      numbers,
      between,
      firsts,
      weights,
      across.perOutput,
      width,
      out + y * width * 3,
      half,
      shift,
    );
  return {
    data: new Uint8Array(memory.slice(out, out + width * height * 3)),
    widthPx: width,
    heightPx: height,
  };
}

const overviews = new WeakMap<Pixels, Pixels>();

/** The whole picture, its longest side `sidePx`; the newest one is kept with the picture, for who asks next. */
export function overview(pixels: Pixels, sidePx: number): Pixels {
  const { widthPx, heightPx } = pixels;
  const scale = sidePx / Math.max(widthPx, heightPx);
  const width = Math.max(1, Math.round(widthPx * scale));
  const height = Math.max(1, Math.round(heightPx * scale));
  const known = overviews.get(pixels);
  if (known?.widthPx === width && known.heightPx === height) return known;
  const made = scaledTo(pixels, { x: 0, y: 0, width: widthPx, height: heightPx }, width, height);
  overviews.set(pixels, made);
  return made;
}
