// How a probe asks: shared, kept for a while, and no longer than it may take.
import { expect, test } from 'vitest';
import { askSeldom } from '../../server/features/system/ask-seldom.ts';
import { createAdjustableClock } from '../support/clock.ts';

test('one answer serves everybody who asks within a while, and is asked for anew afterwards', async () => {
  const clock = createAdjustableClock();
  const answers = [true, false, true];
  const ask = askSeldom(async () => answers.shift() ?? false, { clock, keepMs: 1000 });
  expect(await Promise.all([ask(), ask()])).toEqual([true, true]);
  expect(await ask()).toBe(true);
  clock.putForward(1000);
  expect(await ask()).toBe(false);
  expect(await ask()).toBe(false);
  clock.putForward(1000);
  expect(await ask()).toBe(true);
});

test('what does not answer in time, and what fails, is not there', async () => {
  const clock = createAdjustableClock();
  const never = askSeldom(() => new Promise(() => undefined), { clock, withinMs: 1 });
  expect(await never()).toBe(false);
  const failing = askSeldom(() => Promise.reject(new Error('out')), { clock });
  expect(await failing()).toBe(false);
});
