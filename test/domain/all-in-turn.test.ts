// Work that fails is told of, and holds up nothing else.
import { expect, test } from 'vitest';
import { allInTurn } from '../../server/domain/all-in-turn.ts';

function works(...failing: number[]): { done: number[]; all: (() => Promise<void>)[] } {
  const done: number[] = [];
  const all = [0, 1, 2, 3].map((n) => async () => {
    await Promise.resolve();
    if (failing.includes(n)) throw new Error(`work ${n}`);
    done.push(n);
  });
  return { done, all };
}

const going = new AbortController().signal;

test('does what comes after work that failed, then throws its error', async () => {
  const { done, all } = works(1);
  await expect(allInTurn(all, going)).rejects.toThrow('work 1');
  expect(done).toEqual([0, 2, 3]);
});

test('throws every error when several failed', async () => {
  const { done, all } = works(0, 3);
  const thrown: unknown = await allInTurn(all, going).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AggregateError);
  expect((thrown as AggregateError).errors.map(String)).toEqual(['Error: work 0', 'Error: work 3']);
  expect(done).toEqual([1, 2]);
});

test('says nothing when all is done, in order', async () => {
  const { done, all } = works();
  await allInTurn(all, going);
  expect(done).toEqual([0, 1, 2, 3]);
});

test('begins nothing more once it is to end', async () => {
  const ending = new AbortController();
  const { done, all } = works();
  const stop = async (): Promise<void> => ending.abort(new Error('closing'));
  await expect(allInTurn([...all.slice(0, 2), stop, ...all.slice(2)], ending.signal)).rejects.toThrow(
    'closing',
  );
  expect(done).toEqual([0, 1]);
});
