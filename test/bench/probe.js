// Loaded into a process under measurement: on SIGUSR2 writes what its event loop, processor and memory did since the last time.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const path = process.env['PROBE_FILE'];
const resolution = 5; // ms between two looks; a look that comes later than that was held up

if (isMainThread && path !== undefined) {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  let cpuBefore = process.cpuUsage();
  const lateness = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);
  process.on('SIGUSR2', () => {
    const { user, system } = process.cpuUsage(cpuBefore);
    cpuBefore = process.cpuUsage();
    const read = {
      loopMaxMs: lateness(delays.max),
      loopP99Ms: lateness(delays.percentile(99)),
      cpuMs: (user + system) / 1000,
      rssMb: process.memoryUsage().rss / 2 ** 20,
      peakRssMb: process.resourceUsage().maxRSS / 1024,
    };
    delays.reset();
    writeFileSync(`${path}.draft`, JSON.stringify(read));
    renameSync(`${path}.draft`, path);
  });
}
