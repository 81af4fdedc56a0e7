// Keeps checkpoints by writing them to standard output, where the log of the machine takes them up.
import type { CheckpointKeeper } from '../../ports/checkpoint-keeper.ts';
import { lineOf } from './line.ts';

export function createStdoutKeeper(output: NodeJS.WritableStream = process.stdout): CheckpointKeeper {
  return {
    name: 'stdout',
    keep: (checkpoints, signal) => {
      signal.throwIfAborted();
      return new Promise((resolve) => {
        output.write(checkpoints.map(lineOf).join(''), (error) =>
          resolve(error == null ? { isKept: true } : { isKept: false, why: 'not-written' }),
        );
      });
    },
  };
}
