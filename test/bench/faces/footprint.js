// A process with all of the server's built code and face workers but no database: when it is ready, what it keeps, how much it does.
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

const [, , workersText, modelFolder, photoPath] = process.argv;
const workers = Number(workersText);
const dist = new URL('../../../dist/server/', import.meta.url);
await import(new URL('compose.js', dist).href);
const { createOnnxFaceEngine } = await import(new URL('adapters/face-engine/onnx.js', dist).href);

const rssMb = () => process.memoryUsage().rss / 2 ** 20;
const before = rssMb();
const beganAt = performance.now();
const engine = createOnnxFaceEngine({ workers, maxQueue: 1000, modelFolder });
await engine.warmUp();
const readyMs = performance.now() - beganAt;
const loaded = rssMb();
const photo = await readFile(photoPath);
const all = (count, purpose) =>
  Promise.all(Array.from({ length: count }, () => engine.look(photo, { purpose, embed: 'largest' })));
await all(workers, 'document');
const afterFirstDocument = rssMb();
await all(3 * workers, 'document');
process.send({ readyMs, before, loaded, afterFirstDocument, afterMore: rssMb() });

/** Turns of an empty loop a second, in so many threads: what the machine itself gives. */
async function spin(threads) {
  const source = `const end = Date.now() + 400; let n = 0;
    while (Date.now() < end) n++;
    require('node:worker_threads').parentPort.postMessage(n);`;
  const counts = await Promise.all(
    Array.from({ length: threads }, () => {
      const worker = new Worker(source, { eval: true });
      return new Promise((resolve) => worker.once('message', resolve));
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

process.on('message', async (ask) => {
  if (ask === 'spin') return process.send({ one: await spin(1), two: await spin(2) });
  const startedAt = performance.now();
  await all(ask, 'frame');
  process.send({ perSecond: (1000 * ask) / (performance.now() - startedAt) });
});
