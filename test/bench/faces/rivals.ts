// Starts a process per engine and asks it for work, one engine at a time.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Verification } from './rival.ts';

export type Asked =
  | { readonly task: 'still'; readonly picture: Uint8Array }
  | { readonly task: 'capture'; readonly frames: readonly Uint8Array[] }
  | ({ readonly task: 'verify' } & Verification);

export interface Answer {
  readonly result: Float32Array | number[] | number | string | null;
  readonly cpuMs: number; // user and system, all threads
  readonly wallMs: number;
}

export interface Runner {
  readonly name: string;
  ask(asked: Asked): Promise<Answer>;
  end(): void;
}

export async function startRunner(engine: string): Promise<Runner> {
  const child = fork(fileURLToPath(new URL('./process.ts', import.meta.url)), [engine], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const end = (): void => {
    process.off('exit', end);
    child.kill('SIGKILL');
  };
  process.once('exit', end);
  const gone = new AbortController();
  child.once('exit', () => gone.abort(new Error(`${engine} ended`)));
  const answered = async (): Promise<Answer> =>
    ((await once(child, 'message', { signal: gone.signal })) as [Answer])[0];
  const { result } = await answered();
  return {
    name: String(result),
    ask(asked) {
      const answer = answered();
      child.send(asked);
      return answer;
    },
    end,
  };
}
