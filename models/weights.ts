// Reads weights as TensorFlow.js stores them: a list of arrays, and their bytes one after the other.

export interface WeightEntry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string; scale?: number; min?: number };
}

export interface Weight {
  shape: readonly number[];
  values: Float32Array;
}

export type Weights = ReadonlyMap<string, Weight>;

/** IEEE 754 half precision. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

type Reader = (view: DataView, at: number) => number;

/** How one number of each stored type is read, and how many bytes it takes. */
const readers: Readonly<Record<string, { bytes: number; read: Reader }>> = {
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  float16: { bytes: 2, read: (view, at) => halfToNumber(view.getUint16(at, true)) },
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
};

/** Quantised numbers become what they stand for: q × scale + min, rounded once to float32. */
export function readWeights(entries: readonly WeightEntry[], bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, dtype, quantization } of entries) {
    const stored = quantization?.dtype ?? dtype;
    const reader = readers[stored];
    if (reader === undefined) throw new Error(`weights ${name} are stored as ${stored}`);
    const { scale = 1, min = 0 } = quantization ?? {};
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    for (let i = 0; i < values.length; i++, at += reader.bytes)
      values[i] = reader.read(view, at) * scale + min;
    weights.set(name, { shape, values });
  }
  if (at !== bytes.length) throw new Error(`${bytes.length} bytes of weights, ${at} described`);
  return weights;
}

export function weightOf(weights: Weights, name: string): Weight {
  const weight = weights.get(name);
  if (weight === undefined) throw new Error(`there are no weights named ${name}`);
  return weight;
}
