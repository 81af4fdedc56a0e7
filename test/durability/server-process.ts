// The real server, built, as a process of its own that can be killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What `node portcullis.js serve` runs once dist/ is up to date; whoever starts servers has seen to that (built.ts). */
const entry = fileURLToPath(new URL('../../dist/server/cli/portcullis.js', import.meta.url));
const pollMs = 25;

export interface ServerOptions {
  readonly dataDirectory: string;
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** For Node itself, before the program's name. */
  readonly nodeArguments?: readonly string[];
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerProcess {
  readonly pid: number;
  readonly baseUrl: string;
  readonly exited: Promise<Exit>;
  hasExited(): boolean;
  /** Standard output and error so far. */
  output(): string;
  /** The application answers, though the models may still be loading. */
  untilAnswering(withinMs?: number): Promise<void>;
  untilReady(withinMs?: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** `kill -9`; answers once the process is gone. */
  kill(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const alive = new Set<ChildProcess>();

/** For the end of a test, however it ended: no server outlives it. */
export function killAll(): void {
  for (const child of alive) child.kill('SIGKILL');
}
process.once('exit', killAll);

export function startServer(options: ServerOptions): ServerProcess {
  const { dataDirectory, port, environment = {}, nodeArguments = [] } = options;
  const child = spawn(process.execPath, [...nodeArguments, entry, 'serve'], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      NODE_OPTIONS: '',
      DATABASE_URL: '',
      MASTER_KEY: '',
      PORT: String(port),
      PORTCULLIS_DATA_DIR: dataDirectory,
      OPENINGS_PER_HOUR: '1000000',
      ADDRESS_REQUESTS_PER_MINUTE: '1000000',
      APPLICANT_REQUESTS_PER_MINUTE: '1000000',
      DEVICE_OPENINGS_PER_DAY: '1000000',
      DEVICE_RESUMES_PER_DAY: '1000000',
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  let output = '';
  const note = (text: string): void => void (output += text);
  child.stdout.setEncoding('utf8').on('data', note);
  child.stderr.setEncoding('utf8').on('data', note);
  let hasExited = false;
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      hasExited = true;
      alive.delete(child);
      resolve({ code, signal });
    });
  });
  const baseUrl = `http://127.0.0.1:${port}`;

  async function until(path: string, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      if (hasExited) throw new Error(`the server ended while it was waited for:\n${output}`);
      if (performance.now() > deadline) throw new Error(`${path}: not within ${withinMs} ms:\n${output}`);
      const answer = await fetch(baseUrl + path).catch(() => null);
      await answer?.arrayBuffer().catch(() => null);
      if (answer?.ok === true) return;
      await pause(pollMs);
    }
  }

  return {
    pid: child.pid ?? Number.NaN,
    baseUrl,
    exited,
    hasExited: () => hasExited,
    output: () => output,
    untilAnswering: (withinMs = 300_000) => until('/healthz', withinMs),
    untilReady: (withinMs = 300_000) => until('/readyz', withinMs),
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
