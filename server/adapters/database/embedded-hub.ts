// Shares the embedded database's one session among many connections, a transaction at a time.
import { Worker } from 'node:worker_threads';
import type { Report, Request, Task } from './embedded-messages.ts';
import { scriptUrl, threadArguments } from './embedded-scripts.ts';

/** Whoever holds the session while a transaction is open. */
export interface Connection {
  /** Ends the connection from the database's side; its running and later queries reject with `error`. */
  cut(error: Error): void;
}

export interface HubConfig {
  clusterDirectory: string;
  /** How long a transaction may sit idle while others wait for the session. PostgreSQL's setting has the same name. */
  idleInTransactionTimeoutMs: number;
  /** Called once, when the engine is gone: nothing can be asked any more, and the process should end. */
  onFatal: (error: Error) => void;
}

export interface Hub {
  /** Sends a batch of frontend messages; answers what the server said. Waits for others' transactions to end. */
  exchange(connection: Connection, batch: Uint8Array): Promise<Buffer>;
  /** Forgets a connection; rolls its transaction back. */
  leave(connection: Connection): void;
  maintain(final: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  connection: Connection | null;
  task: Task;
  resolve: (bytes: Buffer) => void;
  reject: (error: Error) => void;
}

const rollback = Buffer.from('Q\0\0\0\x0drollback\0', 'latin1');

export async function openHub(config: HubConfig): Promise<Hub> {
  const queue: Waiting[] = [];
  let running: Waiting | undefined;
  let owner: Connection | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let lastId = 0;
  let broken: Error | undefined;
  let closed = false;

  const worker = await startWorker(config.clusterDirectory);
  worker.on('message', (report: Report) => {
    if (report.kind === 'broken') breakDown(new Error(`the embedded database crashed: ${report.reason}`));
    else if (report.kind !== 'ready') settle(report);
  });
  worker.on('error', (error) => breakDown(new Error('the embedded database crashed', { cause: error })));
  worker.on('exit', (code) => {
    if (!closed) breakDown(new Error(`the embedded database's thread ended with code ${code}`));
  });

  function breakDown(error: Error): void {
    if (broken) return;
    broken = error;
    clearTimeout(idleTimer);
    const rejected = running ? [running, ...queue.splice(0)] : queue.splice(0);
    running = undefined;
    for (const waiting of rejected) waiting.reject(error);
    owner?.cut(error);
    void worker.terminate();
    config.onFatal(error);
  }

  function ask(connection: Connection | null, task: Task): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (broken ?? closed) {
        reject(broken ?? new Error('the embedded database is closed'));
        return;
      }
      queue.push({ connection, task, resolve, reject });
      pump();
    });
  }

  function pump(): void {
    if (running ?? broken) return;
    const next = owner ? queue.findIndex(({ connection }) => connection === owner) : 0;
    running = next < 0 ? undefined : queue.splice(next, 1)[0];
    clearTimeout(idleTimer);
    if (running) {
      lastId += 1;
      worker.postMessage({ id: lastId, task: running.task } satisfies Request);
    } else if (owner && queue.length > 0) idleTimer = setTimeout(cutOwner, config.idleInTransactionTimeoutMs);
  }

  function cutOwner(): void {
    const message =
      'terminating connection due to idle-in-transaction timeout: others wait for the embedded session';
    owner?.cut(Object.assign(new Error(message), { code: '25P03' }));
  }

  function settle(report: Extract<Report, { id: number }>): void {
    const done = running;
    if (!done || report.id !== lastId) return;
    running = undefined;
    if (report.kind === 'failed') done.reject(new Error(report.reason));
    else {
      const bytes = Buffer.from(report.bytes.buffer, report.bytes.byteOffset, report.bytes.byteLength);
      if (done.task.kind === 'exchange') {
        const status = transactionStatus(bytes);
        if (status === undefined) {
          running = done;
          breakDown(new Error('the embedded database stopped in the middle of an answer'));
          return;
        }
        owner = status === 'idle' ? null : done.connection;
      }
      done.resolve(bytes);
    }
    pump();
  }

  function leave(connection: Connection): void {
    for (let index = queue.length - 1; index >= 0; index -= 1) {
      if (queue[index]?.connection === connection) {
        queue.splice(index, 1)[0]?.reject(new Error('the connection was closed'));
      }
    }
    const holds = owner === connection || running?.connection === connection;
    if (!holds || broken || closed) return;
    ask(connection, { kind: 'exchange', batch: new Uint8Array(rollback) }).catch(() => undefined);
  }

  return {
    exchange: (connection, batch) => ask(connection, { kind: 'exchange', batch }),
    leave,
    maintain: async (final) => {
      await ask(null, { kind: 'maintain', final });
    },
    close: async () => {
      if (closed) return;
      if (!broken) await ask(null, { kind: 'close' }).catch(() => undefined);
      closed = true;
      await worker.terminate();
    },
  };
}

/** From the ReadyForQuery that ends every complete answer: `Z`, length 5, then `I` (idle), `T` or `E`. */
function transactionStatus(answer: Buffer): 'idle' | 'open' | undefined {
  const end = answer.length;
  if (end < 6 || answer[end - 6] !== 0x5a || answer.readInt32BE(end - 5) !== 5) return undefined;
  return answer[end - 1] === 0x49 ? 'idle' : 'open';
}

function startWorker(clusterDirectory: string): Promise<Worker> {
  const worker = new Worker(scriptUrl('embedded-worker'), {
    workerData: { clusterDirectory },
    execArgv: threadArguments(),
  });
  return new Promise((resolve, reject) => {
    const onMessage = (report: Report): void => {
      if (report.kind === 'broken') fail(new Error(report.reason));
      if (report.kind !== 'ready') return;
      // one by one: removeAllListeners would also remove what Node listens to itself
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(worker);
    };
    const onError = (error: unknown): void =>
      fail(new Error('the embedded database did not start', { cause: error }));
    const onExit = (code: number): void =>
      fail(new Error(`the embedded database did not start (code ${code})`));
    function fail(error: Error): void {
      void worker.terminate();
      reject(error);
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
