// Error rates over thresholds: by hand for small sets, by rule for any.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countDisjoint,
  equalErrorRate,
  errorsAt,
  histogram,
  matchCurve,
  thinned,
  thresholdForFmr,
} from '../../server/domain/match-statistics.ts';

const byHand = { same: [0.2, 0.3, 0.4, 0.6], different: [0.5, 0.7, 0.8, 0.9] };
const some = fc.array(fc.double({ min: 0, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 60 });
const distances = fc.record({ same: some, different: some });

describe('the curve', () => {
  test('has a point for nothing and for each distinct distance', () => {
    const twice = { same: [0.2, 0.2], different: [0.5, 0.2] };
    expect(matchCurve(twice)).toEqual([
      { threshold: 0, fmr: 0, fnmr: 1 },
      { threshold: 0.2, fmr: 0.5, fnmr: 0 },
      { threshold: 0.5, fmr: 1, fnmr: 0 },
    ]);
  });

  test('lets more in and fewer out as the threshold grows, from end to end', () => {
    fc.assert(
      fc.property(distances, (given) => {
        const curve = matchCurve(given);
        for (const [i, after] of curve.entries()) {
          const before = curve[i - 1];
          if (before === undefined) continue;
          expect(after.threshold).toBeGreaterThan(before.threshold);
          expect(after.fmr).toBeGreaterThanOrEqual(before.fmr);
          expect(after.fnmr).toBeLessThanOrEqual(before.fnmr);
        }
        expect(curve.at(-1)).toMatchObject({ fmr: 1, fnmr: 0 });
      }),
    );
  });

  test('agrees with the rates at each of its thresholds', () => {
    fc.assert(
      fc.property(distances, (given) => {
        for (const { threshold, fmr, fnmr } of matchCurve(given)) {
          const at = errorsAt(given, threshold);
          expect(fmr).toBeCloseTo(at.falseMatch.rate ?? NaN, 12);
          expect(fnmr).toBeCloseTo(at.falseNonMatch.rate ?? NaN, 12);
        }
      }),
    );
  });

  test('is not drawn without pairs of both kinds', () => {
    expect(matchCurve({ same: [0.1], different: [] })).toEqual([]);
    expect(matchCurve({ same: [], different: [0.1] })).toEqual([]);
    expect(equalErrorRate([])).toBeNull();
  });
});

describe('the equal error rate', () => {
  test('is nothing where the kinds do not overlap', () => {
    const eer = equalErrorRate(matchCurve({ same: [0.1, 0.4], different: [0.6, 0.9] }));
    expect(eer).toEqual({ rate: 0, threshold: 0.4 });
  });

  test('is where both rates meet', () => {
    expect(equalErrorRate(matchCurve(byHand))).toEqual({ rate: 0.25, threshold: 0.5 });
  });

  test('lies between two points where no point has equal rates', () => {
    // at 0.3: FMR 0, FNMR 1/3; at 0.5: FMR 1/2, FNMR 1/3, so 2/3 of the way
    const eer = equalErrorRate(matchCurve({ same: [0.2, 0.3, 0.6], different: [0.5, 0.7] }));
    expect(eer?.rate).toBeCloseTo(1 / 3, 12);
    expect(eer?.threshold).toBeCloseTo(0.3 + (0.2 * 2) / 3, 12);
  });

  test('is a rate, whatever the distances', () => {
    fc.assert(
      fc.property(distances, (given) => {
        const rate = equalErrorRate(matchCurve(given))?.rate ?? NaN;
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('errors at a threshold', () => {
  test('call a pair at the very threshold the same', () => {
    expect(errorsAt(byHand, 0.5)).toMatchObject({
      falseMatch: { errors: 1, trials: 4, rate: 0.25 },
      falseNonMatch: { errors: 1, trials: 4, rate: 0.25 },
    });
  });

  test('have bounds above the rates that were seen', () => {
    fc.assert(
      fc.property(distances, fc.double({ min: 0, max: 1.5, noNaN: true }), (given, threshold) => {
        const { falseMatch, falseNonMatch } = errorsAt(given, threshold);
        for (const { rate, upper95 } of [falseMatch, falseNonMatch]) {
          expect(upper95).toBeGreaterThanOrEqual(rate ?? NaN);
          expect(upper95).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the threshold for a wanted false match rate', () => {
  const different = Array.from({ length: 299 }, (_, i) => 0.6 + i / 1000);

  test('is not told from too few pairs', () => {
    const told = thresholdForFmr({ same: [0.3, 0.4], different: different.slice(1) }, 0.01);
    expect(told).toEqual({ wantedFmr: 0.01, neededDifferentPairs: 299, at: null });
  });

  test('is the largest distance before the first false match when the pairs just suffice', () => {
    expect(thresholdForFmr({ same: [0.3, 0.4], different }, 0.01).at).toMatchObject({
      threshold: 0.4,
      falseMatch: { errors: 0, trials: 299 },
      falseNonMatch: { errors: 0, trials: 2 },
    });
  });

  test('allows the false matches that the bound carries', () => {
    const many = Array.from({ length: 1000 }, (_, i) => 0.6 + i / 10_000);
    const { at } = thresholdForFmr({ same: [0.3], different: many }, 0.01);
    expect(at?.falseMatch.errors).toBe(4); // 4 of 1000: below 0.91 %; 5 of 1000: below 1.05 %
    expect(at?.falseMatch.upper95).toBeLessThanOrEqual(0.01);
  });

  test('is not told when false matches begin at no distance at all', () => {
    expect(thresholdForFmr({ same: [0.3], different: different.map(() => 0) }, 0.01).at).toBeNull();
  });
});

test('pairs that share a photo count once among the disjoint', () => {
  const pair = (a: string, b: string): { a: string; b: string } => ({ a, b });
  expect(countDisjoint([pair('1', '2'), pair('2', '3'), pair('3', '4'), pair('5', '5')])).toBe(3);
});

test('a thinned list keeps its ends', () => {
  const list = Array.from({ length: 1001 }, (_, i) => i);
  expect(thinned(list, 3)).toEqual([0, 500, 1000]);
  expect(thinned([1, 2], 3)).toEqual([1, 2]);
});

test('a histogram loses no pair, not even beyond its last bin', () => {
  expect(histogram([0, 0.05, 0.1, 7], 0.1, 3)).toEqual([2, 1, 1]);
});
