// Writes a WebAssembly module out of expressions: no more of the format than the loops over pixels need.

/** Bytes of code; an expression leaves its value on the stack. */
export type Code = readonly number[];
export type ValueType = 'i32' | 'f32' | 'v128';

const valueTypes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const isLast = value >= -64 && value < 64;
  return isLast ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

type Binary = (a: Code, b: Code) => Code;
type Unary = (a: Code) => Code;
const binary =
  (...opcode: number[]): Binary =>
  (a, b) => [...a, ...b, ...opcode];
const unary =
  (...opcode: number[]): Unary =>
  (a) => [...a, ...opcode];
const vector = (number: number): number[] => [0xfd, ...unsigned(number)];
/** From an address, at no particular alignment, `offset` bytes on. */
const load =
  (...opcode: number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, 0, ...unsigned(offset)];
const store =
  (...opcode: number[]) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...opcode, 0, ...unsigned(offset)];

export const int = (value: number): Code => [0x41, ...signed(value)];

export const i32 = {
  load: load(0x28),
  store: store(0x36),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  isLess: binary(0x48),
  and: binary(0x71),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x75), // with its sign
} as const;

export const v128 = {
  load: load(...vector(0)),
  loadEightBytes: load(...vector(93)), // the others are 0
  loadSplat: load(...vector(9)), // one i32 in each of four places
  store: store(...vector(11)),
  bytes: (values: readonly number[]): Code => [...vector(12), ...values.map((value) => value & 255)],
  zero: [...vector(12), ...new Array<number>(16).fill(0)] as Code,
  /** Bytes of the first by the numbers in the second, 0..15; 0 for any other number. */
  pick: binary(...vector(14)),
  /** Bytes of both by their number, 0..31. */
  shuffle: (a: Code, b: Code, bytes: readonly number[]): Code => [...a, ...b, ...vector(13), ...bytes],
  splatInt: unary(...vector(17)),
  splatF32: unary(...vector(19)),
  firstInt: unary(...vector(27), 0),
  bytesToShortsLow: unary(...vector(137)),
  bytesToShortsHigh: unary(...vector(138)),
  intsToF32: unary(...vector(250)),
  intsToShorts: binary(...vector(134)),
  shortsToBytes: binary(...vector(102)),
  addInts: binary(...vector(174)),
  mulInts: binary(...vector(181)),
  shiftIntsRight: binary(...vector(172)),
  /** Products of neighbouring shorts, two and two added up. */
  dotShorts: binary(...vector(186)),
  mulF32: binary(...vector(230)),
} as const;

export interface Locals<Name extends string> {
  readonly get: (name: Name) => Code;
  readonly set: (name: Name, value: Code) => Code;
  /** Adds to an i32. */
  readonly step: (name: Name, by: Code) => Code;
  /** Runs the body for `name` from `from` while it is less than `end`. */
  readonly each: (name: Name, from: Code, end: Code, by: number, body: Code) => Code;
}

export interface WasmFunction {
  readonly parameters: readonly number[];
  readonly locals: readonly number[];
  readonly body: Code;
}

/** `parameters` first; the body answers nothing. */
export function wasmFunction<Parameter extends string, Local extends string>(
  parameters: Readonly<Record<Parameter, ValueType>>,
  locals: Readonly<Record<Local, ValueType>>,
  body: (of: Locals<Parameter | Local>) => Code,
): WasmFunction {
  const names: string[] = [...Object.keys(parameters), ...Object.keys(locals)];
  const at = (name: string): number[] => unsigned(names.indexOf(name));
  const get = (name: string): Code => [0x20, ...at(name)];
  const set = (name: string, value: Code): Code => [...value, 0x21, ...at(name)];
  const step = (name: string, by: Code): Code => set(name, i32.add(get(name), by));
  const isBefore = (name: string, end: Code): Code => i32.isLess(get(name), end);
  const each = (name: string, from: Code, end: Code, by: number, inner: Code): Code => [
    ...set(name, from),
    ...isBefore(name, end),
    ...[0x04, 0x40], // if
    ...[0x03, 0x40], // loop
    ...inner,
    ...step(name, int(by)),
    ...isBefore(name, end),
    ...[0x0d, 0], // again
    ...[0x0b, 0x0b],
  ];
  const typesOf = (record: Readonly<Record<string, ValueType>>): number[] =>
    Object.values(record).map((type) => valueTypes[type]);
  return {
    parameters: typesOf(parameters),
    locals: typesOf(locals),
    body: body({ get, set, step, each }),
  };
}

const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: readonly (readonly number[])[]): number[] => [id, ...sized(list(items))];
const text = (value: string): number[] => sized([...Buffer.from(value)]);

/** A module of these functions, by their names, and one memory named `memory`. */
export function wasmModule(functions: Readonly<Record<string, WasmFunction>>): Uint8Array<ArrayBuffer> {
  const all = Object.values(functions);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      all.map(({ parameters }) => [0x60, ...sized(parameters), 0]),
    ),
    ...section(
      3,
      all.map((_, i) => unsigned(i)),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [
      ...Object.keys(functions).map((name, i) => [...text(name), 0, ...unsigned(i)]),
      [...text('memory'), 2, 0],
    ]),
    ...section(
      10,
      all.map(({ locals, body }) => sized([...list(locals.map((type) => [1, type])), ...body, 0x0b])),
    ),
  ]);
}
