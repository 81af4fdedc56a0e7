// Questions go out no faster than the provider's quota, in their order, and none waits for long.
import { expect, test } from 'vitest';
import { createPace } from '../../../server/adapters/government-records/pace.ts';
import { trouble, understood } from '../../../server/adapters/government-records/provider-records.ts';
import type { Delay } from '../../../server/ports/clock.ts';

const never = new AbortController().signal;
const yes = understood('0', { means: 'agrees', billing: 'billed' });

/** A clock that stands still: who waits is noted with when they would go on, and goes on at once. */
function paced(perSecond: number, delay?: Delay) {
  let now = 0;
  const sent: number[] = [];
  const noting: Delay = async (ms) => void sent.push(now + ms);
  const layer = createPace({ perSecond, elapsedMs: () => now, delay: delay ?? noting });
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return yes;
  };
  return {
    run: (signal = never) => layer(ask, signal),
    sent,
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('the first goes at once, those that come with it follow evenly', async () => {
  const { run, sent, asked } = paced(20);
  expect(await Promise.all(Array.from({ length: 5 }, () => run()))).toEqual(Array(5).fill(yes));
  expect(sent).toEqual([50, 100, 150, 200]);
  expect(asked()).toBe(5);
});

test('nobody waits where there is no line, and a quiet time saves nothing up', async () => {
  const { run, sent, pass } = paced(20);
  await run();
  pass(50);
  await run();
  expect(sent).toEqual([]);
  pass(10_000);
  await Promise.all([run(), run(), run()]);
  expect(sent).toEqual([10_100, 10_150]);
});

test('who would wait for long is told so at once, and takes no place in the line', async () => {
  const { run, asked, pass } = paced(1);
  await Promise.all([run(), run(), run()]);
  for (let each = 0; each < 3; each += 1)
    expect(await run()).toEqual(trouble('rate-limited', null, 3_000, 'free'));
  expect(asked()).toBe(3);
  pass(1_000);
  expect(await run()).toEqual(yes);
});

test('who gives up in the line asks nothing', async () => {
  const giving = new AbortController();
  const { run, asked } = paced(1, (_ms, signal) => {
    giving.abort();
    return Promise.reject(signal.reason as Error);
  });
  await run();
  expect(await run(giving.signal)).toMatchObject({ why: 'timeout' });
  expect(asked()).toBe(1);
});
