// Time at work on a case, and which times are far from usual.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeTimeMs,
  leastDecisions,
  longestThoughtMs,
  medianOf,
  outlierLimit,
  paceOf,
  robustSpread,
  shareOf,
  usualTimeOf,
} from '../../server/domain/decision-times.ts';

const morning = new Date('2026-11-02T01:00:00.000Z');
const after = (seconds: number): Date => new Date(morning.getTime() + seconds * 1000);
const acts = (...seconds: number[]): { at: Date }[] => seconds.map((at) => ({ at: after(at) }));

describe('time at work', () => {
  test('runs from opening the case to deciding it', () => {
    expect(activeTimeMs(acts(0, 1, 40), after(75))).toBe(75_000);
  });

  test('counts a long gap as a thought, and a very long one as having left', () => {
    expect(activeTimeMs(acts(0), after(20 * 60))).toBe(longestThoughtMs);
    expect(activeTimeMs(acts(0, 60), after(60 + 3600))).toBe(60_000);
    expect(activeTimeMs(acts(0, 60, 24 * 3600), after(24 * 3600 + 30))).toBe(90_000);
  });

  test('knows nothing of what came after the decision, nor of an order', () => {
    expect(activeTimeMs(acts(40, 0, 90), after(75))).toBe(75_000);
    expect(activeTimeMs([], after(75))).toBe(0);
  });

  test('is never longer than the time from the first act', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), (seconds) => {
        const end = Math.max(...seconds);
        const spanMs = (end - Math.min(...seconds)) * 1000;
        expect(activeTimeMs(acts(...seconds), after(end))).toBeLessThanOrEqual(spanMs);
      }),
    );
  });
});

test('the robust scores are those of Iglewicz and Hoaglin', () => {
  // How to Detect and Handle Outliers (1993): ten values, of which two are outliers
  const values = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];
  const { centre, deviation } = robustSpread(values);
  const scores = values.map((value) => (value - centre) / deviation);
  expect(centre).toBeCloseTo(2.45);
  expect(scores[0]).toBeCloseTo(-1.574, 2);
  expect(scores[8]).toBeCloseTo(25.86, 1);
  expect(scores.filter((score) => Math.abs(score) > outlierLimit)).toHaveLength(2);
});

test('a median lies between the middle two of an even number', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, null]);
});

/** Thirty decisions of about 80 seconds. */
const usualDay = Array.from({ length: 30 }, (_, i) => (60 + (i % 10) * 5) * 1000);

describe('unusual decisions', () => {
  test('are too fast or too slow, each by its own limit', () => {
    const usual = usualTimeOf(usualDay);
    if (usual === null) throw new Error('thirty decisions have a usual time');
    expect(usual.medianMs).toBeCloseTo(82_500, -3);
    expect([5_000, 80_000, 900_000].map((time) => paceOf(time, usual))).toEqual([
      'too-fast',
      'usual',
      'too-slow',
    ]);
    expect(Math.sqrt(usual.tooFastBelowMs * usual.tooSlowAboveMs)).toBeCloseTo(usual.medianMs, 3);
  });

  test('do not shift the limit that they are held against', () => {
    const before = usualTimeOf(usualDay);
    const withFew = usualTimeOf([...usualDay, 1000, 1000, 3_000_000]);
    expect((withFew?.tooFastBelowMs ?? 0) / (before?.tooFastBelowMs ?? 1)).toBeGreaterThan(0.7);
    expect((withFew?.tooSlowAboveMs ?? 0) / (before?.tooSlowAboveMs ?? 1)).toBeLessThan(1.4);
  });

  test('are not called so among fewer decisions than it takes', () => {
    expect(usualTimeOf(usualDay.slice(0, leastDecisions - 1))).toBeNull();
    expect(usualTimeOf(usualDay.slice(0, leastDecisions))).not.toBeNull();
  });

  test('are not a matter of a tenth when all decisions took the same time', () => {
    const usual = usualTimeOf(Array.from({ length: 40 }, () => 60_000));
    if (usual === null) throw new Error('forty decisions have a usual time');
    expect([55_000, 66_000, 20_000].map((time) => paceOf(time, usual))).toEqual([
      'usual',
      'usual',
      'too-fast',
    ]);
  });

  test('are told apart by ratio: a unit changes nothing', () => {
    const times = fc.array(fc.integer({ min: 10_000, max: 600_000 }), { minLength: leastDecisions });
    fc.assert(
      fc.property(times, fc.integer({ min: 2, max: 9 }), (some, factor) => {
        const [once, scaled] = [usualTimeOf(some), usualTimeOf(some.map((time) => time * factor))];
        expect((scaled?.tooFastBelowMs ?? 0) / factor).toBeCloseTo(once?.tooFastBelowMs ?? NaN, 3);
      }),
    );
  });
});

test('a share comes with exact bounds, and there is none of nothing', () => {
  expect(shareOf(0, 0)).toBeNull();
  const share = shareOf(2, 10);
  // Clopper and Pearson's own interval for two of ten
  expect(share?.lower95).toBeCloseTo(0.0252, 4);
  expect(share?.upper95).toBeCloseTo(0.5561, 4);
});
