// What the machine's own clock and random generator promise.

import { describe, expect, test } from 'vitest';
import { createSystemClock, systemDelay } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';

describe('randomness', () => {
  const random = createSystemRandom();

  test('makes identifiers of one case that nobody has to spell, and never one twice', () => {
    const ids = Array.from({ length: 10_000 }, () => random.id('a'));
    for (const id of ids) expect(id).toMatch(/^a_[0-9a-hjkmnp-tv-z]{22}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.join('').slice(2)).size).toBeGreaterThanOrEqual(32);
  });

  test('gives as many bytes as asked, different each time', () => {
    expect(random.bytes(0)).toHaveLength(0);
    expect(random.bytes(32)).toHaveLength(32);
    expect(random.bytes(32)).not.toEqual(random.bytes(32));
  });

  test('gives whole numbers below the limit, each of them', () => {
    expect(new Set(Array.from({ length: 1000 }, () => random.int(3)))).toEqual(new Set([0, 1, 2]));
  });
});

describe('time', () => {
  test('is a new date each time it is asked for', () => {
    const clock = createSystemClock();
    const first = clock.now();
    first.setFullYear(1900);
    expect(clock.now().getFullYear()).toBeGreaterThan(2020);
  });

  test('is not waited for once the signal is aborted', async () => {
    const controller = new AbortController();
    const waiting = systemDelay(3_600_000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await systemDelay(0, new AbortController().signal);
  });
});
