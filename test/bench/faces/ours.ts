// Our engine as the server uses it, on ONNX Runtime, in this process.
import { follow } from '../../../server/adapters/face-engine/follow.ts';
import { look } from '../../../server/adapters/face-engine/look.ts';
import { loadOnnxNets } from '../../../server/adapters/face-engine/onnx-nets.ts';
import type { Ask, Track } from '../../../server/ports/face-engine.ts';
import { modelFolder } from './materials.ts';
import type { Rival } from './rival.ts';

const framesPerBatch = 8;

export async function createOurs(): Promise<Rival> {
  const nets = await loadOnnxNets({ modelFolder });
  const embeddingOf = async (picture: Uint8Array, purpose: Ask['purpose']): Promise<Float32Array | null> =>
    (await look(nets, picture, { purpose, embed: 'largest' })).faces[0]?.embedding ?? null;
  return {
    name: nets.name,
    still: (picture) => embeddingOf(picture, 'document'),
    live: (frame) => embeddingOf(frame, 'frame'), // as the server compares its best frame
    async capture(frames) {
      let track: Track | null = null;
      let [best, sharpest] = [-1, -1];
      for (let from = 0; from < frames.length; from += framesPerBatch) {
        const batch = await follow(nets, frames.slice(from, from + framesPerBatch), {
          track,
          embed: [],
          eyes: false,
        });
        track = batch.track;
        batch.frames.forEach(({ faceSharpness }, index) => {
          if (faceSharpness === null || faceSharpness <= sharpest) return;
          [best, sharpest] = [from + index, faceSharpness];
        });
      }
      return best;
    },
  };
}
