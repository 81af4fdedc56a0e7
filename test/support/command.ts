// The `portcullis` command as a process of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../server/cli/portcullis.ts', import.meta.url));

export interface CommandRun {
  readonly code: number | null;
  readonly lines: readonly string[]; // standard output
  readonly complaint: string; // standard error, and with it the log
}

/** Not synchronous: what it asks may run in this very process. `environment` is all that it has. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry, ...words], {
    env: { PATH: process.env.PATH, ...environment },
  });
  const text = { stdout: '', stderr: '' };
  for (const which of ['stdout', 'stderr'] as const)
    child[which].setEncoding('utf8').on('data', (chunk: string) => (text[which] += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { code, lines: text.stdout.split('\n').filter((line) => line !== ''), complaint: text.stderr };
}
