// Jobs in the application's own database, by pg-boss.
import PgBoss from 'pg-boss';
import type { JobHandler, JobName, Jobs, SqlExecutor } from '../../ports/jobs.ts';
import { expireInSeconds, retryDelaySeconds, jobId, jobKeys, jobNames, retryLimit } from './queues.ts';
import { startWorkerLoop, type WorkerLoop } from './worker-loop.ts';

/** What is needed of a `pg.Pool`. */
export interface QueryPool {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface PgBossConfig {
  pool: QueryPool;
  /**
   * Whether no other process uses this database (the embedded one): then a job found running at the start was left
   * by a dead process, and runs again at once. Otherwise it does when its time is up, {@link expireInSeconds}.
   */
  isSoleProcess: boolean;
  /** A handler threw, or the queue couldn't be asked. The job is tried again. */
  onError: (error: unknown) => void;
  pollingIntervalMs?: number;
  /** How many jobs of one name run at once here. */
  concurrency?: number;
  /** How long `close` waits for running handlers. */
  closeTimeoutMs?: number;
  /** How often jobs whose time is up are found and ended ones archived. */
  maintenanceIntervalSeconds?: number;
}

/** A job enqueued here is looked for this much later, in case its transaction is committed by then. */
const nudgeDelaysMs = [0, 30, 120];
export async function openJobs(config: PgBossConfig): Promise<Jobs> {
  const { pollingIntervalMs = 500, concurrency = 2, closeTimeoutMs = 10_000, onError } = config;
  const { maintenanceIntervalSeconds = 15 } = config;
  const running = new Set<Promise<unknown>>();
  const loops: { name: JobName; loop: WorkerLoop }[] = [];
  let lastAnswered = false;
  let closing: Promise<void> | undefined;

  async function ask(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    const answer = config.pool.query(text, values);
    running.add(answer);
    try {
      const result = await answer;
      lastAnswered = true;
      return result;
    } catch (error) {
      lastAnswered = false;
      onError(error);
      throw error;
    } finally {
      running.delete(answer);
    }
  }

  const boss = new PgBoss({ db: { executeSql: ask }, schedule: false, maintenanceIntervalSeconds });
  boss.on('error', onError);
  await boss.start();
  for (const name of jobNames) {
    const options = {
      name,
      retryLimit,
      retryDelay: retryDelaySeconds,
      retryBackoff: false,
      expireInSeconds,
    };
    await boss.createQueue(name, options);
    await boss.updateQueue(name, options);
  }
  if (config.isSoleProcess) await ask(giveBackTaken);

  function nudge(name: JobName, afterMs: number): void {
    for (const delayMs of nudgeDelaysMs) {
      setTimeout(() => {
        for (const each of loops) if (each.name === name) each.loop.wake();
      }, afterMs + delayMs).unref();
    }
  }

  function startLoop<Name extends JobName>(name: Name, handler: JobHandler<Name>): WorkerLoop {
    return startWorkerLoop({
      take: async () => (await boss.fetch<object>(name))[0],
      // the queue holds what `enqueue` put there, and enqueue's types are these
      handle: (job, signal) => handler(job.data as Parameters<JobHandler<Name>>[0], signal),
      complete: (job) => boss.complete(name, job.id),
      giveBack: (job, error) => boss.fail(name, job.id, { reason: reasonOf(error) }),
      onError,
      pollingIntervalMs,
      handlerTimeoutMs: expireInSeconds * 1000,
    });
  }

  async function closeAll(): Promise<void> {
    await within(closeTimeoutMs, Promise.allSettled(loops.map(({ loop }) => loop.stop())));
    await boss.stop({ graceful: false, close: false }).catch(onError);
    await within(closeTimeoutMs, Promise.allSettled(running));
  }

  return {
    enqueue: async (tx, name, data, { afterMs } = { afterMs: 0 }) => {
      const key = jobKeys[name](data);
      const id = jobId(name, key);
      await tx.execute(forgetEnded, [name, id]);
      await boss.send(name, data, {
        id,
        singletonKey: key,
        startAfter: afterMs / 1000,
        db: executorOf(tx),
      });
      nudge(name, afterMs);
    },
    work: async (name, handler) => {
      if (closing) throw new Error('jobs are closed');
      for (let index = 0; index < concurrency; index += 1)
        loops.push({ name, loop: startLoop(name, handler) });
    },
    isReady: () => lastAnswered && !closing,
    close: () => (closing ??= closeAll()),
  };
}

/** pg-boss keeps ended jobs for a while; one with the same id would stand in the way of a new one. */
const forgetEnded = `delete from pgboss.job where name = $1 and id = $2 and state >= 'completed'`;

/** Counted as a try: a job that brings its process down must not do so for ever. */
const giveBackTaken = `
  update pgboss.job
  set
    state = case when retry_count < retry_limit then 'retry' else 'failed' end::pgboss.job_state,
    completed_on = case when retry_count < retry_limit then null else now() end,
    start_after = now()
  where state = 'active'`;

function executorOf(tx: SqlExecutor): PgBoss.Db {
  return { executeSql: (text, values) => tx.execute(text, values) };
}

/** The error's kind only: a message may carry what it is about. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
