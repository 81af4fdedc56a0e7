// The loops over pixels that this processor can run, with room for what they work on.
import { createPlainLoops } from './plain-loops.ts';
import { createVectorLoops } from './vector-loops.ts';

export const loops = createVectorLoops() ?? createPlainLoops();

const pageBytes = 65536;
/** Vectors reach so far past what they are about. */
const slackBytes = 64;

/** Places for so many bytes each, one after the other, in the loops' memory; what was there before is gone. */
export function placesFor(sizes: readonly number[]): { memory: ArrayBuffer; places: number[] } {
  let end = 0;
  const places = sizes.map((bytes) => {
    const place = end;
    end = 16 * Math.ceil((place + bytes + slackBytes) / 16);
    return place;
  });
  const missing = end - loops.memory.buffer.byteLength;
  if (missing > 0) loops.memory.grow(Math.ceil(missing / pageBytes));
  return { memory: loops.memory.buffer, places };
}
