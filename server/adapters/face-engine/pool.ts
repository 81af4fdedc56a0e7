// Keeps a bounded queue of pictures in front of worker threads, one picture per thread at a time.
import { FaceEngineBusy, UnreadablePicture } from '../../ports/face-engine.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import { createThread } from './thread.ts';
import type { Thread } from './thread.ts';
import type { Outcome, Work } from './work.ts';

export interface PoolConfig {
  name: string; // until warmUp() has asked a worker
  workerFile: URL; // exports what work.ts calls Worker
  workerData?: unknown; // given to each thread when it starts; plain data
  workers: number; // threads, >= 1
  maxQueue: number; // pictures waiting, >= 0, those being looked at not counted
}

interface Waiting {
  work: Work;
  resolve: (outcome: Outcome) => void;
  reject: (reason: Error) => void;
}

const busy = (why: string) => new FaceEngineBusy(why);

/** The thread gets its own copies of the pictures, moved and not shared. */
function withOwnPictures(work: Work): [Work, ArrayBuffer[]] {
  if (work.kind === 'look') {
    const picture = new Uint8Array(work.picture);
    return [{ ...work, picture }, [picture.buffer]];
  }
  const frames = work.frames.map((frame) => new Uint8Array(frame));
  return [{ ...work, frames }, frames.map(({ buffer }) => buffer)];
}

export function createPooledFaceEngine({
  name,
  workerFile,
  workerData,
  workers,
  maxQueue,
}: PoolConfig): FaceEngine {
  const threads = Array.from({ length: workers }, () => createThread(workerFile, workerData));
  const idle = [...threads];
  let waiting: Waiting[] = [];
  let engineName = name;
  let isReady = false;
  let isClosed = false;
  let warming: Promise<void> | null = null;

  /** A thread that dies is asked once more. */
  async function runOn(thread: Thread, work: Work): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await thread.work(...withOwnPictures(work));
      } catch (error) {
        if (attempt === 2 || isClosed) throw error;
      }
    }
  }

  function next(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const thread = idle.pop() as Thread;
      const { work, resolve, reject } = waiting.shift() as Waiting;
      void runOn(thread, work)
        .then(resolve, (error: unknown) =>
          reject(isClosed ? busy('the face engine is closed') : (error as Error)),
        )
        .finally(() => {
          idle.push(thread);
          next();
        });
    }
  }

  function enqueue(work: Work, signal: AbortSignal | undefined): Promise<Outcome> {
    signal?.throwIfAborted();
    if (isClosed) throw busy('the face engine is closed');
    if (idle.length === 0 && waiting.length >= maxQueue) throw busy('the queue of the face engine is full');
    let abort: (() => void) | undefined;
    const answer = new Promise<Outcome>((resolve, reject) => {
      const entry: Waiting = { work, resolve, reject };
      abort = () => {
        waiting = waiting.filter((other) => other !== entry);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
      waiting.push(entry);
    });
    next();
    return answer.finally(() => abort && signal?.removeEventListener('abort', abort));
  }

  async function warmAll(): Promise<void> {
    const names = await Promise.all(threads.map((thread) => thread.warmUp()));
    engineName = names[0] ?? engineName;
    isReady = !isClosed;
  }

  return {
    get name() {
      return engineName;
    },
    async look(picture, { purpose, embed }, signal) {
      const outcome = await enqueue({ kind: 'look', picture, purpose, embed }, signal);
      if (outcome.kind === 'unreadable') throw new UnreadablePicture(outcome.why);
      if (outcome.kind !== 'seen') throw new Error(`a look answered ${outcome.kind}`);
      return outcome.sighting;
    },
    async follow(frames, { track, embed, eyes }, signal) {
      const outcome = await enqueue({ kind: 'follow', frames, track, embed, eyes }, signal);
      if (outcome.kind === 'unreadable') throw new UnreadablePicture(outcome.why);
      if (outcome.kind !== 'followed') throw new Error(`a follow answered ${outcome.kind}`);
      return outcome.followed;
    },
    isReady: () => isReady,
    warmUp() {
      if (isClosed) return Promise.reject(busy('the face engine is closed'));
      warming ??= warmAll().catch((error: unknown) => {
        warming = null; // a later call tries again
        throw error;
      });
      return warming;
    },
    async close() {
      isClosed = true;
      isReady = false;
      for (const { reject } of waiting) reject(busy('the face engine is closed'));
      waiting = [];
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}
