// An engine that reads faces off text files: `face 0.3` lies at 0.3 on a line, so that distances are known.
import { UnreadablePicture, type FaceEngine } from '../../../server/ports/face-engine.ts';

export interface LetteredEngine extends FaceEngine {
  /** Texts that were looked at, in their order. */
  readonly looks: readonly string[];
  readonly mostAtOnce: () => number;
}

const plain = { meanLuma: 128, clippedShare: 0, darkShare: 0 };

/** `onAnswer` is called right before each answer. */
export function createLetteredEngine(onAnswer: (count: number) => void = () => undefined): LetteredEngine {
  const looks: string[] = [];
  let [now, most, answered] = [0, 0, 0];
  return {
    name: 'lettered 1',
    looks,
    mostAtOnce: () => most,
    async look(picture) {
      const text = Buffer.from(picture).toString();
      looks.push(text);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      onAnswer(++answered);
      if (text === 'engine fault') throw new Error('out of memory');
      const [word, place] = text.split(' ');
      if (word !== 'face' && word !== 'nobody') throw new UnreadablePicture('not a picture');
      const face = {
        box: { x: 0, y: 0, width: 1, height: 1 },
        detectionScore: 1,
        landmarks: [],
        embedding: Float32Array.from([Number(place)]),
      };
      return {
        widthPx: 1,
        heightPx: 1,
        faces: word === 'face' ? [face] : [],
        sharpness: 1,
        exposure: plain,
        chroma: 0,
        faceSharpness: null,
      };
    },
    async follow() {
      throw new Error('nobody follows stills');
    },
    isReady: () => true,
    warmUp: async () => undefined,
    close: async () => undefined,
  };
}
