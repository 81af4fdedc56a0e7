// Loops with vectors and loops without answer the same bytes, and a processor without them still has eyes.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOne, shareOne, type Loops } from '../../../server/adapters/face-engine/pixel-loops.ts';
import { createPlainLoops } from '../../../server/adapters/face-engine/plain-loops.ts';
import { createVectorLoops } from '../../../server/adapters/face-engine/vector-loops.ts';

/** The loops to compare with; a machine without vectors cannot compare, and says so by failing. */
function vectorLoops(): Loops {
  const loops = createVectorLoops();
  if (loops === null) throw new Error('this machine has no vectors to compare with');
  return loops;
}

/** Every place is far from the next one, since vectors write a little past theirs. */
const room = 4096;
const at = (place: number): number => place * room;

function fill(loops: Loops, pictures: Uint8Array): Uint8Array {
  const missing = at(8) - loops.memory.buffer.byteLength;
  if (missing > 0) loops.memory.grow(Math.ceil(missing / 65536));
  const bytes = new Uint8Array(loops.memory.buffer);
  bytes.fill(0);
  bytes.set(pictures, at(0));
  return bytes;
}

const picture = fc.uint8Array({ minLength: 40 * 30 * 3, maxLength: 40 * 30 * 3 });
const stride = 40 * 3;

test('a row is scaled to the same bytes with vectors and without', () => {
  fc.assert(
    fc.property(
      picture,
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.integer({ min: 0, max: 2048 }), { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 12 }),
      (pixels, pairs, weights, taps, width) => {
        const rows = 2 * pairs;
        const [sumDown, sumAcross] = [rows, taps].map((n) => weights.slice(0, n).reduce((a, b) => a + b, 1));
        const share = (weight: number, sum = 1): number => Math.floor((2048 * weight) / sum);
        const run = (loops: Loops): Uint8Array => {
          const bytes = fill(loops, pixels);
          new Int16Array(bytes.buffer, at(1)).set(weights.slice(0, rows).map((one) => share(one, sumDown)));
          new Int32Array(bytes.buffer, at(3)).set(Array.from({ length: width }, (_, x) => 12 * x));
          new Int32Array(bytes.buffer, at(4)).set(
            Array.from({ length: width * taps }, (_, i) => share(weights[i % taps] ?? 0, sumAcross)),
          );
          loops.scaleRow(
            at(0),
            stride,
            rows,
            at(1),
            20 * 3,
            at(2),
            at(3),
            at(4),
            taps,
            width,
            at(5),
            1 << 21,
            22,
          );
          return bytes.slice(at(5), at(5) + width * 3);
        };
        expect(run(createPlainLoops())).toEqual(run(vectorLoops()));
      },
    ),
  );
});

test('a row is cut to the same numbers with vectors and without', () => {
  const place = fc.double({ min: 9, max: 12, noNaN: true });
  const step = fc.double({ min: -0.8, max: 0.8, noNaN: true });
  fc.assert(
    fc.property(
      picture,
      fc.tuple(place, place),
      fc.tuple(step, step),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      (pixels, [x, y], [stepX, stepY], perSide, count) => {
        const places = [x, y, stepX, stepY].map((one) => Math.round(one * placeOne));
        const [startX = 0, startY = 0, toX = 0, toY = 0] = places;
        const weight = 1 / (perSide * perSide * shareOne);
        const run = (loops: Loops): Float32Array => {
          const { buffer } = fill(loops, pixels);
          loops.cutRow(at(0), stride, startX, startY, toX, toY, perSide, weight, count, at(5));
          return new Float32Array(buffer.slice(at(5), at(5) + count * 12) as ArrayBuffer);
        };
        expect(run(createPlainLoops())).toEqual(run(vectorLoops()));
      },
    ),
  );
});

test('a processor without vectors gets the loops without', () => {
  const scale = new URL('../../../server/adapters/face-engine/scale.ts', import.meta.url).href;
  const script = `
    const { scaledTo } = await import(${JSON.stringify(scale)});
    const picture = { data: new Uint8Array(48).fill(9), widthPx: 4, heightPx: 4 };
    const { data } = scaledTo(picture, { x: 0, y: 0, width: 4, height: 4 }, 2, 2);
    console.log([...data].join());`;
  const flags = ['--no-enable-sse4-1', '--import', 'tsx', '--input-type=module', '-e', script];
  // on processors of other kinds than Intel's the flag changes nothing
  const told = execFileSync(process.execPath, flags, { encoding: 'utf8' });
  expect(told.trim()).toBe(Array.from({ length: 12 }, () => 9).join());
});
