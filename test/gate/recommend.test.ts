// What the checks alone would say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applicationPaths } from '../../server/domain/application.ts';
import { checkNames, type CheckName, type CheckResult } from '../../server/domain/check.ts';
import { checkReasons, reviewReasons, type ReasonCode } from '../../server/domain/reason-code.ts';
import { hasBusiness, subjectKinds } from '../../server/domain/subject.ts';
import { recommend, type Facts } from '../../server/gate/gate.ts';
import { policy, type Policy } from '../../server/gate/policy.ts';
import { judgedBy } from './modes.ts';

const passed: CheckResult = { outcome: 'passed' };
const allPassed: Facts['checks'] = Object.fromEntries(checkNames.map((check) => [check, passed]));
const facts = (change: Partial<Facts> = {}): Facts => ({
  subjectKind: 'company',
  path: 'face',
  checks: allPassed,
  resubmissionsLeft: 3,
  judgedBy,
  ...change,
});
const withResult = (
  check: CheckName,
  outcome: 'failed' | 'inconclusive' | 'unavailable',
  reason: ReasonCode,
) => ({
  ...allPassed,
  [check]: { outcome, reason },
});
const outcomeOf = (change: Partial<Facts>) => recommend(facts(change), policy).outcome;

test.each(subjectKinds)('recommends to admit %s when everything that is required passed', (subjectKind) => {
  expect(recommend(facts({ subjectKind }), policy)).toEqual({
    outcome: 'admit',
    reasons: [],
    policyVersion: policy.version,
    judgedBy,
  });
});

test('an empty policy admits nobody', () => {
  const empty: Policy = { ...policy, required: { individual: [], 'sole-proprietor': [], company: [] } };
  for (const subjectKind of subjectKinds) {
    expect(recommend(facts({ subjectKind }), empty)).toMatchObject({
      outcome: 'review',
      reasons: ['check-missing'],
    });
  }
});

test('recommends a person when a required check is missing', () => {
  for (const { check } of policy.required.company) {
    const checks = Object.fromEntries(Object.entries(allPassed).filter(([name]) => name !== check));
    expect(recommend(facts({ checks }), policy)).toMatchObject({
      outcome: 'review',
      reasons: ['check-missing'],
    });
  }
});

test('recommends a person when the record could not be asked', () => {
  const checks = withResult('government-record', 'unavailable', 'record-unavailable');
  expect(recommend(facts({ checks }), policy)).toMatchObject({
    outcome: 'review',
    reasons: ['record-unavailable'],
  });
});

test.each([
  ['document-data', 'under-age', 'refuse'],
  ['government-record', 'record-mismatch', 'review'],
  ['liveness', 'liveness-face-changed', 'review'],
  ['business-registry', 'registry-not-active', 'review'],
] as const)('a failed %s for %s recommends to %s', (check, reason, outcome) => {
  expect(outcomeOf({ checks: withResult(check, 'failed', reason) })).toBe(outcome);
});

test('recommends to ask again when the applicant can put everything right', () => {
  const fixable = {
    ...withResult('document-data', 'failed', 'document-data-malformed'),
    'document-quality': { outcome: 'failed', reason: 'photo-quality-poor' },
  } as const;
  expect(outcomeOf({ checks: fixable })).toBe('resubmit');
  expect(outcomeOf({ checks: fixable, resubmissionsLeft: 0 })).toBe('refuse');
  const alsoUnavailable = {
    ...withResult('document-quality', 'inconclusive', 'photo-quality-poor'),
    'government-record': { outcome: 'unavailable', reason: 'record-unavailable' },
  } as const;
  expect(outcomeOf({ checks: alsoUnavailable })).toBe('review');
});

test('the face-free path is always for a person, and says so first', () => {
  expect(recommend(facts({ path: 'face-free' }), policy)).toMatchObject({
    outcome: 'review',
    reasons: ['face-free-path'],
  });
  const checks = withResult('document-data', 'failed', 'under-age');
  expect(recommend(facts({ path: 'face-free', checks }), policy)).toMatchObject({
    outcome: 'review',
    reasons: ['face-free-path', 'under-age'],
  });
});

test('attack signals alone change nothing', () => {
  for (const outcome of ['failed', 'inconclusive', 'unavailable'] as const) {
    const checks = withResult('presentation-attack', outcome, 'attack-detector-not-installed');
    expect(outcomeOf({ checks })).toBe('admit');
  }
});

test('what a kind of subject does not need does not stand in its way', () => {
  const checks = withResult('business-registry', 'failed', 'registry-not-found');
  for (const subjectKind of subjectKinds) {
    expect(outcomeOf({ checks, subjectKind })).toBe(hasBusiness[subjectKind] ? 'review' : 'admit');
  }
});

test.each(reviewReasons)('a check that gives the reviewers’ reason %s is a fault, for a person', (reason) => {
  expect(recommend(facts({ checks: withResult('liveness', 'failed', reason) }), policy)).toMatchObject({
    outcome: 'review',
    reasons: ['check-missing'],
  });
});

test('an answer that is no known answer is never a yes', () => {
  const checks = { ...allPassed, liveness: { outcome: 'Passed' } as unknown as CheckResult };
  expect(outcomeOf({ checks })).toBe('review');
});

const result: fc.Arbitrary<CheckResult> = fc.oneof(
  fc.constant(passed),
  fc.record({
    outcome: fc.constantFrom('failed' as const, 'inconclusive' as const, 'unavailable' as const),
    reason: fc.constantFrom(...checkReasons),
  }),
);
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  subjectKind: fc.constantFrom(...subjectKinds),
  path: fc.constantFrom(...applicationPaths),
  checks: fc.dictionary(fc.constantFrom(...checkNames), result),
  resubmissionsLeft: fc.nat(5),
  judgedBy: fc.constant(judgedBy),
});

test('the same facts always give the same recommendation, in whatever order the checks came', () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      const reversed = { ...any, checks: Object.fromEntries(Object.entries(any.checks).reverse()) };
      expect(recommend(reversed, policy)).toEqual(recommend(any, policy));
    }),
  );
});

test('with any reasons, admits exactly what passed, and tells every reason once', () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      const { outcome, reasons } = recommend(any, policy);
      const results = policy.required[any.subjectKind].map(({ check }) => any.checks[check]);
      expect(outcome === 'admit').toBe(
        any.path === 'face' && results.every((one) => one?.outcome === 'passed'),
      );
      expect(new Set(reasons).size).toBe(reasons.length);
      for (const one of results) {
        if (one === undefined) expect(reasons).toContain('check-missing');
        else if (one.outcome !== 'passed') expect(reasons).toContain(one.reason);
      }
    }),
  );
});
