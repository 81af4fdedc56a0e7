// A run of the purge leaves time to others, and goes round what cannot be erased.
import { expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { eraseDue, type EraseDeps } from '../../server/features/privacy/erase-due.ts';

const never = new AbortController().signal;
const ids = (count: number): ApplicationId[] =>
  Array.from({ length: count }, (_none, index) => `a_${index}` as ApplicationId);

/** Of applications of which nothing is found any more, or whose looking up fails. */
function depsOf(world: {
  due: () => ApplicationId[];
  look: (id: ApplicationId) => void;
  nowMs: () => number;
}) {
  const retention = {
    toLock: async () => [],
    dueApplications: async () => world.due(),
    factsOf: async (id: ApplicationId) => {
      world.look(id);
      return null;
    },
  };
  const clock = { now: () => new Date(world.nowMs()) };
  return { database: { retention }, clock, vault: {} } as unknown as EraseDeps;
}

test('ends within the minute however much is due', async () => {
  let [nowMs, looks] = [0, 0];
  const deps = depsOf({
    due: () => ids(1000),
    look: () => {
      nowMs += 20;
      looks += 1;
    },
    nowMs: () => nowMs,
  });
  await eraseDue(deps, never);
  expect(looks).toBeGreaterThan(1000);
  expect(nowMs).toBeLessThan(31_000);
});

test('tells of the first that cannot be erased once the others are', async () => {
  const looked = new Set<string>();
  const deps = depsOf({
    due: () => ids(50),
    look: (id) => {
      if (Number(id.slice(2)) < 10) throw new Error(`${id} lies in a folder that is locked`);
      looked.add(id);
    },
    nowMs: () => 0,
  });
  await expect(eraseDue(deps, never)).rejects.toThrow('a_0 lies in a folder');
  expect(looked.size).toBe(40);
});

test('does not try them all when the store is what fails', async () => {
  let tried = 0;
  const deps = depsOf({
    due: () => ids(200),
    look: () => {
      tried += 1;
      throw new Error('the store is away');
    },
    nowMs: () => 0,
  });
  await expect(eraseDue(deps, never)).rejects.toThrow('the store is away');
  expect(tried).toBeLessThan(30);
});
