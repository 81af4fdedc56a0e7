// The thread the embedded database runs in: it computes synchronously, so it must not share the event loop.
import { parentPort, workerData } from 'node:worker_threads';
import { openDurable } from './durable-files.ts';
import { stopAtCrash } from './embedded-crash.ts';
import { createMaintenance } from './embedded-maintenance.ts';
import type { Report, Request, Task } from './embedded-messages.ts';

const port = parentPort;
if (!port) throw new Error('embedded-worker runs as a worker thread only');

function report(message: Report, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Ends the thread: after this, the hub rejects everything that waits and tells the process. */
function breakDown(error: unknown): never {
  report({ kind: 'broken', reason: reasonOf(error) });
  process.exit(1);
}

const { clusterDirectory } = workerData as { clusterDirectory: string };
const { db } = await openDurable(clusterDirectory).catch(breakDown);
stopAtCrash(db, breakDown);
const maintain = createMaintenance(db);

async function perform(task: Task): Promise<Uint8Array<ArrayBuffer>> {
  switch (task.kind) {
    case 'exchange': {
      const chunks: Buffer[] = [];
      const onRawData = (bytes: Uint8Array): void => void chunks.push(Buffer.from(bytes));
      await db.runExclusive(() => db.execProtocolRawStream(task.batch, { onRawData }));
      return new Uint8Array(Buffer.concat(chunks));
    }
    case 'maintain':
      await maintain(task.final);
      return new Uint8Array();
    case 'close':
      await db.close();
      return new Uint8Array();
  }
}

port.on('message', ({ id, task }: Request) => {
  perform(task).then(
    (bytes) => report({ kind: 'answer', id, bytes }, [bytes.buffer]),
    (error: unknown) => {
      // SQL errors are answers; an exchange that throws has left the engine in a state nobody knows
      if (task.kind === 'exchange') breakDown(error);
      report({ kind: 'failed', id, reason: reasonOf(error) });
    },
  );
});
report({ kind: 'ready' });
