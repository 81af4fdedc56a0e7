// What a worker thread does, whatever runs its nets: loads them once, then looks at one picture after another.
import { UnreadablePicture } from '../../ports/face-engine.ts';
import { follow } from './follow.ts';
import { look } from './look.ts';
import type { Nets } from './nets.ts';
import { selfTest } from './self-test.ts';
import type { Outcome, Work, Worker } from './work.ts';

/** `load` runs with the first work or warm-up, and again after it failed. */
export function serveNets(load: () => Promise<Nets>): Worker {
  let loading: Promise<Nets> | null = null;

  function nets(): Promise<Nets> {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  return {
    warmUp: async () => {
      const loaded = await nets();
      await selfTest(loaded);
      return loaded.name;
    },
    work: async (work: Work): Promise<Outcome> => {
      const loaded = await nets();
      try {
        return work.kind === 'look'
          ? { kind: 'seen', sighting: await look(loaded, work.picture, work) }
          : { kind: 'followed', followed: await follow(loaded, work.frames, work) };
      } catch (error) {
        if (error instanceof UnreadablePicture) return { kind: 'unreadable', why: error.message };
        throw error;
      }
    },
  };
}
