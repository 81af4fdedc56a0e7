// Unwrapped data keys, in memory for a short while: each frame of a capture needs the same one.
import { LRUCache } from 'lru-cache';

export interface KeyCache {
  /** Asks when it is not there; who wants the same at the same time shares the question. A failure is not kept. */
  through(name: string, ask: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

/** Three for each application that is at work. */
const usualMost = 3000;

/** Keys that leave are overwritten; copies that the callers got, and those of the collector, are out of reach. */
export function createKeyCache({ ageMs, most = usualMost }: { ageMs: number; most?: number }): KeyCache {
  const asking = new Map<string, Promise<Uint8Array>>();
  const kept =
    ageMs === 0
      ? null
      : new LRUCache<string, Uint8Array>({
          max: most,
          ttl: ageMs,
          ttlAutopurge: true,
          dispose: (key) => void key.fill(0),
        });

  async function ask(name: string, question: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      const key = await question();
      kept?.set(name, key.slice());
      return key;
    } finally {
      asking.delete(name);
    }
  }

  return {
    async through(name, question) {
      const known = kept?.get(name);
      if (known !== undefined) return known.slice();
      const shared = asking.get(name) ?? ask(name, question);
      asking.set(name, shared);
      return (await shared).slice();
    },
  };
}
