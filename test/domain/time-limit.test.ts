// Work is told to stop when its caller stops or its time is up, whatever the garbage collector does meanwhile.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { withTimeLimit } from '../../server/domain/time-limit.ts';

const untilAborted = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    const tell = (): void => resolve((signal.reason as Error).name);
    if (signal.aborted) tell();
    else signal.addEventListener('abort', tell);
  });

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

test('is told when its time is up, though garbage was collected', async () => {
  const { signal } = new AbortController();
  const ended = withTimeLimit(signal, 30, untilAborted);
  await Promise.resolve();
  collectGarbage();
  expect(await ended).toBe('TimeoutError');
});

test('is told when the caller stops, before or while it runs', async () => {
  const caller = new AbortController();
  const ended = withTimeLimit(caller.signal, 60_000, untilAborted);
  caller.abort(new RangeError('enough'));
  expect(await ended).toBe('RangeError');
  expect(await withTimeLimit(caller.signal, 60_000, untilAborted)).toBe('RangeError');
});

test('answers, or fails, as the work does', async () => {
  const { signal } = new AbortController();
  expect(await withTimeLimit(signal, 60_000, async () => 7)).toBe(7);
  await expect(withTimeLimit(signal, 60_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
