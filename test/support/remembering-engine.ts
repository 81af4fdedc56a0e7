// A face engine that looks at the very same picture once only: tests show it the same photos again and again.
import { createHash } from 'node:crypto';
import { withoutMark } from './jpeg-mark.ts';
import type { FaceEngine, Followed, Sighting } from '../../server/ports/face-engine.ts';

const hashOf = (picture: Uint8Array): string =>
  createHash('sha256').update(withoutMark(picture)).digest('hex');

async function remembered<Answer>(
  known: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const asking = known.get(key) ?? ask();
  known.set(key, asking);
  try {
    return await asking;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

/** Answers are the inner engine's own. A refusal is not remembered: it says nothing about the picture. */
export function createRememberingEngine(inner: FaceEngine): FaceEngine {
  const seen = new Map<string, Promise<Sighting>>();
  const followed = new Map<string, Promise<Followed>>();
  return {
    name: inner.name,
    async look(picture, ask, signal) {
      signal?.throwIfAborted();
      const key = `${hashOf(picture)} ${ask.purpose} ${ask.embed}`;
      // without the caller's signal: somebody else may come to wait for the same answer
      return remembered(seen, key, () => inner.look(picture, ask));
    },
    async follow(frames, ask, signal) {
      signal?.throwIfAborted();
      const key = `${frames.map(hashOf).join(' ')} ${JSON.stringify(ask)}`;
      return remembered(followed, key, () => inner.follow(frames, ask));
    },
    isReady: () => inner.isReady(),
    warmUp: () => inner.warmUp(),
    close: () => inner.close(),
  };
}
