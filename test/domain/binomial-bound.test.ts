// Exact upper bounds against values known from elsewhere and against the definition itself.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorRate, errorsAllowed, trialsToClaim, upperBound95 } from '../../server/domain/binomial-bound.ts';

/** Chance of at most so many errors, added up term by term in logarithms. */
function chanceOfAtMost(errors: number, trials: number, rate: number): number {
  let logTerm = trials * Math.log1p(-rate);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= errors; k++) {
    logTerm += Math.log((trials - k + 1) / k) + Math.log(rate) - Math.log1p(-rate);
    sum += Math.exp(logTerm);
  }
  return sum;
}

describe('the upper bound', () => {
  // computed in exact arithmetic from the binomial sum
  test.each([
    [0, 17, 0.161566],
    [0, 136, 0.021787],
    [0, 299, 0.009969],
    [0, 2995, 0.00099974],
    [1, 100, 0.0465598],
    [2, 10, 0.5069013],
    [5, 50, 0.198833],
    [50, 200, 0.3054674],
  ])('of %i errors in %i trials is %f', (errors, trials, bound) => {
    expect(upperBound95(errors, trials) / bound).toBeCloseTo(1, 4);
  });

  test('without errors is the closed form', () => {
    for (const trials of [1, 2, 50, 1000, 1_000_000])
      expect(upperBound95(0, trials) / -Math.expm1(Math.log(0.05) / trials)).toBeCloseTo(1, 5);
  });

  test('says nothing when nothing was tried or everything went wrong', () => {
    expect([upperBound95(0, 0), upperBound95(7, 7)]).toEqual([1, 1]);
    expect(errorRate(0, 0)).toEqual({ errors: 0, trials: 0, rate: null, upper95: 1 });
  });

  test('is the rate at which so few errors come one time in twenty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(399), (trials, some) => {
        const errors = some % trials;
        const bound = upperBound95(errors, trials);
        expect(bound).toBeGreaterThan(errors / trials);
        expect(chanceOfAtMost(errors, trials, bound)).toBeCloseTo(0.05, 6);
      }),
    );
  });

  test('refuses counts that cannot be', () => {
    for (const [errors, trials] of [
      [-1, 5],
      [6, 5],
      [0.5, 5],
      [NaN, 5],
    ] as const)
      expect(() => upperBound95(errors, trials)).toThrow(RangeError);
  });
});

test('claiming a rate takes as many trials without an error as the exact rule of three says', () => {
  expect([0.01, 0.001, 0.0001].map(trialsToClaim)).toEqual([299, 2995, 29956]);
  for (const rate of [0.07, 0.01, 0.001]) {
    expect(upperBound95(0, trialsToClaim(rate))).toBeLessThanOrEqual(rate);
    expect(upperBound95(0, trialsToClaim(rate) - 1)).toBeGreaterThan(rate);
  }
});

test('as many errors are allowed as the bound carries, and not one more', () => {
  expect([errorsAllowed(0.01, 298), errorsAllowed(0.01, 299)]).toEqual([null, 0]);
  fc.assert(
    fc.property(fc.integer({ min: 299, max: 20_000 }), (trials) => {
      const allowed = errorsAllowed(0.01, trials) ?? NaN;
      expect(upperBound95(allowed, trials)).toBeLessThanOrEqual(0.01);
      expect(upperBound95(allowed + 1, trials)).toBeGreaterThan(0.01);
    }),
  );
});
