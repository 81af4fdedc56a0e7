// A face engine that looks at the very same picture once only: tests show it the same photos again and again.
import { createHash } from 'node:crypto';
import { withoutMark } from './jpeg-mark.ts';
import { keptOnDisk, type KeptOnDisk } from './kept-on-disk.ts';
import type { FaceEngine, Followed, Sighting } from '../../server/ports/face-engine.ts';

const hashOf = (picture: Uint8Array): string =>
  createHash('sha256').update(withoutMark(picture)).digest('hex');

/** Everything that decides what the nets answer. */
const openOnDisk = (): KeptOnDisk =>
  keptOnDisk('answers', ['server/adapters/face-engine', 'server/domain', 'models']);
let onDisk: KeptOnDisk | undefined;

async function remembered<Answer>(
  known: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const kept = (onDisk ??= openOnDisk());
  const askAndKeep = async (): Promise<Answer> => {
    const before = kept.get(key) as Answer | undefined;
    if (before !== undefined) return before;
    const answer = await ask();
    kept.put(key, answer);
    return answer;
  };
  const asking = known.get(key) ?? askAndKeep();
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
      const key = `${inner.name} ${hashOf(picture)} ${ask.purpose} ${ask.embed}`;
      // without the caller's signal: somebody else may come to wait for the same answer
      return remembered(seen, key, () => inner.look(picture, ask));
    },
    async follow(frames, ask, signal) {
      signal?.throwIfAborted();
      const { embed, ...asked } = ask;
      const key = `${inner.name} ${frames.map(hashOf).join(' ')} ${JSON.stringify(asked)}`;
      // which frames are described is drawn anew each time, and changes nothing else: all are, and those not asked for go
      const all = { ...asked, embed: [...frames.keys()] };
      const answer = await remembered(followed, key, () => inner.follow(frames, all));
      const seenFrames = answer.frames.map((frame, index) =>
        embed.includes(index) ? frame : { ...frame, embedding: null },
      );
      return { ...answer, frames: seenFrames };
    },
    isReady: () => inner.isReady(),
    warmUp: () => inner.warmUp(),
    close: () => inner.close(),
  };
}
