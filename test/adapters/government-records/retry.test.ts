// Asked again only where it is known to have cost nothing and a moment may help; ends with the signal.
import { describe, expect, test, vi } from 'vitest';
import type { ProviderCode } from '../../../server/adapters/government-records/provider-code.ts';
import {
  trouble,
  understood,
  type Said,
  type Trouble,
} from '../../../server/adapters/government-records/provider-records.ts';
import { createRetry } from '../../../server/adapters/government-records/retry.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import type { Delay } from '../../../server/ports/clock.ts';
import { unavailableReasons } from '../../../server/ports/unavailable.ts';

const never = new AbortController().signal;
const yes = understood('200', { means: 'agrees', billing: 'billed' });
const busy = trouble('maintenance', 'InternalError', null, 'free');

function retrying(
  answers: readonly (Said | Trouble)[],
  { chance = 0.5, delay = undefined as Delay | undefined } = {},
) {
  const pauses: number[] = [];
  const told: number[] = [];
  const layer = createRetry({
    delay:
      delay ??
      (async (ms) => {
        pauses.push(ms);
      }),
    random: { ...createSystemRandom(), int: (below) => Math.floor(below * chance) },
    onRetry: ({ pauseMs }) => void told.push(pauseMs),
  });
  let next = 0;
  const ask = vi.fn(async () => answers[Math.min(next++, answers.length - 1)] as Said | Trouble);
  return { run: (signal = never) => layer(ask, signal), ask, pauses, told };
}

test('what was said is said, and asked once', async () => {
  const { run, ask } = retrying([yes]);
  expect(await run()).toEqual(yes);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a free trouble that passes is asked about again, three times at most', async () => {
  const passing = retrying([busy, busy, yes]);
  expect(await passing.run()).toEqual(yes);
  const lasting = retrying([busy]);
  expect(await lasting.run()).toEqual(busy);
  expect(lasting.ask).toHaveBeenCalledTimes(3);
  expect(lasting.told).toEqual(lasting.pauses);
  expect(lasting.pauses).toHaveLength(2);
});

describe('only where it is free and a moment may help:', () => {
  const again = ['rate-limited', 'maintenance', 'unreachable'];
  const billings: readonly ProviderCode['billing'][] = ['free', 'billed', 'unstated'];
  test.each(unavailableReasons.flatMap((why) => billings.map((billing) => [why, billing] as const)))(
    '%s, %s',
    async (why, billing) => {
      const { run, ask } = retrying([trouble(why, null, null, billing), yes]);
      await run();
      expect(ask).toHaveBeenCalledTimes(again.includes(why) && billing === 'free' ? 2 : 1);
    },
  );
});

describe('the pause', () => {
  test('lies anywhere within a limit that doubles', async () => {
    const spread = async (chance: number): Promise<readonly number[]> => {
      const { run, pauses } = retrying([busy], { chance });
      await run();
      return pauses;
    };
    expect(await spread(0)).toEqual([1, 1]);
    expect(await spread(0.999)).toEqual([400, 800]);
  });

  test('is at least what the service asks for, and where that is long there is none', async () => {
    const wait = (ms: number) => retrying([trouble('rate-limited', null, ms, 'free'), yes], { chance: 0 });
    const short = wait(1_000);
    await short.run();
    expect(short.pauses).toEqual([1_001]);
    const long = wait(60_000);
    expect(await long.run()).toMatchObject({ why: 'rate-limited', retryAfterMs: 60_000 });
    expect(long.pauses).toEqual([]);
  });

  test('ends with the signal, and nothing is asked after it', async () => {
    const giving = new AbortController();
    const delay: Delay = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        queueMicrotask(() => giving.abort());
      });
    const { run, ask } = retrying([busy, yes], { delay });
    expect(await run(giving.signal)).toEqual(trouble('timeout'));
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
