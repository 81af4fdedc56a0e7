// A face engine that looks at the very same picture once only: tests show it the same photos again and again.
import { createHash } from 'node:crypto';
import { withoutMark } from './jpeg-mark.ts';
import type { FaceEngine, Sighting } from '../../server/ports/face-engine.ts';

/** Answers are the inner engine's own. A refusal is not remembered: it says nothing about the picture. */
export function createRememberingEngine(inner: FaceEngine): FaceEngine {
  const seen = new Map<string, Promise<Sighting>>();
  return {
    name: inner.name,
    async look(picture, ask, signal) {
      signal?.throwIfAborted();
      const key = `${createHash('sha256').update(withoutMark(picture)).digest('hex')} ${ask.purpose} ${ask.embed}`;
      const known = seen.get(key);
      if (known !== undefined) return known;
      // without the caller's signal: somebody else may come to wait for the same answer
      const asking = inner.look(picture, ask);
      seen.set(key, asking);
      try {
        return await asking;
      } catch (error) {
        seen.delete(key);
        throw error;
      }
    },
    isReady: () => inner.isReady(),
    warmUp: () => inner.warmUp(),
    close: () => inner.close(),
  };
}
