// A face engine that knows a few films by heart: answers for small stand-ins of their frames what the real one saw.
import { createOnnxFaceEngine } from '../../server/adapters/face-engine/onnx.ts';
import { UnreadablePicture, type FaceEngine, type FollowedFrame } from '../../server/ports/face-engine.ts';
import { withoutMark } from './jpeg-mark.ts';
import { createRememberingEngine } from './remembering-engine.ts';
import type { Film } from './films.ts';

const magicBytes = Buffer.from([0xff, 0xd8, 0xff]);
const atOnce = 16;

export interface RecordedFilms {
  readonly engine: FaceEngine;
  /** The film of that name with stand-ins of a few bytes for its pictures. */
  readonly film: (name: string) => Film;
}

/** Each film is followed from its first frame on, by itself. `look` is not for films: it is refused. */
export async function recordFilms(
  films: Readonly<Record<string, Film>>,
  modelFolder: string,
): Promise<RecordedFilms> {
  const real = createRememberingEngine(createOnnxFaceEngine({ workers: 1, maxQueue: 16, modelFolder }));
  await real.warmUp();
  const known = new Map<string, FollowedFrame>();
  const standIns = new Map<string, Film>();
  for (const [name, film] of Object.entries(films)) {
    let track = null;
    for (let from = 0; from < film.length; from += atOnce) {
      const pictures = film.slice(from, from + atOnce).map(({ jpeg }) => jpeg);
      const seen = await real.follow(pictures, { track, embed: [...pictures.keys()], eyes: true });
      seen.frames.forEach((frame, index) => known.set(`${name} ${from + index}`, frame));
      track = seen.track;
    }
    const standIn = film.map(({ capturedAtMs }, index) => {
      return { jpeg: Buffer.concat([magicBytes, Buffer.from(`${name} ${index}`)]), capturedAtMs };
    });
    standIns.set(name, standIn);
  }
  await real.close();

  function recalled(picture: Uint8Array): FollowedFrame {
    const name = Buffer.from(withoutMark(picture)).subarray(magicBytes.length).toString();
    const frame = known.get(name);
    if (frame === undefined) throw new UnreadablePicture(`no frame is called ${name}`);
    return frame;
  }
  const nowhere = { region: null, faces: 0, framesSinceSearch: 0, framesLost: 0 };

  return {
    film(name) {
      const film = standIns.get(name);
      if (film === undefined) throw new Error(`no film is called ${name}`);
      return film;
    },
    engine: {
      name: 'recorded',
      look: () => Promise.reject(new UnreadablePicture('only films are known')),
      async follow(pictures, { embed, eyes }) {
        const frames = pictures.map((picture, index) => {
          const frame = recalled(picture);
          return {
            ...frame,
            embedding: embed.includes(index) ? frame.embedding : null,
            irisOpenness: eyes ? frame.irisOpenness : null,
          };
        });
        return { frames, track: nowhere };
      },
      isReady: () => true,
      warmUp: async () => undefined,
      close: async () => undefined,
    },
  };
}
