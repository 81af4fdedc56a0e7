// Proves that the nets work here, on a sample photo that comes with face-api.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { follow } from './follow.ts';
import { look } from './look.ts';
import type { Nets } from './nets.ts';

const require = createRequire(import.meta.url);

/**
 * Rejects when a net does not do what it must; also pays the first run's set-up cost of each net but SSD, which waits
 * for the first document.
 */
export async function selfTest(nets: Nets): Promise<void> {
  const samplePath = join(
    dirname(require.resolve('@vladmandic/face-api/package.json')),
    'demo',
    'sample1.jpg',
  );
  const sample = await readFile(samplePath);
  const { faces } = await look(nets, sample, { purpose: 'frame', embed: 'largest' });
  const [face] = faces;
  if (!face) throw new Error('self-test: no face found in the sample photo');
  if (face.landmarks.length !== 68) throw new Error('self-test: not 68 landmarks');
  const length = Math.hypot(...(face.embedding ?? []));
  if (!(length > 0.5 && length < 2)) throw new Error('self-test: the embedding is not one'); // 1.2 to 1.5 as a rule
  const { frames } = await follow(nets, [sample], { track: null, embed: [], eyes: true });
  const openness = frames[0]?.irisOpenness ?? NaN; // NaN without a mesh, too
  if (!(openness > 0 && openness < 1)) throw new Error('self-test: the eyes cannot be read');
}
