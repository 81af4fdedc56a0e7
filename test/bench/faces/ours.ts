// Our engine as the server uses it, on ONNX Runtime, in a worker thread of this process.
import { createOnnxFaceEngine } from '../../../server/adapters/face-engine/onnx.ts';
import type { Ask, Track } from '../../../server/ports/face-engine.ts';
import { modelFolder } from './materials.ts';
import type { Rival } from './rival.ts';

const framesPerBatch = 8;

export async function createOurs(): Promise<Rival> {
  const engine = createOnnxFaceEngine({ workers: 1, maxQueue: 1, modelFolder });
  await engine.warmUp();
  const embeddingOf = async (picture: Uint8Array, purpose: Ask['purpose']): Promise<Float32Array | null> =>
    (await engine.look(picture, { purpose, embed: 'largest' })).faces[0]?.embedding ?? null;
  return {
    name: engine.name,
    still: (picture) => embeddingOf(picture, 'document'),
    live: (frame) => embeddingOf(frame, 'frame'), // as the server compares its best frame
    async capture(frames) {
      let track: Track | null = null;
      let [best, sharpest] = [-1, -1];
      for (let from = 0; from < frames.length; from += framesPerBatch) {
        const batch = await engine.follow(frames.slice(from, from + framesPerBatch), {
          track,
          embed: [],
          eyes: from < frames.length / 2, // at most two of four steps, as post-frames.ts asks
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
