// A face engine that is asked nothing: for tests of what happens beside looking at faces.
import type { FaceEngine } from '../../server/ports/face-engine.ts';

export interface IdleEngine extends FaceEngine {
  /** Puts another engine in its place, as far as anybody can tell. */
  rename(name: string): void;
}

export function createIdleEngine(first = 'story engine 1'): IdleEngine {
  let name = first;
  const nothing = (): Promise<never> => Promise.reject(new Error('this engine looks at nothing'));
  return {
    get name() {
      return name;
    },
    rename: (next) => {
      name = next;
    },
    look: nothing,
    follow: nothing,
    isReady: () => true,
    warmUp: async () => undefined,
    close: async () => undefined,
  };
}
