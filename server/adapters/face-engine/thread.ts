// One worker thread that is replaced when it dies.
import { Piscina } from 'piscina';
import type { Outcome, Work } from './work.ts';

export interface Thread {
  warmUp(): Promise<string>;
  /** Moves that memory to the thread. Rejects when the thread dies; the next call has a new one. */
  work(work: Work, moved: ArrayBuffer[]): Promise<Outcome>;
  end(): Promise<void>;
}

/** Starts with the first call. */
export function createThread(workerFile: URL, workerData: unknown): Thread {
  let current: Piscina | null = null;

  function piscina(): Piscina {
    if (current) return current;
    const started = new Piscina({
      filename: workerFile.href,
      name: 'work',
      workerData,
      minThreads: 1,
      maxThreads: 1,
      atomics: 'disabled', // between tasks the thread's event loop must turn: image work ends there
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

  return {
    warmUp: () => piscina().run(undefined, { name: 'warmUp' }) as Promise<string>,
    work: (work, moved) => piscina().run(work, { transferList: moved }) as Promise<Outcome>,
    async end() {
      await current?.destroy();
      current = null;
    },
  };
}
