// Stills ready for use: from the sample photos inside the face-api package or from any photo, prepared once and kept.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Point } from './mesh-points.ts';
import { createPuppet, type Puppet } from './puppet.ts';
import { frameStill, type Framing, type Still } from './still.ts';

/** Three people of the package's sample photos who look into the camera. */
export const samples = {
  sample1: { file: 'sample1.jpg', pick: 0 },
  sample5: { file: 'sample5.jpg', pick: 0 },
  sample6: { file: 'sample6.jpg', pick: 0 },
} as const;
export type SampleName = keyof typeof samples;

/** Raise when the way a still is prepared changes. */
const preparation = 2;
const keptIn = fileURLToPath(new URL('../../test-output/puppet/', import.meta.url));

/** The bytes of a photo with many faces, of which the puppet uses the one that `samples` picks. */
export function samplePhoto(name: SampleName): Buffer {
  return readFileSync(
    new URL(`../../node_modules/@vladmandic/face-api/demo/${samples[name].file}`, import.meta.url),
  );
}

/** Several test processes may write the same file: the last whole one wins. */
function writeWhole(path: string, bytes: string | Buffer): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
}

/** As frameStill, but does the work once per photo and framing on this machine. */
export async function preparedStill(photo: Buffer, framing: Framing = {}): Promise<Still> {
  const hash = createHash('sha256')
    .update(photo)
    .update(JSON.stringify([preparation, framing]));
  const name = join(keptIn, hash.digest('hex').slice(0, 24));
  if (!existsSync(`${name}.json`)) {
    const still = await frameStill(photo, framing);
    const raw = { width: still.width, height: still.height, channels: 4 } as const;
    mkdirSync(keptIn, { recursive: true });
    writeWhole(`${name}.png`, await sharp(still.rgba, { raw }).png().toBuffer());
    writeWhole(`${name}.json`, JSON.stringify(still.points));
  }
  const { data, info } = await sharp(`${name}.png`).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const points = JSON.parse(readFileSync(`${name}.json`, 'utf8')) as Point[];
  return { width: info.width, height: info.height, rgba: new Uint8ClampedArray(data), points };
}

export function sampleStill(name: SampleName, framing: Omit<Framing, 'pick'> = {}): Promise<Still> {
  return preparedStill(samplePhoto(name), { ...framing, pick: samples[name].pick });
}

export async function samplePuppet(name: SampleName): Promise<Puppet> {
  const still = await sampleStill(name);
  return createPuppet(still, still.points);
}

/** A puppet of the widest face in a photo; throws UnsuitablePhoto. */
export async function photoPuppet(photo: Buffer): Promise<Puppet> {
  const still = await preparedStill(photo);
  return createPuppet(still, still.points);
}
