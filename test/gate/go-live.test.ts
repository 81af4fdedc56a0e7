// Who may make the gate go live, on what, and for how long: each refusal just below, at and above its bound.
import { describe, expect, test } from 'vitest';
import type { GateChange, Machine } from '../../server/domain/gate-change.ts';
import { goLiveLimits } from '../../server/gate/go-live-limits.ts';
import {
  isTooOld,
  refusalsToConfirm,
  refusalsToPropose,
  refusalsToRefuse,
  requiredBound,
  type Circumstances,
  type GateRefusal,
  type Hashed,
  type Person,
} from '../../server/gate/go-live.ts';
import { beforeTheFirst, standingAfter, type Standing } from '../../server/gate/standing.ts';
import { cell, clean, evidenceOf } from './cells.ts';
import { judgedBy, machine, now } from './modes.ts';

const { longestLiveMs, maximumShare, proposalLifetimeMs, loosestFalseAdmitBound } = goLiveLimits;
const inMs = (ms: number): Date => new Date(now.getTime() + ms);

const rev: Person = { id: 'ann', role: 'reviewer' };
const lead: Person = { id: 'bea', role: 'lead' };
const operator: Person = { id: 'cem', role: 'operator' };
const other: Person = { id: 'dan', role: 'operator' };

const good: Hashed = { sha256: 'a'.repeat(64), evidence: clean(299) };
const circumstances: Circumstances = { now, machine, wantedBound: 0.01, hasOverdueAudits: false };
const asked = { share: 0.5, expiresAt: inMs(3_600_000), evidenceSha256: good.sha256 };
const typesOf = (refusals: readonly GateRefusal[]): readonly string[] => refusals.map(({ type }) => type);

interface Asking {
  readonly standing: Standing;
  readonly asked: Partial<typeof asked> & { readonly proposal?: number };
  readonly who: Person;
  readonly then: Hashed;
  readonly current: Hashed['evidence'];
  readonly circumstances: Partial<Circumstances>;
}

function toPropose(change: Partial<Asking> = {}): readonly GateRefusal[] {
  return refusalsToPropose(
    change.standing ?? beforeTheFirst,
    { ...asked, ...change.asked },
    change.who ?? operator,
    change.then ?? good,
    change.current ?? good.evidence,
    { ...circumstances, ...change.circumstances },
  );
}

const proposed = (change: Partial<GateChange & { kind: 'proposed' }> = {}): GateChange => ({
  kind: 'proposed',
  seq: 7,
  by: operator.id,
  note: '',
  at: inMs(-60_000),
  ...asked,
  ...machine,
  ...change,
});
const open = (change?: Parameters<typeof proposed>[0]): Standing => standingAfter([proposed(change)]);

function toConfirm(change: Partial<Asking> = {}): readonly GateRefusal[] {
  return refusalsToConfirm(
    change.standing ?? open(),
    { proposal: 7, evidenceSha256: good.sha256, ...change.asked },
    change.who ?? lead,
    change.then ?? good,
    change.current ?? good.evidence,
    { ...circumstances, ...change.circumstances },
  );
}

const about = (evidence: Hashed['evidence']): Partial<Asking> => ({
  then: { ...good, evidence },
  current: evidence,
});
const newer: Machine = { ...machine, judgedBy: { ...judgedBy, engine: 'lettered 2' } };

test('with everything as it has to be, nothing is in the way', () => {
  expect(toPropose()).toEqual([]);
  expect(toConfirm()).toEqual([]);
});

/** What is asked of the evidence is asked of whoever proposes, and once more of whoever confirms. */
describe.each([
  ['to propose', toPropose],
  ['to confirm', toConfirm],
])('%s', (_, refusals) => {
  test('takes the refusals that show the bound, and is refused for one less', () => {
    expect(refusals(about(clean(299)))).toEqual([]);
    const [short] = refusals(about(clean(298)));
    expect(short).toMatchObject({
      type: 'gate-evidence-insufficient',
      data: { requiredBound: 0.01, falseAdmits: 0, refusals: 298, moreRefusals: 1, groups: [] },
    });
  });

  test('is refused for one false admit in what was enough without', () => {
    const evidence = evidenceOf([cell('refuse', 'refuse', 298), cell('admit', 'refuse', 1)]);
    expect(refusals(about(evidence))).toMatchObject([
      { type: 'gate-evidence-insufficient', data: { falseAdmits: 1, moreRefusals: 174 } },
    ]);
  });

  test('is refused when either the evidence that was shown or all by now falls short', () => {
    expect(typesOf(refusals({ then: { ...good, evidence: clean(298) } }))).toEqual([
      'gate-evidence-insufficient',
    ]);
    expect(typesOf(refusals({ current: clean(298) }))).toEqual(['gate-evidence-insufficient']);
  });

  test('is refused for a group that is shown to be worse', () => {
    const evidence = evidenceOf([
      cell('refuse', 'refuse', 5000),
      cell('admit', 'refuse', 3, { subjectKind: 'company' }),
      cell('refuse', 'refuse', 60, { subjectKind: 'company' }),
    ]);
    expect(refusals(about(evidence))).toMatchObject([
      { type: 'gate-evidence-insufficient', data: { moreRefusals: 0, groups: ['subjectKind: company'] } },
    ]);
  });

  test.each([0, -0.01, Number.NaN])('is refused for a bound of %s, which nothing shows', (wantedBound) => {
    expect(typesOf(refusals({ ...about(clean(100_000)), circumstances: { wantedBound } }))).toEqual([
      'gate-evidence-insufficient',
    ]);
  });

  test('asks for what the policy does where the configuration asks for less', () => {
    const loose = { circumstances: { wantedBound: 0.9 } };
    expect(refusals({ ...about(clean(59)), ...loose })).toEqual([]);
    expect(typesOf(refusals({ ...about(clean(58)), ...loose }))).toEqual(['gate-evidence-insufficient']);
  });

  test('is refused on a digest that is not that of the evidence as it is counted again', () => {
    expect(typesOf(refusals({ then: { ...good, sha256: 'b'.repeat(64) } }))).toEqual([
      'gate-evidence-changed',
    ]);
    expect(typesOf(refusals({ asked: { evidenceSha256: 'b'.repeat(64) } }))).toEqual([
      'gate-evidence-changed',
    ]);
  });

  test.each(['then', 'current'] as const)('is refused for a broken seal among the cases of %s', (which) => {
    const torn = { ...clean(299), leftOut: { 'seal-broken': 2 } };
    const change = which === 'then' ? { then: { ...good, evidence: torn } } : { current: torn };
    expect(refusals(change)).toEqual([{ type: 'gate-evidence-broken', data: { cases: 2 } }]);
  });

  test.each([
    ['policy', { ...machine, policyVersion: 'newer' }],
    ['engine', newer],
    ['record', { ...machine, judgedBy: { ...judgedBy, record: null } }],
    ['registry', { ...machine, judgedBy: { ...judgedBy, registry: 'another' } }],
  ])('is refused when another %s decides by now', (__, changed) => {
    expect(typesOf(refusals({ circumstances: { machine: changed } }))).toEqual(['gate-evidence-outdated']);
  });

  test('is refused while somebody is to be looked at for too long already', () => {
    expect(typesOf(refusals({ circumstances: { hasOverdueAudits: true } }))).toEqual(['gate-audits-overdue']);
  });
});

describe('terms', () => {
  test.each([
    ['the largest share', { share: maximumShare }, true],
    ['more than the largest share', { share: maximumShare + 1e-9 }, false],
    ['a share of almost nobody', { share: Number.MIN_VALUE }, true],
    ['a share of nobody', { share: 0 }, false],
    ['a share below nobody', { share: -0.1 }, false],
    ['a share that is no number', { share: Number.NaN }, false],
    ['the latest end', { expiresAt: inMs(longestLiveMs) }, true],
    ['a moment after the latest end', { expiresAt: inMs(longestLiveMs + 1) }, false],
    ['the next moment', { expiresAt: inMs(1) }, true],
    ['this moment', { expiresAt: inMs(0) }, false],
    ['an end that is no moment', { expiresAt: new Date(Number.NaN) }, false],
  ])('may be of %s: %o is %s', (_, change, isAllowed) => {
    expect(typesOf(toPropose({ asked: change }))).toEqual(isAllowed ? [] : ['gate-terms-too-wide']);
  });

  test('that a proposal has are looked at again when it is confirmed', () => {
    const tooWide = open({ share: maximumShare + 0.01 });
    expect(typesOf(toConfirm({ standing: tooWide }))).toEqual(['gate-terms-too-wide']);
    const tooLong = open({ expiresAt: inMs(longestLiveMs + 1) });
    expect(typesOf(toConfirm({ standing: tooLong }))).toEqual(['gate-terms-too-wide']);
  });

  test('say what the limits are', () => {
    expect(toPropose({ asked: { share: 1 } })[0]?.data).toEqual({ maximumShare: 0.9, longestLiveHours: 720 });
  });
});

describe('who', () => {
  test.each([
    [rev, ['role-not-enough']],
    [lead, ['role-not-enough']],
    [operator, []],
  ])('%o proposes: %o', (who, types) => {
    expect(typesOf(toPropose({ who }))).toEqual(types);
  });

  test.each([
    [rev, ['role-not-enough']],
    [lead, []],
    [other, []],
    [operator, ['gate-needs-second-person']],
    [{ id: operator.id, role: 'lead' } as const, ['gate-needs-second-person']],
  ])('%o confirms or refuses what the operator proposed: %o', (who, types) => {
    expect(typesOf(toConfirm({ who }))).toEqual(types);
    expect(typesOf(refusalsToRefuse(open(), { proposal: 7 }, who))).toEqual(types);
  });

  test('a reviewer who once proposed is told both', () => {
    expect(typesOf(toConfirm({ who: { id: operator.id, role: 'reviewer' } }))).toEqual([
      'role-not-enough',
      'gate-needs-second-person',
    ]);
  });
});

describe('a proposal', () => {
  test('is in the way of the next until it is too old', () => {
    expect(typesOf(toPropose({ standing: open() }))).toEqual(['gate-proposal-open']);
    const oldest = { at: inMs(-proposalLifetimeMs), expiresAt: inMs(1) };
    expect(typesOf(toPropose({ standing: open(oldest) }))).toEqual(['gate-proposal-open']);
    const older = { ...oldest, at: inMs(-proposalLifetimeMs - 1) };
    expect(toPropose({ standing: open(older) })).toEqual([]);
  });

  test.each([
    ['it is as old as it may be', { at: inMs(-proposalLifetimeMs) }, false],
    ['it is a moment older', { at: inMs(-proposalLifetimeMs - 1) }, true],
    ['it is of no moment', { at: new Date(Number.NaN) }, true],
    ['its end is now', { expiresAt: now }, true],
    ['its end is no moment', { expiresAt: new Date(Number.NaN) }, true],
  ])('when %s: %o', (_, change, isOld) => {
    expect(isTooOld({ at: inMs(-1), expiresAt: inMs(1), ...change }, now)).toBe(isOld);
    expect(typesOf(toConfirm({ standing: open(change) }))).toEqual(isOld ? ['gate-proposal-too-old'] : []);
  });

  test.each([
    ['there is none', beforeTheFirst],
    ['another is open', open({ seq: 8 })],
    [
      'it was answered',
      standingAfter([proposed(), { kind: 'refused', seq: 8, by: lead.id, proposal: 7, note: '', at: now }]),
    ],
  ])('is not confirmed and not refused when %s', (_, standing) => {
    expect(typesOf(toConfirm({ standing }))).toEqual(['gate-proposal-not-open']);
    expect(typesOf(refusalsToRefuse(standing, { proposal: 7 }, lead))).toEqual(['gate-proposal-not-open']);
  });
});

test('every reason is told, the most telling first', () => {
  const evidence = { ...clean(10), leftOut: { 'seal-broken': 1 } };
  const all = { ...about(evidence), circumstances: { machine: newer, hasOverdueAudits: true } };
  const changed = { evidenceSha256: 'b'.repeat(64) };
  const ofEvidence = [
    'gate-evidence-outdated',
    'gate-evidence-changed',
    'gate-evidence-broken',
    'gate-evidence-insufficient',
    'gate-audits-overdue',
  ];
  expect(typesOf(toPropose({ ...all, standing: open(), who: rev, asked: { ...changed, share: 1 } }))).toEqual(
    ['role-not-enough', 'gate-proposal-open', 'gate-terms-too-wide', ...ofEvidence],
  );
  const old = open({ at: inMs(-proposalLifetimeMs - 1), evidenceSha256: 'b'.repeat(64) });
  expect(typesOf(toConfirm({ ...all, standing: old, who: { ...operator, role: 'reviewer' } }))).toEqual([
    'role-not-enough',
    'gate-needs-second-person',
    'gate-proposal-too-old',
    ...['gate-evidence-changed', ...ofEvidence],
  ]);
});

test.each([
  [0.001, 0.001],
  [0.05, loosestFalseAdmitBound],
  [0.2, loosestFalseAdmitBound],
  [Number.POSITIVE_INFINITY, loosestFalseAdmitBound],
  [0, 0],
  [-1, 0],
  [Number.NaN, 0],
])('a configured bound of %s is one of %s', (wanted, bound) => {
  expect(requiredBound(wanted)).toBe(bound);
});
