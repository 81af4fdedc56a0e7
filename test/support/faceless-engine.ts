// A face engine that is ready at once and finds no face in anything: photos are kept when their sender insists.
import type { FaceEngine, FollowedFrame } from '../../server/ports/face-engine.ts';

const exposure = { meanLuma: 128, clippedShare: 0, darkShare: 0 };
const size = { widthPx: 1200, heightPx: 800 };

const frame: FollowedFrame = {
  ...size,
  faces: 0,
  mesh: null,
  presence: 0,
  offFrameShare: 0,
  exposure,
  faceExposure: null,
  faceSharpness: null,
  irisOpenness: null,
  texture: null,
  stillness: null,
  embedding: null,
};

export const facelessEngine: FaceEngine = {
  name: 'faceless 1',
  look: async () => ({ ...size, faces: [], sharpness: 500, exposure, chroma: 0.3, faceSharpness: null }),
  follow: async (frames) => ({
    frames: frames.map(() => frame),
    track: { region: null, faces: 0, framesSinceSearch: 0, framesLost: frames.length },
  }),
  isReady: () => true,
  warmUp: async () => undefined,
  close: async () => undefined,
};
