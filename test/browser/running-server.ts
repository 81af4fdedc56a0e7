// The real server as people start it: built, a process of its own, with an empty data folder; found by what it prints.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readyWithinMs = 400_000;

export interface RunningServer {
  readonly baseUrl: string;
  readonly sandbox: string;
  /** One-time sign-in link of the demo lead. */
  readonly signInLink: string;
  /** Standard output and error so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Leaves dist/ up to date. */
export async function build(): Promise<void> {
  const script = pathToFileURL(join(root, 'build.js')).href;
  const { ensureBuilt } = (await import(script)) as {
    ensureBuilt: (options: { force: boolean }) => Promise<void>;
  };
  await ensureBuilt({ force: false });
}

/** The address that stands behind a word in the list of links. */
function linkIn(output: string, word: string, more = ''): string | null {
  return new RegExp(`^ +${word} +(http\\S+).*${more}`, 'mu').exec(output)?.[1] ?? null;
}

export async function runServer(): Promise<RunningServer> {
  await build();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'portcullis-browser-'));
  const child = spawn(process.execPath, [join(root, 'portcullis.js'), 'serve'], {
    cwd: dataDirectory,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      NODE_OPTIONS: '',
      DATABASE_URL: '',
      MASTER_KEY: '',
      PORT: '0',
      PORTCULLIS_DATA_DIR: dataDirectory,
      ADDRESS_REQUESTS_PER_MINUTE: '1000000', // benches ask from one address
      LOG_LEVEL: 'warn',
      DECISION_UNDO_SECONDS: '60', // longer than anybody here takes to undo; who does not, settles
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    const note = (text: string): void => {
      output += text;
      if (linkIn(output, 'sandbox') !== null) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', note);
    child.stderr.setEncoding('utf8').on('data', note);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`the server ended before it was ready:\n${output}`)));
    setTimeout(
      () => reject(new Error(`not ready within ${readyWithinMs} ms:\n${output}`)),
      readyWithinMs,
    ).unref();
  });
  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', killWithUs);
    rmSync(dataDirectory, { recursive: true, force: true });
  }
  try {
    await ready;
  } catch (error) {
    await stop();
    throw error;
  }
  const apply = linkIn(output, 'apply') ?? '';
  return {
    baseUrl: new URL(apply).origin,
    sandbox: linkIn(output, 'sandbox') ?? '',
    signInLink: linkIn(output, 'review', 'lead') ?? '',
    output: () => output,
    stop,
  };
}
