// Asks the probe inside a process for what it has seen since it was asked last.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProbeRead {
  readonly loopMaxMs: number; // longest that the event loop kept a timer waiting
  readonly loopP99Ms: number;
  readonly cpuMs: number; // all threads
  readonly rssMb: number;
  readonly peakRssMb: number; // since the process began
}

export const probeArguments = ['--import', new URL('./probe.js', import.meta.url).href] as const;
const patienceMs = 10_000;

export async function readProbe(pid: number, path: string): Promise<ProbeRead> {
  rmSync(path, { force: true });
  process.kill(pid, 'SIGUSR2');
  const deadline = performance.now() + patienceMs;
  while (!existsSync(path)) {
    if (performance.now() > deadline) throw new Error('the probe does not answer');
    await pause(5);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ProbeRead;
}
