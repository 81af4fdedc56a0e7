// The loops over pixels sixteen numbers at a time, as WebAssembly: JavaScript takes one after the other.
import { placeBits, shareBits, shareOne, type Loops } from './pixel-loops.ts';
import { i32, int, v128, wasmFunction, wasmModule, type Code } from './wasm.ts';

/** Bytes of two vectors by turns: neighbours are the same number of two rows. */
const byTurns = (from: number): number[] =>
  Array.from({ length: 8 }, (_, i) => [from + i, from + i + 16]).flat();

const scaleRow = wasmFunction(
  {
    source: 'i32',
    stride: 'i32',
    rows: 'i32',
    rowWeights: 'i32',
    numbers: 'i32',
    between: 'i32',
    firsts: 'i32',
    weights: 'i32',
    taps: 'i32',
    width: 'i32',
    out: 'i32',
    half: 'i32',
    shift: 'i32',
  },
  {
    i: 'i32',
    row: 'i32',
    from: 'i32',
    tap: 'i32',
    weight: 'v128',
    upper: 'v128',
    lower: 'v128',
    one: 'v128',
    two: 'v128',
    three: 'v128',
    four: 'v128',
  },
  ({ get, set, step, each }) => {
    const parts = ['one', 'two', 'three', 'four'] as const;
    const weighed = (part: (typeof parts)[number], shorts: Code): Code =>
      set(part, v128.addInts(get(part), v128.dotShorts(shorts, get('weight'))));
    const pairs = (from: number): Code => v128.shuffle(get('upper'), get('lower'), byTurns(from));
    const down = each('i', int(0), get('numbers'), 16, [
      ...parts.flatMap((part) => set(part, v128.zero)),
      ...set('from', i32.add(get('source'), get('i'))),
      ...each('row', int(0), get('rows'), 2, [
        ...set('upper', v128.load(get('from'))),
        ...step('from', get('stride')),
        ...set('lower', v128.load(get('from'))),
        ...step('from', get('stride')),
        ...set('weight', v128.loadSplat(i32.add(get('rowWeights'), i32.mul(get('row'), int(2))))),
        ...weighed('one', v128.bytesToShortsLow(pairs(0))),
        ...weighed('two', v128.bytesToShortsHigh(pairs(0))),
        ...weighed('three', v128.bytesToShortsLow(pairs(8))),
        ...weighed('four', v128.bytesToShortsHigh(pairs(8))),
      ]),
      ...set('from', i32.add(get('between'), i32.mul(get('i'), int(4)))),
      ...parts.flatMap((part, i) => v128.store(get('from'), get(part), 16 * i)),
    ]);
    const shorts = v128.intsToShorts(get('one'), get('one'));
    const across = each('i', int(0), get('width'), 1, [
      ...set('from', i32.add(get('between'), i32.load(get('firsts')))),
      ...step('firsts', int(4)),
      ...set('one', v128.splatInt(get('half'))),
      ...each('tap', int(0), get('taps'), 1, [
        ...set(
          'one',
          v128.addInts(get('one'), v128.mulInts(v128.load(get('from')), v128.loadSplat(get('weights')))),
        ),
        ...step('from', int(12)),
        ...step('weights', int(4)),
      ]),
      ...set('one', v128.shiftIntsRight(get('one'), get('shift'))),
      ...i32.store(get('out'), v128.firstInt(v128.shortsToBytes(shorts, shorts))), // one byte too many, for the next
      ...step('out', int(3)),
    ]);
    return [...down, ...across];
  },
);

/** Of eight bytes, two pixels: red beside red, green beside green, blue beside blue, as shorts. */
const besideEachOther: Code = v128.bytes([0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1]);

const cutRow = wasmFunction(
  {
    source: 'i32',
    stride: 'i32',
    startX: 'i32',
    startY: 'i32',
    stepX: 'i32',
    stepY: 'i32',
    perSide: 'i32',
    weight: 'f32',
    count: 'i32',
    out: 'i32',
  },
  {
    pixel: 'i32',
    down: 'i32',
    right: 'i32',
    from: 'i32',
    x: 'i32',
    y: 'i32',
    shareX: 'i32',
    shareY: 'i32',
    lowerRight: 'i32',
    lowerLeft: 'i32',
    sum: 'v128',
  },
  ({ get, set, step, each }) => {
    const whole = (name: 'x' | 'y'): Code => i32.shiftRight(get(name), int(placeBits));
    const share = (name: 'x' | 'y'): Code =>
      i32.and(i32.shiftRight(get(name), int(placeBits - shareBits)), int(shareOne - 1));
    /** Both pixels of a row of the picture, each by its share. */
    const weighed = (left: Code, right: Code): Code => {
      const shares = v128.splatInt(i32.add(left, i32.shiftLeft(right, int(16))));
      const pixels = v128.pick(v128.loadEightBytes(get('from')), besideEachOther);
      return set('sum', v128.addInts(get('sum'), v128.dotShorts(pixels, shares)));
    };
    const upperRight = i32.sub(get('shareX'), get('lowerRight'));
    const upperLeft = i32.sub(i32.sub(int(shareOne), get('shareX')), get('lowerLeft'));
    const pixelAt = i32.add(i32.mul(whole('y'), get('stride')), i32.mul(whole('x'), int(3)));
    const sample = [
      ...set('shareX', share('x')),
      ...set('shareY', share('y')),
      ...set('lowerRight', i32.shiftRight(i32.mul(get('shareX'), get('shareY')), int(shareBits))),
      ...set('lowerLeft', i32.sub(get('shareY'), get('lowerRight'))),
      ...set('from', i32.add(get('source'), pixelAt)),
      ...weighed(upperLeft, upperRight),
      ...step('from', get('stride')),
      ...weighed(get('lowerLeft'), get('lowerRight')),
      ...step('x', get('stepX')),
      ...step('y', get('stepY')),
    ];
    return each('pixel', int(0), get('count'), 1, [
      ...set('sum', v128.zero),
      ...each('down', int(0), get('perSide'), 1, [
        ...set('x', i32.sub(get('startX'), i32.mul(get('down'), get('stepY')))),
        ...set('y', i32.add(get('startY'), i32.mul(get('down'), get('stepX')))),
        ...each('right', int(0), get('perSide'), 1, sample),
      ]),
      // one number too many, for the next
      ...v128.store(get('out'), v128.mulF32(v128.intsToF32(get('sum')), v128.splatF32(get('weight')))),
      ...step('out', int(12)),
      ...step('startX', i32.mul(get('perSide'), get('stepX'))),
      ...step('startY', i32.mul(get('perSide'), get('stepY'))),
    ]);
  },
);

/** What Node.js has of it; its type lies among those of a browser. */
interface WebAssemblyParts {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

/** Null where the processor knows no vectors (SSE 4.1 or its like), or where there is no WebAssembly. */
export function createVectorLoops(): Loops | null {
  const { WebAssembly: parts } = globalThis as unknown as { WebAssembly?: WebAssemblyParts };
  const bytes = wasmModule({ scaleRow, cutRow });
  if (parts?.validate(bytes) !== true) return null;
  return new parts.Instance(new parts.Module(bytes)).exports as Loops;
}
