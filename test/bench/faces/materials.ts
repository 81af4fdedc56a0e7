// The pictures that every engine gets: made from the sample photos inside the face-api package, or from an operator's pairs.
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { packageFolder } from '../../../models/manifest.ts';
import { loadOnnxNets } from '../../../server/adapters/face-engine/onnx-nets.ts';
import { look } from '../../../server/adapters/face-engine/look.ts';
import { framesFor } from '../../puppet/act.ts';
import { samplePuppet } from '../../puppet/sample.ts';

export const modelFolder = join(tmpdir(), 'portcullis-test-models');
const sample = (name: string): string => join(packageFolder('@vladmandic/face-api'), 'demo', name);

/** uint8 [height, width, 3] RGB, 0..255. */
export async function rgbOf(
  picture: Uint8Array,
): Promise<{ data: Uint8Array; width: number; height: number }> {
  const { data, info } = await sharp(picture)
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export async function portrait(): Promise<Uint8Array> {
  return sharp(await readFile(sample('sample5.jpg')))
    .resize({ width: 720, height: 960, fit: 'cover' })
    .jpeg()
    .toBuffer();
}

/** A capture of so many frames: turns to either side and an open mouth, one after the other. */
export async function captureFrames(count: number): Promise<Uint8Array[]> {
  const puppet = await samplePuppet('sample5');
  const frames: Uint8Array[] = [];
  for (;;) {
    for (const action of ['turn-left', 'turn-right', 'open-mouth'] as const) {
      for await (const { jpeg } of framesFor(puppet, action)) {
        frames.push(jpeg);
        if (frames.length === count) return frames;
      }
    }
  }
}

export interface Pair {
  readonly a: string; // names of pictures
  readonly b: string;
  readonly isSame: boolean;
}

export interface Labelled {
  readonly about: string;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly pairs: readonly Pair[];
}

const marginShare = 0.6; // around a face, of its box
const groups = ['sample1.jpg', 'sample2.jpg', 'sample3.jpg', 'sample4.jpg', 'sample6.jpg'];

/** People on one photo are different; the same person is a second, worse print of the same face. */
export async function samplePairs(facesAtMost: number): Promise<Labelled> {
  const nets = await loadOnnxNets({ modelFolder });
  const pictures = new Map<string, Uint8Array>();
  const pairs: Pair[] = [];
  for (const file of groups) {
    const bytes = await readFile(sample(file));
    const { faces, widthPx, heightPx } = await look(nets, bytes, { purpose: 'document', embed: 'none' });
    const kept: string[] = [];
    for (const [index, { box }] of faces.entries()) {
      if (pictures.size / 2 >= facesAtMost || box.width < 60) break;
      const margin = box.width * marginShare;
      const left = Math.max(0, Math.round(box.x - margin));
      const top = Math.max(0, Math.round(box.y - margin));
      const width = Math.min(widthPx - left, Math.round(box.width + 2 * margin));
      const height = Math.min(heightPx - top, Math.round(box.height + 2 * margin));
      const cut = await sharp(bytes).extract({ left, top, width, height }).jpeg().toBuffer();
      const worse = await sharp(cut)
        .rotate(6, { background: '#808080' })
        .resize({ width: 240 })
        .modulate({ brightness: 0.75 })
        .jpeg({ quality: 50 })
        .toBuffer();
      const name = `${file} ${index}`;
      pictures.set(name, cut).set(`${name} worse`, worse);
      for (const other of kept) {
        pairs.push({ a: name, b: other, isSame: false });
        pairs.push({ a: `${name} worse`, b: other, isSame: false });
      }
      pairs.push({ a: name, b: `${name} worse`, isSame: true });
      kept.push(name);
    }
  }
  return { about: "face-api's sample photos: same = a worse print of the same face", pictures, pairs };
}

/** Columns file_a,file_b,same; paths relative to the file. */
export async function pairsFrom(path: string): Promise<Labelled> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  const columns = head.split(',');
  const [a, b, same] = ['file_a', 'file_b', 'same'].map((name) => columns.indexOf(name));
  const pairs = lines.map((line): Pair => {
    const cells = line.split(',');
    return { a: cells[a ?? -1] ?? '', b: cells[b ?? -1] ?? '', isSame: cells[same ?? -1] === '1' };
  });
  const pictures = new Map<string, Uint8Array>();
  for (const name of pairs.flatMap((pair) => [pair.a, pair.b]))
    if (!pictures.has(name)) pictures.set(name, await readFile(join(dirname(path), name)));
  return { about: 'the pairs named by PAIRS', pictures, pairs };
}
