// Builds an ONNX graph step by step; field numbers are those of onnx.proto3.
import { bytesField, floatField, intField, join, textField, type Parts } from './protobuf.ts';

/** What an operator's setting may be; a plain number is an integer, `{ float }` is not. */
export type Attribute = string | number | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface Graph {
  /** float32; a dimension given by name may have any size. Answers the value's name. */
  input(name: string, dims: readonly (number | string)[]): string;
  output(name: string, dims: readonly (number | string)[]): void;
  /** Constant float32 numbers; their values' name. */
  floats(dims: readonly number[], values: Float32Array | readonly number[]): string;
  /** A constant int64 vector. */
  ints(values: readonly number[]): string;
  /** An operator with one result; answers the result's name. */
  op(type: string, inputs: readonly string[], attributes?: Attributes, result?: string): string;
  files(): OnnxFiles;
}

/** Two files that belong together: the runtime maps the second into memory instead of copying it. */
export interface OnnxFiles {
  model: Uint8Array<ArrayBuffer>;
  weights: Uint8Array<ArrayBuffer>; // named in the model as `<name of the graph>.weights`, beside it
}

const irVersion = 7;
const operatorSet = 13;
const elementType = { float: 1, int64: 7 } as const;
/** Smaller constants stay in the model: operators want to read some of them before they run. */
const apartFromBytes = 1024;
/** Where each constant begins in the weights' file: on a page of its own. */
const pageBytes = 4096;
const storedApart = 1;

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i] ?? 0, true);
  return bytes;
}

function attribute(name: string, value: Attribute): Parts {
  const type = (code: number) => intField(20, code);
  if (typeof value === 'string') return [...textField(1, name), ...textField(4, value), ...type(3)];
  if (typeof value === 'number') return [...textField(1, name), ...intField(3, value), ...type(2)];
  if ('float' in value) return [...textField(1, name), ...floatField(2, value.float), ...type(1)];
  return [...textField(1, name), ...value.flatMap((one) => intField(8, one)), ...type(7)];
}

function valueInfo(name: string, dims: readonly (number | string)[]): Parts {
  const shape = dims.flatMap((dim) =>
    bytesField(1, typeof dim === 'string' ? textField(2, dim) : intField(1, dim)),
  );
  const tensorType = [...intField(1, elementType.float), ...bytesField(2, shape)];
  return [...textField(1, name), ...bytesField(2, bytesField(1, tensorType))];
}

export function createGraph(graphName: string): Graph {
  const nodes: Parts[] = [];
  const constants: Parts[] = [];
  const inputs: Parts[] = [];
  const outputs: Parts[] = [];
  const weights: Uint8Array[] = [];
  let weightsBytes = 0;
  let named = 0;
  const nextName = (letter: string) => `${letter}${named++}`;

  function keepApart(raw: Uint8Array): Parts {
    const entry = (key: string, value: string) =>
      bytesField(13, [...textField(1, key), ...textField(2, value)]);
    const place = [
      ...entry('location', `${graphName}.weights`),
      ...entry('offset', String(weightsBytes)),
      ...entry('length', String(raw.length)),
      ...intField(14, storedApart),
    ];
    const padding = new Uint8Array((pageBytes - (raw.length % pageBytes)) % pageBytes);
    weights.push(raw, padding);
    weightsBytes += raw.length + padding.length;
    return place;
  }

  function constant(name: string, dims: readonly number[], type: number, raw: Uint8Array): string {
    constants.push([
      ...dims.flatMap((dim) => intField(1, dim)),
      ...intField(2, type),
      ...textField(8, name),
      ...(raw.length < apartFromBytes ? bytesField(9, [raw]) : keepApart(raw)),
    ]);
    return name;
  }

  return {
    input(name, dims) {
      inputs.push(valueInfo(name, dims));
      return name;
    },
    output(name, dims) {
      outputs.push(valueInfo(name, dims));
    },
    floats: (dims, values) =>
      constant(nextName('w'), dims, elementType.float, littleEndian(Float32Array.from(values))),
    ints: (values) => {
      const bytes = new Uint8Array(values.length * 8);
      const view = new DataView(bytes.buffer);
      values.forEach((value, i) => view.setBigInt64(i * 8, BigInt(value), true));
      return constant(nextName('i'), [values.length], elementType.int64, bytes);
    },
    op(type, from, attributes = {}, result = nextName('t')) {
      nodes.push([
        ...from.flatMap((name) => textField(1, name)),
        ...textField(2, result),
        ...textField(3, `${type}_${result}`),
        ...textField(4, type),
        ...Object.entries(attributes).flatMap(([name, value]) => bytesField(5, attribute(name, value))),
      ]);
      return result;
    },
    files() {
      const graph = [
        ...nodes.flatMap((node) => bytesField(1, node)),
        ...textField(2, graphName),
        ...constants.flatMap((one) => bytesField(5, one)),
        ...inputs.flatMap((one) => bytesField(11, one)),
        ...outputs.flatMap((one) => bytesField(12, one)),
      ];
      const operators = [...textField(1, ''), ...intField(2, operatorSet)];
      const model = join([
        ...intField(1, irVersion),
        ...textField(2, 'portcullis'),
        ...bytesField(7, graph),
        ...bytesField(8, operators),
      ]);
      return { model, weights: join(weights) };
    },
  };
}
