// A face engine that sees nothing and costs nothing, for tests in which nobody shows a face.
import { FaceEngineBusy, type FaceEngine } from '../../server/ports/face-engine.ts';

export function createClosedEyes(): FaceEngine {
  const refuse = async (): Promise<never> => {
    throw new FaceEngineBusy('these eyes are closed');
  };
  return {
    name: 'closed eyes',
    look: refuse,
    follow: refuse,
    isReady: () => true,
    warmUp: async () => undefined,
    close: async () => undefined,
  };
}
