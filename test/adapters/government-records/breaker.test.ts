// What trips the breaker of a provider, what does not, and that what it keeps back is no question to anybody.
import { expect, test, vi } from 'vitest';
import { around } from '../../../server/adapters/government-records/around.ts';
import { createBreaker } from '../../../server/adapters/government-records/breaker.ts';
import { createMeasure } from '../../../server/adapters/government-records/measure.ts';
import {
  trouble,
  understood,
  type Provider,
  type Said,
  type Trouble,
} from '../../../server/adapters/government-records/provider-records.ts';
import { createRetry } from '../../../server/adapters/government-records/retry.ts';
import { createServiceGuard, guardLimits } from '../../../server/adapters/service-guard/breaker.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import type { CitizenId } from '../../../server/domain/citizen-id.ts';
import { operatorsTroubles, unavailableReasons } from '../../../server/ports/unavailable.ts';

const person = { name: '张三', citizenId: '11010519491231002X' as CitizenId };
const { atLeast } = guardLimits;

function behindBreaker(answer: () => Said | Trouble) {
  const heldBack = vi.fn();
  const outcomes: string[] = [];
  const guard = createServiceGuard(() => undefined);
  const retry = createRetry({
    random: createSystemRandom(),
    delay: async () => undefined,
    onRetry: () => undefined,
  });
  let ticks = 0;
  const measure = createMeasure({
    elapsedMs: () => (ticks += 30),
    onAsked: (outcome, tookMs) => void outcomes.push(`${outcome} ${tookMs}`),
  });
  const bare: Provider = {
    name: 'somebody',
    rates: [],
    maxPhotoBytes: 1,
    compare: async () => answer(),
    confirm: async () => answer(),
  };
  const provider = around(bare, [retry, createBreaker(guard, heldBack), measure]);
  const ask = () => provider.confirm(person, new AbortController().signal);
  return { ask, guard, heldBack, outcomes };
}

const troubles = unavailableReasons.map((why) => [why, () => trouble(why, null, null, 'billed')] as const);

test.each(troubles.filter(([why]) => why !== 'refused' && !operatorsTroubles.includes(why)))(
  '%s, again and again, trips it',
  async (why, answer) => {
    const { ask, guard, heldBack, outcomes } = behindBreaker(answer);
    for (let each = 0; each < atLeast; each += 1) await ask();
    expect(guard.standing()).toMatchObject({ state: 'open', why });
    expect(await ask()).toMatchObject({ answer: 'unavailable', why, isHeldBack: true, billing: 'free' });
    expect(heldBack).toHaveBeenCalledTimes(1);
    expect(outcomes).toEqual(Array(atLeast).fill(`unavailable/${why} 30`));
  },
);

const means = ['agrees', 'mismatch', 'not-found', 'face-differs', 'face-refused', 'no-portrait'] as const;
test.each([
  ...troubles.filter(([why]) => why === 'refused' || operatorsTroubles.includes(why)),
  ...means.map((said) => [said, () => understood('1', { means: said, billing: 'billed' })] as const),
  ['capture', () => understood('1', { means: { capture: 'blurred' }, billing: 'free' })] as const,
])('%s does not', async (_what, answer) => {
  const { ask, guard, outcomes } = behindBreaker(answer);
  for (let each = 0; each < 3 * atLeast; each += 1) await ask();
  expect(guard.standing()).toMatchObject({ state: 'closed', why: null });
  expect(outcomes).toHaveLength(3 * atLeast);
});

test('each retry counts, and none goes past an open breaker', async () => {
  const { ask, guard, outcomes } = behindBreaker(() => trouble('maintenance', '-6', null, 'free'));
  await ask();
  await ask();
  expect(guard.standing().state).toBe('open');
  expect(outcomes).toHaveLength(atLeast);
});
