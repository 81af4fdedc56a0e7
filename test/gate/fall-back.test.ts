// Each trigger of the fall-back just below, at and above its limit; what cannot be said yet; what cannot be read any more.
import { describe, expect, test } from 'vitest';
import { fallBackCodes, type FallBackCode } from '../../server/domain/gate-change.ts';
import { areOverdue, reasonsToFallBack, watchFigures, type Watched } from '../../server/gate/fall-back.ts';
import { fallBackLimits } from '../../server/gate/go-live-limits.ts';
import { distanceBinWidth } from '../../server/gate/shadow.ts';
import { cell, evidenceOf } from './cells.ts';
import { judgedBy, machine, now } from './modes.ts';

const before = (ms: number): Date => new Date(now.getTime() - ms);

/** A hundred documents' distances in bin 20, and as many in bin 30. */
const distances = (of: 'document-face' | 'record-face') => [
  { of, bin: 20, cases: 100, ...machine },
  { of, bin: 30, cases: 100, ...machine },
];
/** What was confirmed: half admitted, half refused, no false admit in 400. */
const confirmed = evidenceOf([cell('admit', 'admit', 400), cell('refuse', 'refuse', 400)], {
  distances: [...distances('document-face'), ...distances('record-face')],
});

type Recent = Watched['recent'][number];
const inBin = (bin: number): number => (bin + 0.5) * distanceBinWidth;
const many = (cases: number, outcome: Recent['outcome'], at: Recent['distances'] = {}): readonly Recent[] =>
  Array.from({ length: cases }, () => ({ outcome, distances: at }));

/** A live gate since this morning, of which nothing is known but that it is as it was confirmed. */
const quiet: Watched = {
  now,
  live: {
    share: 0.5,
    expiresAt: new Date(now.getTime() + 3_600_000),
    evidenceSha256: 'e'.repeat(64),
    ...machine,
    proposal: 1,
    confirmation: 2,
    proposedBy: 'cem',
    confirmedBy: 'bea',
    since: before(3_600_000),
  },
  isAsConfirmed: true,
  machine,
  wantedBound: 0.01,
  confirmed,
  current: confirmed,
  recent: [],
  record: { asked: 0, unavailable: 0 },
  audits: { agreed: 0, refused: 0, oldestOpenAt: null },
};

/** The largest number below `all` of which it is so. */
const mostOf = (all: number, isSo: (cases: number) => boolean): number =>
  Array.from({ length: all }, (_, cases) => cases).findLast(isSo) ?? Number.NaN;

const namesOf = (change: Partial<Watched>): readonly string[] =>
  reasonsToFallBack(watchFigures({ ...quiet, ...change })).map(({ code, of }) =>
    of === null ? code : `${code} ${of}`,
  );
const stateOf = (change: Partial<Watched>, code: FallBackCode, of: string | null = null) =>
  watchFigures({ ...quiet, ...change }).find((figure) => figure.code === code && figure.of === of)?.state;

describe('while nothing was evaluated', () => {
  test('there is no reason to fall back', () => {
    expect(namesOf({})).toEqual([]);
  });

  test('nothing that has to be counted first is said to be within', () => {
    const figures = watchFigures(quiet);
    const open = figures.filter(({ state }) => state === 'too-few').map(({ code, of }) => [code, of]);
    expect(open).toEqual([
      ['record-errors', null],
      ['recommendations-drifted', null],
      ['distances-drifted', 'document-face'],
      ['distances-drifted', 'record-face'],
    ]);
    expect(figures.find(({ code }) => code === 'audit-disagrees')?.trials).toBe(0);
  });

  test('every code is among the figures that are looked at', () => {
    expect(new Set(watchFigures(quiet).map(({ code }) => code))).toEqual(new Set(fallBackCodes));
  });
});

describe('the government record', () => {
  const { atLeast, unavailableShare } = fallBackLimits.record;
  const most = atLeast * unavailableShare;

  test.each([
    ['one answer less than is needed, and none of them given', atLeast - 1, atLeast - 1, 'too-few'],
    ['one missing answer below the limit', atLeast, most - 1, 'within'],
    ['as many missing as the limit', atLeast, most, 'within'],
    ['one more missing than the limit', atLeast, most + 1, 'beyond'],
    ['no answer at all', 200, 200, 'beyond'],
  ])('%s', (_, asked, unavailable, state) => {
    expect(stateOf({ record: { asked, unavailable } }, 'record-errors')).toBe(state);
    expect(namesOf({ record: { asked, unavailable } })).toEqual(state === 'beyond' ? ['record-errors'] : []);
  });
});

describe('the mix of recommendations', () => {
  const { atLeast, newest, stabilityIndex: limit } = fallBackLimits.recommendations;
  const mixed = (admitted: number, of: number): readonly Recent[] => [
    ...many(admitted, 'admit'),
    ...many(of - admitted, 'refuse'),
  ];
  /** Written down again, by hand: two categories of four, half of the evidence in each. */
  const indexOf = (admitted: number, of: number): number =>
    [
      [400, admitted],
      [0, 0],
      [0, 0],
      [400, of - admitted],
    ].reduce((sum, [was = 0, is = 0]) => {
      const [q, p] = [(was + 0.5) / 802, (is + 0.5) / (of + 2)];
      return sum + (p - q) * Math.log(p / q);
    }, 0);
  const most = mostOf(atLeast, (admitted) => admitted >= atLeast / 2 && indexOf(admitted, atLeast) <= limit);

  test('may move as far as the limit, and not one case further', () => {
    expect(most).toBeGreaterThan(atLeast / 2);
    expect(stateOf({ recent: mixed(most, atLeast) }, 'recommendations-drifted')).toBe('within');
    expect(stateOf({ recent: mixed(most + 1, atLeast) }, 'recommendations-drifted')).toBe('beyond');
    expect(namesOf({ recent: mixed(most + 1, atLeast) })).toEqual(['recommendations-drifted']);
  });

  test('says nothing of one case too few, however far it has moved', () => {
    expect(stateOf({ recent: mixed(0, atLeast - 1) }, 'recommendations-drifted')).toBe('too-few');
    expect(stateOf({ recent: mixed(0, atLeast) }, 'recommendations-drifted')).toBe('beyond');
  });

  test('is that of the newest', () => {
    const [good, bad] = [mixed(newest / 2, newest), mixed(newest, newest)];
    expect(namesOf({ recent: [...good, ...bad] })).toEqual([]);
    expect(namesOf({ recent: [...bad, ...good] })).toEqual(['recommendations-drifted']);
  });
});

describe.each(['document-face', 'record-face'] as const)('distances of the %s', (of) => {
  const { atLeast, significance } = fallBackLimits.distances;
  /** `low` of them where half of the evidence is, the rest where the other half is. */
  const measured = (low: number, all: number): readonly Recent[] => [
    ...many(low, 'admit', { [of]: inBin(20) }),
    ...many(all - low, 'refuse', { [of]: inBin(30) }),
  ];
  // 1.949 = c(0.001), published; 200 were measured for the evidence
  const limit = 1.949 * Math.sqrt((200 + atLeast) / (200 * atLeast));
  const most = mostOf(atLeast, (low) => low / atLeast - 0.5 <= limit);

  test('may lie apart as far as the limit, and not one case further', () => {
    expect(significance).toBe(0.001);
    expect(stateOf({ recent: measured(most, atLeast) }, 'distances-drifted', of)).toBe('within');
    expect(stateOf({ recent: measured(most + 1, atLeast) }, 'distances-drifted', of)).toBe('beyond');
    expect(namesOf({ recent: measured(most + 1, atLeast) })).toContain(`distances-drifted ${of}`);
  });

  test('say nothing of one too few, even where none lies where it did', () => {
    expect(stateOf({ recent: measured(atLeast - 1, atLeast - 1) }, 'distances-drifted', of)).toBe('too-few');
    const without = many(500, 'admit');
    expect(stateOf({ recent: without }, 'distances-drifted', of)).toBe('too-few');
  });

  test('are compared with nothing where nothing was measured before', () => {
    const unmeasured = { ...confirmed, distances: { ...confirmed.distances, [of]: [] } };
    const change = { confirmed: unmeasured, recent: measured(200, 200) };
    expect(stateOf(change, 'distances-drifted', of)).toBe('too-few');
  });

  test('beyond the last bin, and below none, lie at the ends', () => {
    const wild = [...many(atLeast, 'admit', { [of]: 1e9 }), ...many(atLeast, 'refuse', { [of]: -1 })];
    expect(stateOf({ recent: wild }, 'distances-drifted', of)).toBe('beyond');
  });
});

describe('who looks afterwards', () => {
  const { overdueMs } = fallBackLimits.audits;
  const audits = (change: Partial<Watched['audits']>): Partial<Watched> => ({
    audits: { ...quiet.audits, ...change },
  });

  test('would have refused nobody, or the gate falls back', () => {
    expect(namesOf(audits({ agreed: 500 }))).toEqual([]);
    expect(namesOf(audits({ agreed: 500, refused: 1 }))).toEqual(['audit-disagrees']);
    expect(namesOf(audits({ refused: 1 }))).toEqual(['audit-disagrees']);
  });

  test.each([
    ['nothing waits', null, false],
    ['it waits for as long as it may', before(overdueMs), false],
    ['it waits for a moment less', before(overdueMs - 1), false],
    ['it waits for a moment more', before(overdueMs + 1), true],
    ['it waits since a moment that is none', new Date(Number.NaN), true],
  ])('is late when %s', (_, oldestOpenAt, isLate) => {
    expect(namesOf(audits({ oldestOpenAt }))).toEqual(isLate ? ['audits-overdue'] : []);
    expect(areOverdue(oldestOpenAt, now)).toBe(isLate);
  });

  test('is late when the clock tells no time', () => {
    expect(areOverdue(before(1), new Date(Number.NaN))).toBe(true);
  });
});

describe('what people have decided by now', () => {
  const refused = (cases: number, errors = 0) =>
    evidenceOf([cell('refuse', 'refuse', cases - errors), cell('admit', 'refuse', errors)]);

  test.each([
    [0.01, 299],
    [0.05, 59],
    [0.5, 59], // asked for less than the policy does
  ])('shows the bound of %s in %i refusals, and not in one less', (wantedBound, fewest) => {
    expect(namesOf({ wantedBound, current: refused(fewest) })).toEqual([]);
    expect(namesOf({ wantedBound, current: refused(fewest - 1) })).toEqual(['evidence-insufficient']);
    expect(namesOf({ wantedBound, current: refused(fewest, 1) })).toEqual(['evidence-insufficient']);
  });

  test.each([0, -1, Number.NaN])('never shows a bound of %s', (wantedBound) => {
    expect(namesOf({ wantedBound, current: refused(100_000) })).toEqual(['evidence-insufficient']);
  });

  test('shows nothing where nobody was refused', () => {
    expect(namesOf({ current: refused(0) })).toEqual(['evidence-insufficient']);
  });

  test('names a group for which it is worse', () => {
    const current = evidenceOf([
      cell('refuse', 'refuse', 5000),
      cell('admit', 'refuse', 3, { language: 'en' }),
      cell('refuse', 'refuse', 60, { language: 'en' }),
    ]);
    expect(namesOf({ current })).toEqual(['evidence-insufficient groups']);
  });

  test('names a seal that was broken', () => {
    const current = { ...confirmed, leftOut: { 'seal-broken': 1, 'face-free': 7 } };
    expect(namesOf({ current })).toEqual(['evidence-insufficient seals']);
  });
});

test('evidence that cannot be read any more is beyond every limit that needs it', () => {
  expect(namesOf({ confirmed: null })).toEqual([
    'evidence-insufficient confirmed',
    'recommendations-drifted',
    'distances-drifted document-face',
    'distances-drifted record-face',
  ]);
});

test('a stored mode that is not what the history says is named first', () => {
  expect(namesOf({ isAsConfirmed: false, audits: { agreed: 0, refused: 1, oldestOpenAt: null } })).toEqual([
    'mode-altered',
    'audit-disagrees',
  ]);
});

test.each([
  ['policy', { ...machine, policyVersion: 'another' }],
  ['engine', { ...machine, judgedBy: { ...judgedBy, engine: 'another' } }],
  ['record', { ...machine, judgedBy: { ...judgedBy, record: null } }],
  ['registry', { ...machine, judgedBy: { ...judgedBy, registry: 'another' } }],
])('another %s than the evidence is about is named', (part, changed) => {
  expect(namesOf({ machine: changed })).toEqual([`machine-changed ${part}`]);
});

test('a reason says what was measured, the limit, and in how many', () => {
  const [reason] = reasonsToFallBack(watchFigures({ ...quiet, record: { asked: 40, unavailable: 10 } }));
  expect(reason).toEqual({ code: 'record-errors', of: null, measured: 0.25, limit: 0.1, trials: 40 });
});

test('everything that is wrong is named at once', () => {
  const all = namesOf({
    isAsConfirmed: false,
    machine: { ...machine, policyVersion: 'another' },
    record: { asked: 20, unavailable: 20 },
    audits: { agreed: 0, refused: 1, oldestOpenAt: before(fallBackLimits.audits.overdueMs + 1) },
    current: evidenceOf([]),
    recent: many(500, 'review', { 'document-face': inBin(70), 'record-face': inBin(0) }),
  });
  expect(new Set(all.map((name) => name.split(' ')[0]))).toEqual(new Set(fallBackCodes));
});
