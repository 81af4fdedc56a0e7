// One worker thread that is replaced when it dies.
import { Piscina } from 'piscina';
import type { Outcome, Work } from './work.ts';

export interface Thread {
  warmUp(): Promise<string>;
  /** Moves that memory to the thread. Rejects when the thread dies; the next call has a new one. */
  work(work: Work, moved: ArrayBuffer[]): Promise<Outcome>;
  /** Waits for what runs, though not for ever, then ends the thread. */
  end(): Promise<void>;
}

/** Longer than any look takes; a thread that is stuck does not keep the process. */
const endWithinMs = 10_000;

/**
 * For what is new. The pixels of a frame are a megabyte of something that the collector counts, but hardly sees: with room
 * for 16 MB it searches everything once in 13 frames instead, a tenth of all work. With this it is once in 45.
 */
const roomForNewMb = 3;

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}

/** Starts with the first call. */
export function createThread(workerFile: URL, workerData: unknown): Thread {
  let current: Piscina | null = null;
  let running: Promise<unknown> = Promise.resolve();

  function piscina(): Piscina {
    if (current) return current;
    const started = new Piscina({
      filename: workerFile.href,
      name: 'work',
      workerData,
      minThreads: 1,
      maxThreads: 1,
      atomics: 'disabled', // between tasks the thread's event loop must turn: image work ends there
      resourceLimits: { maxYoungGenerationSizeMb: roomForNewMb },
      execArgv: workerFile.pathname.endsWith('.ts') ? ['--import', 'tsx'] : [],
    });
    // It died while idle or while starting: what waits for it is refused, a new one starts with the next call.
    started.on('error', () => {
      if (current === started) current = null;
      void started.destroy();
    });
    current = started;
    return started;
  }

  /** Remembers what runs: a thread that is ended inside a native call takes the whole process with it. */
  function remembered<Answer>(task: Promise<Answer>): Promise<Answer> {
    running = Promise.allSettled([running, task]).then(() => undefined);
    return task;
  }

  return {
    warmUp: () => remembered(piscina().run(undefined, { name: 'warmUp' }) as Promise<string>),
    work: (work, moved) => remembered(piscina().run(work, { transferList: moved }) as Promise<Outcome>),
    async end() {
      await within(endWithinMs, running);
      await current?.destroy();
      current = null;
    },
  };
}
