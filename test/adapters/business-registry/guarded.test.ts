// A register that fails again and again is left alone for a while; what it says of a business never counts against it.
import { expect, test, vi } from 'vitest';
import { createGuardedRegistry } from '../../../server/adapters/business-registry/guarded.ts';
import { createServiceGuard, guardLimits } from '../../../server/adapters/service-guard/breaker.ts';
import type { BusinessCode } from '../../../server/domain/business-code.ts';
import type { BusinessRegistryAnswer } from '../../../server/ports/business-registry.ts';
import { serviceTroubles, unavailableReasons } from '../../../server/ports/unavailable.ts';

const { atLeast } = guardLimits;

function guarded(answer: BusinessRegistryAnswer) {
  const [onAsked, onHeldBack] = [vi.fn(), vi.fn()];
  const guard = createServiceGuard(() => undefined);
  const registry = createGuardedRegistry({
    registry: { name: 'a register', lookUp: async () => answer },
    guard,
    elapsedMs: () => 0,
    onAsked,
    onHeldBack,
  });
  const query = { code: '91990000MA0000015Q' as BusinessCode, name: '沙盒晨光贸易有限公司' };
  const ask = () => registry.lookUp(query, new AbortController().signal);
  return { ask, guard, onAsked, onHeldBack };
}

test.each(unavailableReasons)('%s', async (why) => {
  const { ask, guard, onAsked, onHeldBack } = guarded({ answer: 'unavailable', why, retryAfterMs: null });
  const trips = serviceTroubles.includes(why);
  for (let each = 0; each <= atLeast; each += 1) await ask();
  expect(guard.standing().state).toBe(trips ? 'open' : 'closed');
  expect(onAsked).toHaveBeenCalledTimes(trips ? atLeast : atLeast + 1);
  expect(onAsked).toHaveBeenCalledWith(`unavailable/${why}`, 0);
  expect(onHeldBack).toHaveBeenCalledTimes(trips ? 1 : 0);
  if (trips) expect(await ask()).toMatchObject({ answer: 'unavailable', why, isHeldBack: true });
});

test('a business that is not found is an answer', async () => {
  const { ask, guard, onAsked } = guarded({ answer: 'not-found' });
  for (let each = 0; each <= atLeast; each += 1) expect(await ask()).toEqual({ answer: 'not-found' });
  expect(guard.standing().state).toBe('closed');
  expect(onAsked).toHaveBeenCalledWith('not-found', 0);
});
