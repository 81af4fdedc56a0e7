// The next service is asked when the one before could not be, never for a better answer.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createOrderOfServices } from '../../../server/adapters/government-records/order-of-services.ts';
import type { CitizenId } from '../../../server/domain/citizen-id.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';
import type { GovernmentRecordAnswer, GovernmentRecords } from '../../../server/ports/government-records.ts';
import { recordAnswerClass, type RecordQuestion } from '../../../server/ports/record-question.ts';
import { unavailableReasons, type Unavailable } from '../../../server/ports/unavailable.ts';

const query = {
  name: new Sensitive('张三'),
  citizenId: new Sensitive('11010519491231002X' as CitizenId),
  livePhoto: Uint8Array.of(0xff, 0xd8),
};
const limitMs = 10_000;
const never = new AbortController().signal;
const cannot = (why: Unavailable['why']): Unavailable => ({ answer: 'unavailable', why, retryAfterMs: null });
const yes: GovernmentRecordAnswer = {
  answer: 'match',
  face: { kind: 'compared', agrees: true, similarity: 90, fmr: 1e-4 },
};
const said: readonly GovernmentRecordAnswer[] = [
  yes,
  { answer: 'match', face: { kind: 'compared', agrees: false, similarity: 3, fmr: 1 } },
  { answer: 'match', face: { kind: 'missing' } },
  { answer: 'mismatch' },
  { answer: 'not-found' },
  { answer: 'face-refused' },
  { answer: 'capture', fault: 'blurred' },
  cannot('refused'),
];

type LookUp = GovernmentRecords['lookUp'];
/** Answers only when it is given up. */
const hangs: LookUp = (_query, signal) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(cannot('timeout')));
  });

function order(first: LookUp, next: LookUp) {
  const logged: RecordQuestion[] = [];
  const trail: RecordQuestion[] = [];
  const services = [
    { name: 'first', lookUp: vi.fn(first) },
    { name: 'next', lookUp: vi.fn(next) },
  ] as const;
  const onQuestion = (one: RecordQuestion): void => void logged.push(one);
  const records = createOrderOfServices({ services, limitMs, onQuestion });
  const ask = (signal = never) => records.lookUp(query, signal, (one) => void trail.push(one));
  const inTrail = (): readonly string[] => {
    expect(logged).toEqual(trail);
    return trail.map((one) => `${one.provider} ${recordAnswerClass(one.answer)} ${one.because ?? 'first'}`);
  };
  return { records, ask, inTrail, services };
}

afterEach(() => vi.useRealTimers());

describe('the next service', () => {
  test.each(said)('is not asked after $answer', async (answer) => {
    const { ask, inTrail, services } = order(
      async () => answer,
      async () => yes,
    );
    expect(await ask()).toEqual(answer);
    expect(services[1].lookUp).not.toHaveBeenCalled();
    expect(inTrail()).toEqual([`first ${recordAnswerClass(answer)} first`]);
  });

  test.each(unavailableReasons.filter((why) => why !== 'refused'))('is asked after %s', async (why) => {
    const { ask, inTrail, services } = order(
      async () => cannot(why),
      async () => ({ answer: 'mismatch' }),
    );
    expect(await ask()).toEqual({ answer: 'mismatch' });
    expect(services[1].lookUp.mock.calls[0]?.[0]).toBe(query);
    expect(inTrail()).toEqual([`first unavailable/${why} first`, 'next mismatch fallback']);
  });

  test('is asked when the first did not answer in its time, and has as long', async () => {
    vi.useFakeTimers();
    const { ask, inTrail } = order(hangs, hangs);
    const answer = ask();
    await vi.advanceTimersByTimeAsync(limitMs - 1);
    expect(inTrail()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(inTrail()).toEqual(['first unavailable/timeout first']);
    await vi.advanceTimersByTimeAsync(limitMs);
    expect(await answer).toEqual(cannot('timeout'));
    expect(inTrail()).toEqual(['first unavailable/timeout first', 'next unavailable/timeout fallback']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not asked once the caller gave up, and neither is the first', async () => {
    const asked = order(hangs, async () => yes);
    const giving = new AbortController();
    const answer = asked.ask(giving.signal);
    giving.abort();
    expect(await answer).toEqual(cannot('timeout'));
    expect(asked.inTrail()).toEqual(['first unavailable/timeout first']);
    const before = order(
      async () => yes,
      async () => yes,
    );
    expect(await before.ask(AbortSignal.abort())).toEqual(cannot('timeout'));
    expect(before.inTrail()).toEqual([]);
  });

  test('is asked after an error that should not have been, and nothing of the error is kept', async () => {
    const { ask, inTrail } = order(
      async () => Promise.reject(new Error('张三 11010519491231002X')),
      async () => cannot('unpaid'),
    );
    expect(await ask()).toEqual(cannot('unpaid'));
    expect(inTrail()).toEqual(['first unavailable/bad-answer first', 'next unavailable/unpaid fallback']);
  });
});

test('bears the name of the first, which the evidence for going live is about', () => {
  expect(order(hangs, hangs).records.name).toBe('first');
});
