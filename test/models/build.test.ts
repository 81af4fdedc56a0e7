// The ONNX files come out the same every time, and nothing that is not them is ever used.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildModel, buildModels, verifyModels } from '../../models/build.ts';
import { convert } from '../../models/convert.ts';
import {
  demandSame,
  manifest,
  modelNames,
  readSources,
  sha256Of,
  WrongModelFile,
} from '../../models/manifest.ts';
import { varint } from '../../models/protobuf.ts';
import { halfToNumber, readWeights } from '../../models/weights.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'models-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const name = 'tiny_face_detector';
const files = [`${name}.onnx`, `${name}.weights`];

test.each(modelNames)(
  '%s comes out as the manifest says, from sources that are as it says',
  async (model) => {
    const { result } = manifest[model];
    const made = convert(model, await readSources(model));
    for (const part of ['model', 'weights'] as const) {
      const { bytes, sha256 } = result[part];
      expect({ bytes: made[part].length, sha256: sha256Of(made[part]) }).toEqual({ bytes, sha256 });
    }
  },
);

test('builds once, then finds what it built', async () => {
  expect((await buildModels(folder)).map(({ state }) => state)).toEqual(modelNames.map(() => 'built'));
  expect((await buildModels(folder)).map(({ state }) => state)).toEqual(modelNames.map(() => 'found'));
  expect(await verifyModels(folder)).toEqual([]);
  expect((await readdir(folder)).sort()).toEqual(
    modelNames.flatMap((model) => [`${model}.onnx`, `${model}.weights`]).sort(),
  );
});

test.each([
  ['with one byte changed', (bytes: Buffer) => Buffer.from(bytes).fill((bytes[400] ?? 0) ^ 1, 400, 401)],
  ['cut short', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ['empty', () => Buffer.alloc(0)],
])('builds a cached file that is %s again', async (_how, spoil) => {
  await buildModel(name, folder);
  const path = join(folder, files[1] ?? '');
  const whole = await readFile(path);
  await writeFile(path, spoil(whole));
  expect(await verifyModels(folder)).toContainEqual(expect.stringContaining(path));
  expect((await buildModel(name, folder)).state).toBe('rebuilt');
  expect((await readFile(path)).equals(whole)).toBe(true);
});

test('two that build at the same time both get the whole file', async () => {
  const both = await Promise.all([buildModel(name, folder), buildModel(name, folder)]);
  expect(both.map(({ path }) => path)).toEqual([join(folder, files[0] ?? ''), join(folder, files[0] ?? '')]);
  expect((await readdir(folder)).sort()).toEqual(files);
});

test('leaves nothing half written where the folder cannot hold the file', async () => {
  await mkdir(join(folder, files[1] ?? '')); // a folder in the file's place
  await expect(buildModel(name, folder)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([files[1]]);
});

test('says what is not built yet', async () => {
  const faults = await verifyModels(folder);
  expect(faults).toHaveLength(modelNames.length);
  expect(faults[0]).toContain(files[0]);
});

describe('refuses a file that is not the one of the manifest, by its name', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const facts = { file: 'weights.bin', bytes: 3, sha256: sha256Of(bytes) };

  test('with other contents', () => {
    const demand = () => demandSame('/some/weights.bin', new Uint8Array([1, 2, 4]), facts);
    expect(demand).toThrow(WrongModelFile);
    expect(demand).toThrow('/some/weights.bin');
  });

  test('with another length', () => {
    expect(() => demandSame('/some/weights.bin', new Uint8Array(2), facts)).toThrow(/2 bytes.*3/);
  });

  test('and takes the one that is', () => {
    expect(() => demandSame('/some/weights.bin', bytes, facts)).not.toThrow();
  });
});

test('writes numbers as protobuf does', () => {
  expect([...varint(1)]).toEqual([1]);
  expect([...varint(300)]).toEqual([0xac, 0x02]);
  expect([...varint(-1)]).toEqual([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
});

test('reads half precision', () => {
  const known = { 0: 0, 0x3c00: 1, 0xc000: -2, 0x3555: 0.333251953125, 0x7c00: Infinity, 1: 2 ** -24 };
  for (const [bits, value] of Object.entries(known)) expect(halfToNumber(Number(bits))).toBe(value);
});

test('refuses weights that do not add up', () => {
  const entry = { name: 'w', shape: [2], dtype: 'float32' };
  expect(() => readWeights([entry], new Uint8Array(12))).toThrow('12 bytes');
  expect(() => readWeights([{ ...entry, dtype: 'string' }], new Uint8Array(8))).toThrow('string');
});
