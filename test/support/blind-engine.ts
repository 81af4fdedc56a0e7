// A face engine that is ready at once and sees nothing: for stories in which nobody shows a face.
import { UnreadablePicture, type FaceEngine } from '../../server/ports/face-engine.ts';

const blind = async (): Promise<never> => {
  throw new UnreadablePicture('the blind engine was shown a picture');
};

export const blindEngine: FaceEngine = {
  name: 'blind 1',
  look: blind,
  follow: blind,
  isReady: () => true,
  warmUp: async () => undefined,
  close: async () => undefined,
};
