// The loops over pixels one number at a time, for processors that know no vectors: the same bytes, more slowly.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- pixel loops stay inside their arrays by construction */
import { placeBits, shareBits, shareOne, type Loops } from './pixel-loops.ts';

const pageBytes = 65536;

/** As the `scaleRow` and `cutRow` of `pixel-loops.ts`, over a memory of their own. */
export function createPlainLoops(): Loops {
  let buffer = new ArrayBuffer(pageBytes);

  return {
    memory: {
      get buffer() {
        return buffer;
      },
      grow(pages) {
        const grown = new ArrayBuffer(buffer.byteLength + pages * pageBytes);
        new Uint8Array(grown).set(new Uint8Array(buffer));
        buffer = grown;
      },
    },

    scaleRow(
      source,
      stride,
      rows,
      rowWeights,
      numbers,
      between,
      firsts,
      weights,
      taps,
      width,
      out,
      half,
      shift,
    ) {
      const bytes = new Uint8Array(buffer);
      const shorts = new Int16Array(buffer);
      const ints = new Int32Array(buffer);
      const [sums, firstOf, weightOf] = [between / 4, firsts / 4, weights / 4];
      for (let i = 0; i < numbers; i++) {
        let sum = 0;
        for (let row = 0; row < rows; row++)
          sum += bytes[source + row * stride + i]! * shorts[rowWeights / 2 + row]!;
        ints[sums + i] = sum;
      }
      for (let x = 0; x < width; x++) {
        const from = sums + ints[firstOf + x]! / 4;
        for (let channel = 0; channel < 3; channel++) {
          let sum = half;
          for (let tap = 0; tap < taps; tap++)
            sum = (sum + Math.imul(ints[from + tap * 3 + channel]!, ints[weightOf + tap]!)) | 0;
          bytes[out + x * 3 + channel] = Math.max(0, Math.min(255, sum >> shift));
        }
      }
    },

    cutRow(source, stride, startX, startY, stepX, stepY, perSide, weight, count, out) {
      const bytes = new Uint8Array(buffer);
      const floats = new Float32Array(buffer);
      for (let pixel = 0; pixel < count; pixel++) {
        const [sum, across] = [[0, 0, 0], pixel * perSide];
        for (let down = 0; down < perSide; down++)
          for (let right = 0; right < perSide; right++) {
            const x = startX + (across + right) * stepX - down * stepY;
            const y = startY + (across + right) * stepY + down * stepX;
            const shareX = (x >> (placeBits - shareBits)) & (shareOne - 1);
            const shareY = (y >> (placeBits - shareBits)) & (shareOne - 1);
            const lowerRight = (shareX * shareY) >> shareBits;
            const [upperRight, lowerLeft] = [shareX - lowerRight, shareY - lowerRight];
            const upperLeft = shareOne - shareX - lowerLeft;
            const from = source + (y >> placeBits) * stride + (x >> placeBits) * 3;
            for (let channel = 0; channel < 3; channel++)
              sum[channel]! +=
                bytes[from + channel]! * upperLeft +
                bytes[from + channel + 3]! * upperRight +
                bytes[from + channel + stride]! * lowerLeft +
                bytes[from + channel + stride + 3]! * lowerRight;
          }
        for (let channel = 0; channel < 3; channel++)
          floats[out / 4 + pixel * 3 + channel] = Math.fround(sum[channel]!) * Math.fround(weight);
      }
    },
  };
}
