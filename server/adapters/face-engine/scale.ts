// Scales a part of a picture, every pixel of it weighed. Here and not by sharp: small jobs of several threads wait for
// each other in there, so that two workers were 1.1 times as fast as one at it, and in plain loops they are twice.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import type { Box } from '../../domain/geometry.ts';
import type { Pixels } from './decode.ts';

/** For each output pixel the first input pixel it sees, and how much of it and of those after it. */
interface Taps {
  first: Int32Array;
  weights: Int32Array; // [outputs, perOutput] in 1/2048, each row 2048 together; past the edge 0
  perOutput: number; // a multiple of 4
}

const one = 2048; // twice this, and a byte, fit into 31 bits: whole numbers are half again as quick as fractions
const shift = 22; // one * one
const half = 1 << (shift - 1); // so that cutting off rounds

/** A triangle as wide as two output pixels when shrinking, two input pixels when not: bilinear that sees everything. */
function tapsOf(from: number, length: number, outputs: number): Taps {
  const scale = length / outputs;
  const reach = Math.max(1, scale);
  const perOutput = 4 * Math.ceil((Math.floor(2 * reach) + 1) / 4);
  const first = new Int32Array(outputs);
  const weights = new Int32Array(outputs * perOutput);
  for (let output = 0; output < outputs; output++) {
    const centre = from + (output + 0.5) * scale - 0.5;
    const begin = Math.max(from, Math.ceil(centre - reach));
    const end = Math.min(from + length - 1, Math.floor(centre + reach));
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
  const across = tapsOf(part.x, part.width, width);
  const down = tapsOf(part.y, part.height, height);
  const rowNumbers = widthPx * 3;
  const left = part.x * 3;
  const right = (part.x + part.width) * 3;
  const row = new Int32Array(rowNumbers + across.perOutput * 3); // what lies past the edge weighs nothing
  const out = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    row.fill(0, left, right);
    for (let tap = 0; tap < down.perOutput; tap += 4) {
      const at = y * down.perOutput + tap;
      const w0 = down.weights[at]!;
      const w1 = down.weights[at + 1]!;
      const w2 = down.weights[at + 2]!;
      const w3 = down.weights[at + 3]!;
      if ((w0 | w1 | w2 | w3) === 0) continue;
      const r0 = (down.first[y]! + tap) * rowNumbers;
      // a row that weighs nothing may lie past the picture
      const r1 = w1 === 0 ? r0 : r0 + rowNumbers;
      const r2 = w2 === 0 ? r0 : r0 + 2 * rowNumbers;
      const r3 = w3 === 0 ? r0 : r0 + 3 * rowNumbers;
      for (let i = left; i < right; i++) {
        row[i]! +=
          Math.imul(w0, data[r0 + i]!) +
          Math.imul(w1, data[r1 + i]!) +
          Math.imul(w2, data[r2 + i]!) +
          Math.imul(w3, data[r3 + i]!);
      }
    }
    for (let x = 0; x < width; x++) {
      let red = half;
      let green = half;
      let blue = half;
      const begin = x * across.perOutput;
      let from = across.first[x]! * 3;
      for (let at = begin; at < begin + across.perOutput; at++, from += 3) {
        const weight = across.weights[at]!;
        red += Math.imul(weight, row[from]!);
        green += Math.imul(weight, row[from + 1]!);
        blue += Math.imul(weight, row[from + 2]!);
      }
      out[to] = red >> shift;
      out[to + 1] = green >> shift;
      out[to + 2] = blue >> shift;
      to += 3;
    }
  }
  return { data: out, widthPx: width, heightPx: height };
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
