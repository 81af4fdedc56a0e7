// A small real detector for tests: how strongly the light of the frames is tinted. Known to be of no use against attacks.
import sharp from 'sharp';
import type { PresentationAttackDetector } from '../../server/ports/presentation-attack-detector.ts';

async function tintOf(jpeg: Uint8Array): Promise<number> {
  const { channels } = await sharp(jpeg).stats();
  const means = channels.map(({ mean }) => mean);
  return (Math.max(...means) - Math.min(...means)) / 255;
}

export const tintDetector: PresentationAttackDetector = {
  name: 'tint',
  async inspect({ best, kept }, signal) {
    const tints = await Promise.all([best, ...kept].map(tintOf));
    signal.throwIfAborted();
    return [
      { name: 'strongest', value: Math.max(...tints), unit: '0..1', better: 'lower' },
      { name: 'spread', value: Math.max(...tints) - Math.min(...tints), unit: '0..1', better: 'higher' },
    ];
  },
};
