// How far two sets of counts are from each other: nothing when equal, more the further, never infinite, never no number.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kolmogorovDistance, kolmogorovLimit, stabilityIndex } from '../../server/domain/drift.ts';

const counts = fc.array(fc.nat(2000), { minLength: 4, maxLength: 4 });
const bins = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 });
const total = (some: readonly number[]): number => some.reduce((sum, count) => sum + count, 0);

describe('the stability index', () => {
  test('is as the formula says, with half a case added to each category', () => {
    const [before, now] = [50.5 / 101, 20.5 / 101];
    const [otherBefore, otherNow] = [50.5 / 101, 80.5 / 101];
    expect(stabilityIndex([50, 50], [20, 80])).toBeCloseTo(
      (now - before) * Math.log(now / before) + (otherNow - otherBefore) * Math.log(otherNow / otherBefore),
      12,
    );
  });

  test('is 0 for equal counts, and otherwise more than 0, whichever is which', () => {
    fc.assert(
      fc.property(counts, counts, (before, now) => {
        expect(stabilityIndex(before, before)).toBe(0);
        const index = stabilityIndex(before, now);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThan(Number.POSITIVE_INFINITY);
        expect(stabilityIndex(now, before)).toBeCloseTo(index, 9);
      }),
    );
  });

  test('is a number where a category is empty, and where everything is', () => {
    expect(stabilityIndex([100, 0], [0, 100])).toBeGreaterThan(5);
    expect(stabilityIndex([0, 0, 0, 0], [0, 0, 0, 0])).toBe(0);
  });

  test('grows with what moves from one category to another', () => {
    const moved = [0, 10, 20, 30, 40].map((cases) => stabilityIndex([60, 40], [60 - cases, 40 + cases]));
    expect(moved).toEqual([...moved].sort((a, b) => a - b));
    expect(new Set(moved).size).toBe(moved.length);
  });
});

describe('the distance of Kolmogorov and Smirnov', () => {
  test('is the largest gap between the shares at or below an edge', () => {
    expect(kolmogorovDistance([1, 1, 1, 1], [0, 0, 2, 2])).toBe(0.5);
    expect(kolmogorovDistance([10], [0, 7])).toBe(1);
    expect(kolmogorovDistance([5, 5], [1, 1])).toBe(0);
  });

  test('lies between 0 and 1, whichever is which, and does not see how many there are', () => {
    fc.assert(
      fc.property(bins, bins, fc.integer({ min: 1, max: 9 }), (before, now, times) => {
        const distance = kolmogorovDistance(before, now);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
        expect(kolmogorovDistance(now, before)).toBeCloseTo(distance, 12);
        const more = now.map((count) => count * times);
        expect(kolmogorovDistance(before, more)).toBeCloseTo(distance, 12);
      }),
    );
  });

  test('is never larger than that of the values themselves, so that binning raises no alarm', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    const exact = (one: readonly number[], other: readonly number[]): number =>
      Math.max(
        ...[...one, ...other].map((edge) => {
          const upTo = (some: readonly number[]): number =>
            some.filter((value) => value <= edge).length / some.length;
          return Math.abs(upTo(one) - upTo(other));
        }),
      );
    const binned = (some: readonly number[]): number[] =>
      Array.from({ length: 11 }, (_, bin) => some.filter((v) => Math.floor(v * 10) === bin).length);
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(kolmogorovDistance(binned(one), binned(other))).toBeLessThanOrEqual(exact(one, other) + 1e-12);
      }),
    );
  });

  test('is nothing where one side has nothing: whoever asks has to look at the numbers of cases, too', () => {
    expect(kolmogorovDistance([], [1, 2])).toBe(0);
    expect(kolmogorovDistance([3, 0], [0, 0])).toBe(0);
  });
});

test('the limit is that of the published table, and falls as there are more cases', () => {
  // c(0.05) = 1.358, c(0.001) = 1.949
  expect(kolmogorovLimit(0.05, 100, 100)).toBeCloseTo(1.358 * Math.sqrt(0.02), 3);
  expect(kolmogorovLimit(0.001, 50, 500)).toBeCloseTo(1.949 * Math.sqrt(550 / 25_000), 3);
  expect(kolmogorovLimit(0.001, 500, 500)).toBeLessThan(kolmogorovLimit(0.001, 500, 50));
});

test('equal distributions cross the limit about as often as it says', () => {
  // uniform over 20 bins, 200 against 200, a fixed sequence: significance 5 %
  let state = 7;
  const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const draw = (): number[] => {
    const drawn = Array.from({ length: 200 }, () => Math.floor(chance() * 20));
    return Array.from({ length: 20 }, (_, bin) => drawn.filter((one) => one === bin).length);
  };
  const limit = kolmogorovLimit(0.05, 200, 200);
  const crossings = Array.from({ length: 2000 }, () => kolmogorovDistance(draw(), draw()) > limit);
  const share = crossings.filter(Boolean).length / crossings.length;
  expect(share).toBeLessThan(0.06); // binning makes it rarer, never more frequent
  expect(share).toBeGreaterThan(0.01);
  expect(total(draw())).toBe(200);
});
