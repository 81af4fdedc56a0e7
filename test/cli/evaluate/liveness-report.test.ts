// Figures and sentences of an evaluation of liveness, from judged trials.
import { describe, expect, test } from 'vitest';
import { livenessPage } from '../../../server/cli/evaluate/liveness-page.ts';
import {
  makeLivenessReport,
  type Evaluated,
  type LivenessReport,
} from '../../../server/cli/evaluate/liveness-report.ts';
import {
  caughtBy,
  claimSentence,
  summaryLine,
  summaryText,
} from '../../../server/cli/evaluate/liveness-words.ts';
import type { TrialOutcome } from '../../../server/cli/evaluate/judge-trial.ts';
import { policy } from '../../../server/gate/policy.ts';

const still = { name: 'still-frames', unit: 'count', better: 'lower', limit: 3 } as const;

const judged = (isAccepted: boolean, value = 0): TrialOutcome => ({
  kind: 'judged',
  by: 'action',
  isAccepted,
  reasons: isAccepted ? [] : ['no-action'],
  doubts: value > 3 ? 1 : 0,
  isDoubted: false,
  signals: [{ ...still, value, isBeyond: value > 3 }],
});

let line = 1;
const trials = (
  label: string,
  count: number,
  outcome: TrialOutcome,
  group: string | null = null,
): readonly Evaluated[] =>
  Array.from({ length: count }, () => ({ line: ++line, label, action: 'nod', group, outcome }));

const report = (list: readonly Evaluated[]): LivenessReport =>
  makeLivenessReport(list, { repeated: 0, contradictory: 0 }, { engine: 'engine 1', detectors: [], policy });

const mixed = [
  ...trials('bona_fide', 58, judged(true), 'phone'),
  ...trials('bona_fide', 2, judged(false, 9), 'laptop'),
  ...trials('print', 59, judged(false), 'phone'),
  ...trials('mask', 8, judged(false, 5)),
  ...trials('mask', 2, judged(true)),
  ...trials('mask', 5, { kind: 'unreadable' }),
  ...trials('mask', 3, { kind: 'missing' }),
  ...trials('screen', 2, { kind: 'no-face' }),
];

describe('figures', () => {
  test('are counts of the trials that were judged, with exact bounds', () => {
    const { species, bonaFide } = report(mixed);
    expect(bonaFide).toMatchObject({ trials: 60, rejected: 2, bpcer: 1 / 30 });
    expect(bonaFide.bpcerUpper95).toBeCloseTo(0.1012, 3); // Clopper and Pearson, 2 of 60
    expect(species['print']).toMatchObject({ trials: 59, accepted: 0, apcer: 0, notAcquired: 0 });
    expect(species['print']?.apcerUpper95).toBeCloseTo(1 - 0.05 ** (1 / 59), 9);
    expect(species['mask']).toMatchObject({ trials: 10, accepted: 2, apcer: 0.2 });
    expect(species['mask']?.apcerUpper95).toBeCloseTo(0.5069, 3); // 2 of 10
  });

  test('leave out what was not acquired, and count it apart; a missing file was not tried', () => {
    const { species, trials: counted } = report(mixed);
    expect(species['mask']).toMatchObject({ notAcquired: 5, failureToAcquire: 5 / 15 });
    expect(species['screen']).toMatchObject({ trials: 0, apcer: null, apcerUpper95: 1, notAcquired: 2 });
    expect(counted).toMatchObject({ listed: 139, judged: 129, notAcquired: 7, missing: 3 });
  });

  test('say which signal lay beyond its limit in what, and why trials were rejected', () => {
    const { signals, reasons } = report(mixed);
    expect(signals['still-frames']).toMatchObject({
      limit: 3,
      weight: 'doubt',
      species: { mask: { measured: 10, beyond: 8, rejected: 0, median: 5 }, print: { beyond: 0 } },
      bonaFide: { measured: 60, beyond: 2 },
    });
    expect(reasons).toEqual({ 'no-action': { species: { mask: 8, print: 59, screen: 0 }, bonaFide: 2 } });
  });

  test('stand for each group by itself', () => {
    const { byGroup } = report(mixed);
    expect(Object.keys(byGroup)).toEqual(['laptop', 'no group', 'phone']);
    expect(byGroup['laptop']?.bonaFide).toMatchObject({ trials: 2, rejected: 2, bpcer: 1 });
    expect(byGroup['phone']?.species['print']).toMatchObject({ trials: 59 });
    expect(report(trials('print', 1, judged(true))).byGroup).toEqual({});
  });

  test('keep species that are named like parts of the language', () => {
    const odd = report(trials('__proto__', 2, judged(true)));
    expect(Object.entries(odd.species)).toMatchObject([['__proto__', { trials: 2, accepted: 2 }]]);
  });
});

describe('a claim', () => {
  const claim = { rate: 0.05, trialsNeeded: 59 };
  test.each([
    [0, 59, 0.0495, 'shown to be below 5 %'],
    [0, 58, 0.0503, 'too few trials: n = 59 needed for below 5 %, without an error'],
    [
      1,
      12,
      0.339,
      'not shown to be below 5 %: errors were seen; n = 59 needed for below 5 %, without an error',
    ],
    [2, 60, 0.1012, 'not shown to be below 5 %: errors were seen'],
  ])('of %i errors in %i trials', (errors, trials, upper95, sentence) => {
    expect(claimSentence({ errors, trials, upper95 }, claim)).toBe(sentence);
  });
});

test('the last line names the species that is accepted most often', () => {
  expect(summaryLine(report(mixed))).toBe(
    'liveness: 60 bona fide, 69 attacks of 3 species; largest APCER 20.0 % of mask (below 50.7 %, 95 %); ' +
      'BPCER 3.3 % (below 10.2 %); 7 not acquired; too few for a claim below 5 % (n = 59 needed of each)',
  );
  expect(summaryText(report(mixed)).split('\n').at(-1)).toBe(summaryLine(report(mixed)));
});

test('tells what rejected an attack from what was only noticed', () => {
  expect(caughtBy(report(mixed), 'mask')).toBe(
    'mask rejected by: no-action 8 of 10; beyond their limits, and not enough to reject: still-frames 8 of 10',
  );
  expect(caughtBy(report(trials('mask', 1, judged(true))), 'mask')).toBe('mask rejected by: nothing');
});

test('the page draws every species with its bound, and escapes what people wrote', () => {
  const page = livenessPage(report([...mixed, ...trials('<i>"x"', 1, judged(true), '<u>')]));
  expect(page.match(/class="attack"/g)).toHaveLength(3);
  expect(page.match(/class="honest"/g)).toHaveLength(1);
  expect(page).toContain('not measured'); // the screen
  expect(page).not.toMatch(/<i>|<u>|NaN|undefined/);
});
