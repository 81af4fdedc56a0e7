// The people of the study: every sample photo, and every photo beside the checkout, that can become a puppet.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preparedStill, samplePhoto, samples, sampleStill, type SampleName } from '../sample.ts';
import { UnsuitablePhoto, type Still } from '../still.ts';

const beside = fileURLToPath(new URL('../../../../shared/faces/', import.meta.url));

export const sampleFiles = ['sample1', 'sample2', 'sample3', 'sample4', 'sample5', 'sample6'] as const;

/** Photos beside the checkout, by name; none where they are not there. */
export function photosBeside(): { name: string; photo: Buffer }[] {
  if (!existsSync(beside)) return [];
  return readdirSync(beside)
    .filter((file) => file.endsWith('.jpg') && !file.startsWith('two_faces'))
    .map((file) => ({ name: file, photo: readFileSync(`${beside}${file}`) }));
}

/** The package's group photos and those beside the checkout: real faces, turned as they happen to be. */
export function allPhotos(): { name: string; photo: Buffer }[] {
  const groups = sampleFiles.map((name) => ({
    name,
    photo:
      name in samples
        ? samplePhoto(name as SampleName)
        : readFileSync(
            new URL(`../../../node_modules/@vladmandic/face-api/demo/${name}.jpg`, import.meta.url),
          ),
  }));
  return [...groups, ...photosBeside()];
}

/** Several stills of one person count as several, and say so in their names. */
export async function stillsOfAll(): Promise<{ name: string; still: Still }[]> {
  const stills: { name: string; still: Still }[] = [];
  for (const name of Object.keys(samples) as SampleName[])
    stills.push({ name, still: await sampleStill(name) });
  for (const { name, photo } of photosBeside()) {
    try {
      stills.push({ name, still: await preparedStill(photo) });
    } catch (error) {
      if (!(error instanceof UnsuitablePhoto)) throw error;
    }
  }
  return stills;
}
