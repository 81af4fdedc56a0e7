// Opens when most of the newest questions failed, lets one through after its pause, and bounds how many are out at once.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createServiceGuard,
  guardLimits,
  pauseAfter,
} from '../../../server/adapters/service-guard/breaker.ts';
import type { GuardStanding } from '../../../server/ports/service-guard.ts';
import type { Unavailable } from '../../../server/ports/unavailable.ts';

const start = new Date('2026-11-30T12:00:00Z');
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

type Answer = { readonly said: 'yes' } | Pick<Unavailable, 'why' | 'retryAfterMs'>;
const yes: Answer = { said: 'yes' };
const down: Answer = { why: 'maintenance', retryAfterMs: null };
const faultOf = (answer: Answer): Unavailable['why'] | null => ('why' in answer ? answer.why : null);
const never = new AbortController().signal;
const { atLeast, mostInFlight, longestLine, shortWaitMs, pausesMs } = guardLimits;

function guarded() {
  const changes: GuardStanding[] = [];
  const guard = createServiceGuard((standing) => void changes.push(standing));
  let asked = 0;
  const ask = (answer: Answer | Promise<Answer>, signal = new AbortController().signal) =>
    guard.ask(
      async () => {
        asked += 1;
        return answer;
      },
      faultOf,
      signal,
    );
  const fail = async (times: number, answer = down): Promise<void> => {
    for (let each = 0; each < times; each += 1) await ask(answer);
  };
  return { guard, changes, ask, fail, asked: () => asked };
}

/** An answer that comes when it is told to. */
function later(): { answer: Promise<Answer>; come: (answer: Answer) => void } {
  let come: (answer: Answer) => void = () => undefined;
  const answer = new Promise<Answer>((resolve) => (come = resolve));
  return { answer, come };
}

const held = (why: Unavailable['why'], retryAfterMs: number | null) => ({
  answer: 'unavailable',
  why,
  retryAfterMs,
  isHeldBack: true,
});

describe('the breaker', () => {
  test('keeps questions back at once when most of the newest failed, with why and for how long', async () => {
    const { ask, fail, asked, guard, changes } = guarded();
    await fail(atLeast - 1);
    expect(guard.standing().state).toBe('closed');
    await fail(1);
    const retryAt = new Date(start.getTime() + 15_000);
    expect(changes).toEqual([{ state: 'open', since: start, why: 'maintenance', retryAt }]);
    pass(5_000);
    expect(await ask(yes)).toEqual(held('maintenance', 10_000));
    expect(asked()).toBe(atLeast);
  });

  test('stays closed while no more than half fail', async () => {
    const { ask, fail, guard } = guarded();
    for (let each = 0; each < guardLimits.newest; each += 1) {
      await ask(yes);
      await fail(1);
    }
    expect(guard.standing().state).toBe('closed');
    await fail(2);
    expect(guard.standing().state).toBe('open');
  });

  test('lets one question through after its pause, and nobody waits for that one', async () => {
    const { ask, fail, asked, guard } = guarded();
    await fail(atLeast);
    pass(15_000);
    const probe = later();
    const first = ask(probe.answer);
    expect(await ask(yes)).toEqual(held('maintenance', shortWaitMs));
    expect(guard.standing().state).toBe('half-open');
    expect(asked()).toBe(atLeast + 1);
    probe.come(yes);
    expect(await first).toEqual(yes);
    expect(guard.standing()).toMatchObject({ state: 'closed', retryAt: null });
    expect(await ask(yes)).toEqual(yes);
  });

  test('opens for longer each time the one that was let through fails', async () => {
    const { ask, fail, guard, changes } = guarded();
    await fail(atLeast);
    for (const pauseMs of [...pausesMs, pausesMs.at(-1) ?? 0]) {
      expect(guard.standing().retryAt?.getTime()).toBe(Date.now() + pauseMs);
      pass(pauseMs);
      expect(await ask(down)).toEqual(down);
    }
    expect(changes.filter(({ state }) => state === 'half-open')).toHaveLength(pausesMs.length + 1);
  });

  test('begins anew once it has closed', async () => {
    const { ask, fail, guard } = guarded();
    await fail(atLeast);
    pass(15_000);
    await ask(yes);
    await fail(1);
    expect(guard.standing().state).toBe('closed');
  });

  test('is as patient as the service asks for, within reason', () => {
    expect(pauseAfter(1, 0)).toBe(15_000);
    expect(pauseAfter(1, 90_000)).toBe(90_000);
    expect(pauseAfter(9, 1)).toBe(120_000);
    expect(pauseAfter(1, 24 * 3_600_000)).toBe(600_000);
  });

  test('takes a question that throws for a failed one, and throws it on', async () => {
    const { guard } = guarded();
    const broken = (): Promise<Answer> => Promise.reject(new Error('broken'));
    for (let each = 0; each < atLeast; each += 1)
      await expect(guard.ask(broken, faultOf, never)).rejects.toThrow('broken');
    expect(guard.standing()).toMatchObject({ state: 'open', why: 'bad-answer' });
  });
});

describe('the bulkhead', () => {
  async function full() {
    const one = guarded();
    const out = Array.from({ length: mostInFlight }, later);
    const answers = out.map(({ answer }) => one.ask(answer));
    return { ...one, out, answers };
  }

  test('has so many out at once, the next ones wait, and nobody beyond the line', async () => {
    const { ask, asked, out, answers } = await full();
    const waiting = Array.from({ length: longestLine }, () => ask(yes));
    expect(await ask(yes)).toEqual(held('rate-limited', shortWaitMs));
    expect(asked()).toBe(mostInFlight);
    for (const { come } of out) come(yes);
    expect(await Promise.all([...answers, ...waiting])).toEqual(Array(mostInFlight + longestLine).fill(yes));
  });

  test('is left at once by who gives up in the line, whose question is never put', async () => {
    const { ask, asked, out, answers } = await full();
    const giving = new AbortController();
    const waiting = ask(yes, giving.signal);
    giving.abort();
    expect(await waiting).toEqual(held('timeout', null));
    for (const { come } of out) come(yes);
    await Promise.all(answers);
    await ask(yes);
    expect(asked()).toBe(mostInFlight + 1);
  });

  test('does not take the answer away from who gave up with the question out: it may have been billed', async () => {
    const { ask } = guarded();
    const giving = new AbortController();
    const { answer, come } = later();
    const asking = ask(answer, giving.signal);
    giving.abort();
    come({ why: 'timeout', retryAfterMs: null });
    expect(await asking).toEqual({ why: 'timeout', retryAfterMs: null });
  });

  test('lets nobody of the line through once those in front have tripped the breaker', async () => {
    const { ask, asked, out, answers } = await full();
    const waiting = ask(yes);
    for (const { come } of out) come(down);
    expect(await waiting).toEqual(held('maintenance', 15_000));
    await Promise.all(answers);
    expect(asked()).toBe(mostInFlight);
  });
});
