// Handles one kind of job, one at a time, until it is stopped.
import { withTimeLimit } from '../../domain/time-limit.ts';

export interface TakenJob {
  id: string;
  data: unknown;
}

export interface WorkerLoopConfig {
  /** Answers nothing when no job is due. */
  take: () => Promise<TakenJob | undefined>;
  handle: (job: TakenJob, signal: AbortSignal) => Promise<void>;
  /** The job is over for good. */
  complete: (job: TakenJob) => Promise<void>;
  /** The job is to be run again. */
  giveBack: (job: TakenJob, error: unknown) => Promise<void>;
  onError: (error: unknown) => void;
  pollingIntervalMs: number;
  /** After this the queue hands the job to somebody else, so its handler is told to stop. */
  handlerTimeoutMs: number;
}

export interface WorkerLoop {
  /** A job may be due: looks at once instead of at the next poll. */
  wake(): void;
  /** Takes no further job, aborts the running one; answers when it has ended. */
  stop(): Promise<void>;
}

export function startWorkerLoop(config: WorkerLoopConfig): WorkerLoop {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;

  function nextPoll(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, config.pollingIntervalMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(job: TakenJob): Promise<void> {
    let failure: { error: unknown } | undefined;
    try {
      await withTimeLimit(stopping.signal, config.handlerTimeoutMs, (signal) => config.handle(job, signal));
    } catch (error) {
      failure = { error };
      config.onError(error);
    }
    // when this cannot be written either, the job stays taken and is run again after its time is up
    await (failure ? config.giveBack(job, failure.error) : config.complete(job));
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      // armed before looking, so that a wake during the look isn't lost
      const poll = nextPoll();
      let job: TakenJob | undefined;
      try {
        job = await config.take();
        if (job) await run(job);
      } catch (error) {
        config.onError(error);
      }
      if (job) wake();
      await poll;
    }
  }

  const ended = loop();
  return {
    wake: () => wake(),
    stop: () => {
      stopping.abort(new Error('the process is closing'));
      wake();
      return ended;
    },
  };
}
