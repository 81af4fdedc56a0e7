// What can be claimed, and what the next claim takes.
import { expect, test } from 'vitest';
import { lowerBound95, trialsToClaimDespite, upperBound95 } from '../../server/domain/binomial-bound.ts';
import {
  claimOf,
  groupFigures,
  groupsBeyond,
  overallFigures,
  refusalsMissing,
} from '../../server/gate/claims.ts';
import { cell, clean, evidenceOf } from './cells.ts';
import { judgedBy } from './modes.ts';

test.each([
  [0, null, { rate: 0.1, moreRefusals: 29 }],
  [28, null, { rate: 0.1, moreRefusals: 1 }],
  [29, 0.1, { rate: 0.05, moreRefusals: 30 }],
  [59, 0.05, { rate: 0.01, moreRefusals: 240 }],
  [298, 0.05, { rate: 0.01, moreRefusals: 1 }],
  [299, 0.01, { rate: 0.001, moreRefusals: 2696 }],
  [2994, 0.01, { rate: 0.001, moreRefusals: 1 }],
  [2995, 0.001, { rate: 0.0001, moreRefusals: 26961 }],
  [29956, 0.0001, null],
])('%i refusals without a false admit show %s, and the next claim takes %o', (trials, shown, next) => {
  expect(claimOf({ errors: 0, trials })).toEqual({ shown, next });
});

test('a false admit costs: as many refusals again as its bound takes', () => {
  expect(refusalsMissing({ errors: 0, trials: 299 }, 0.01)).toBe(0);
  expect(refusalsMissing({ errors: 1, trials: 300 }, 0.01)).toBe(473 - 300);
  expect(claimOf({ errors: 1, trials: 300 })).toEqual({
    shown: 0.05,
    next: { rate: 0.01, moreRefusals: 173 },
  });
});

test.each([
  [0, 0.05],
  [0, 0.001],
  [1, 0.01],
  [2, 0.01],
  [5, 0.001],
  [40, 0.05],
])('the fewest trials that show a bound despite %i errors are the fewest', (errors, rate) => {
  const fewest = trialsToClaimDespite(errors, rate);
  expect(upperBound95(errors, fewest)).toBeLessThanOrEqual(rate);
  expect(upperBound95(errors, fewest - 1)).toBeGreaterThan(rate);
});

test('the lower bound is exact, too', () => {
  expect(lowerBound95(0, 10)).toBe(0);
  expect(lowerBound95(10, 10)).toBeCloseTo(0.05 ** (1 / 10), 9);
  expect(lowerBound95(1, 10)).toBeCloseTo(1 - 0.95 ** (1 / 10), 9); // published: 0.0051
});

test('each group has its own matrix and bound, those of the present and of before told apart', () => {
  const evidence = evidenceOf([
    cell('refuse', 'refuse', 20),
    cell('refuse', 'refuse', 5, { language: 'en', subjectKind: 'company' }),
    cell('admit', 'refuse', 1, { language: 'en', subjectKind: 'company' }),
    cell('refuse', 'refuse', 100, { policyVersion: 'old', judgedBy: { ...judgedBy, record: null } }),
  ]);
  const trials = groupFigures(evidence).map(({ by, value, falseAdmits }) => [
    by,
    value,
    falseAdmits.errors,
    falseAdmits.trials,
  ]);
  expect(trials).toEqual(
    expect.arrayContaining([
      ['subjectKind', 'individual', 0, 20],
      ['subjectKind', 'company', 1, 6],
      ['language', 'zh-CN', 0, 20],
      ['language', 'en', 1, 6],
      ['documentType', 'resident-identity-card', 1, 26],
      ['record', 'sandbox', 1, 26],
      ['record', null, 0, 100],
      ['policyVersion', evidence.policyVersion, 1, 26],
      ['policyVersion', 'old', 0, 100],
      ['engine', judgedBy.engine, 1, 126],
      ['registry', 'sandbox', 1, 126],
    ]),
  );
  expect(trials).toHaveLength(11);
});

test('a group that is shown to be worse than the bound is named, however good the whole is', () => {
  const evidence = evidenceOf([
    cell('refuse', 'refuse', 5000),
    cell('admit', 'refuse', 3, { language: 'en' }),
    cell('refuse', 'refuse', 60, { language: 'en' }),
  ]);
  expect(refusalsMissing(evidence.falseAdmits, 0.01)).toBe(0);
  expect(groupsBeyond(evidence, 0.01).map(({ by, value }) => [by, value])).toEqual([['language', 'en']]);
  expect(groupsBeyond(evidence, 0.05)).toEqual([]);
  expect(groupsBeyond(clean(10), 0.01)).toEqual([]);
});

test('says how often people and machine disagree, and whom the machine would have held back', () => {
  const figures = overallFigures(
    evidenceOf([
      cell('admit', 'admit', 70),
      cell('review', 'admit', 25),
      cell('refuse', 'admit', 5),
      cell('refuse', 'refuse', 9),
      cell('admit', 'refuse', 1),
      cell('resubmit', 'resubmit', 4),
    ]),
  );
  expect(figures.cases).toBe(114);
  expect(figures.heldBack).toMatchObject({ errors: 30, trials: 100, rate: 0.3 });
  expect(figures.disagreement).toMatchObject({ errors: 6, trials: 89 });
  expect(figures.falseAdmits).toMatchObject({ errors: 1, trials: 10 });
});

test('where nothing was decided, nothing is claimed', () => {
  expect(overallFigures(evidenceOf([]))).toMatchObject({
    cases: 0,
    falseAdmits: { rate: null, upper95: 1 },
    heldBack: { rate: null },
  });
});
