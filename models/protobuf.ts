// Writes the few protobuf wire types that an ONNX file is made of.

const textEncoder = new TextEncoder();

/** A message under construction: its parts in order, joined once at the end. */
export type Parts = readonly Uint8Array[];

/** Base 128, low bits first; negative numbers as 64-bit two's complement. */
export function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

const tag = (field: number, wireType: 0 | 2 | 5): Uint8Array => varint((field << 3) | wireType);

export const lengthOf = (parts: Parts): number => parts.reduce((sum, part) => sum + part.length, 0);

export const intField = (field: number, value: number | bigint): Parts => [tag(field, 0), varint(value)];

export function floatField(field: number, value: number): Parts {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [tag(field, 5), bytes];
}

/** A nested message or plain bytes. */
export const bytesField = (field: number, parts: Parts): Parts => [
  tag(field, 2),
  varint(lengthOf(parts)),
  ...parts,
];

export const textField = (field: number, text: string): Parts =>
  bytesField(field, [textEncoder.encode(text)]);

export function join(parts: Parts): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
