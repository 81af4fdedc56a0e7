// What becomes of a recommendation: reviewers decide; in live, the automation may admit and nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReasons, reviewReasons, type CheckReason } from '../../server/domain/reason-code.ts';
import { decisions, type Review } from '../../server/domain/review-case.ts';
import { admit, type Admission, type Recommendation } from '../../server/gate/gate.ts';
import { hold, type GateMode } from '../../server/gate/mode.ts';
import { checkReasonMeaning } from '../../server/gate/reasons.ts';
import { judgedBy, live as liveAs, machine } from './modes.ts';
import { people, review, reviewSets } from './reviews.ts';

const recommending = (...reasons: readonly CheckReason[]): Recommendation => ({
  outcome: reasons.length === 0 ? 'admit' : 'review',
  reasons,
  ...machine,
});
const live = liveAs();
const inHold = (recommendation: Recommendation, name: string) => {
  const reviews = reviewSets[name];
  if (reviews === undefined) throw new Error(`no reviews called ${name}`);
  const { outcome, awaitsSecondReviewer } = admit(recommendation, reviews, hold, 0);
  return awaitsSecondReviewer ? `${outcome}, waiting for another person` : outcome;
};

const waiting = 'review, waiting for another person';
const table: Record<string, { ordinary: string; grave: string; barred: string }> = {
  none: { ordinary: 'review', grave: 'review', barred: 'review' },
  'one approves': { ordinary: 'admit', grave: waiting, barred: waiting },
  'one refuses': { ordinary: 'refuse', grave: 'refuse', barred: 'refuse' },
  'one asks again': { ordinary: 'resubmit', grave: 'resubmit', barred: 'resubmit' },
  'two approve': { ordinary: 'admit', grave: 'admit', barred: waiting },
  'the same person approves twice': { ordinary: 'admit', grave: waiting, barred: waiting },
  'the same person refuses twice': { ordinary: 'refuse', grave: 'refuse', barred: 'refuse' },
  'one approves, another refuses': { ordinary: waiting, grave: waiting, barred: waiting },
  'one refuses, another approves': { ordinary: waiting, grave: waiting, barred: waiting },
  'one approves, another asks again': { ordinary: 'resubmit', grave: 'resubmit', barred: 'resubmit' },
  'two against one': { ordinary: 'admit', grave: 'admit', barred: waiting },
  'one against two': { ordinary: 'refuse', grave: 'refuse', barred: 'refuse' },
  'one suspects fraud': { ordinary: waiting, grave: waiting, barred: waiting },
  'the same person suspects fraud twice': { ordinary: waiting, grave: waiting, barred: waiting },
  'two suspect fraud': { ordinary: 'refuse', grave: 'refuse', barred: 'refuse' },
  'one suspects fraud, another refuses': { ordinary: 'refuse', grave: 'refuse', barred: 'refuse' },
};

test.each(Object.keys(reviewSets))('in hold, when %s, the table says what becomes of it', (name) => {
  expect({
    ordinary: inHold(recommending('photo-quality-poor'), name),
    grave: inHold(recommending('photo-quality-poor', 'record-mismatch'), name),
    barred: inHold(recommending('record-mismatch', 'under-age'), name),
  }).toEqual(table[name]);
});

test('in live, admits without a person within the share, and only what is recommended to be admitted', () => {
  expect(admit(recommending(), [], live, 0.49)).toEqual({
    outcome: 'admit',
    basis: 'automation',
    awaitsSecondReviewer: false,
  });
  const forAPerson = { outcome: 'review', basis: 'nobody-yet', awaitsSecondReviewer: false };
  expect(admit(recommending(), [], live, 0.5)).toEqual(forAPerson);
  expect(admit(recommending(), [], live, Number.NaN)).toEqual(forAPerson);
  expect(admit(recommending(), [], hold, 0)).toEqual(forAPerson);
  for (const outcome of ['resubmit', 'review', 'refuse'] as const) {
    expect(admit({ ...recommending('photo-missing'), outcome }, [], live, 0)).toEqual(forAPerson);
  }
});

test('a recommendation to admit that has reasons against it is for a person', () => {
  const contradictory: Recommendation = { ...recommending('under-age'), outcome: 'admit' };
  expect(admit(contradictory, [], live, 0).outcome).toBe('review');
});

test.each([
  ['another policy', { policyVersion: 'another' }],
  ['another face engine', { judgedBy: { ...judgedBy, engine: 'lettered 2' } }],
  ['another government record', { judgedBy: { ...judgedBy, record: 'another' } }],
  ['no government record', { judgedBy: { ...judgedBy, record: null } }],
  ['another business registry', { judgedBy: { ...judgedBy, registry: 'another' } }],
  ['what nobody knows', { judgedBy: null }],
])('in live, a recommendation made with %s than the evidence is about is for a person', (_, change) => {
  expect(admit({ ...recommending(), ...change }, [], live, 0).outcome).toBe('review');
  expect(admit(recommending(), [], live, 0).outcome).toBe('admit');
});

test('a live mode that somebody else writes does not compile', () => {
  // @ts-expect-error the brand is missing, and only reading what is stored puts it on
  const forged: GateMode = { mode: 'live', share: 0.5, confirmation: 2, ...machine };
  expect(forged).toEqual(live); // nothing but the type tells them apart
});

test('in live, a review counts as it does in hold', () => {
  for (const reviews of Object.values(reviewSets).filter((set) => set.length > 0)) {
    expect(admit(recommending(), reviews, live, 0)).toEqual(admit(recommending(), reviews, hold, 0));
  }
});

test('an admission that somebody else writes does not compile', () => {
  // @ts-expect-error the brand is missing, and only the gate can put it on
  const forged: Admission = { outcome: 'admit', basis: 'automation', awaitsSecondReviewer: false };
  const genuine: Admission = admit(recommending(), [], live, 0);
  expect(forged).toEqual(genuine); // nothing but the type tells them apart
});

const anyReview: fc.Arbitrary<Review> = fc
  .record({
    reviewerId: fc.constantFrom('ann', 'bo', 'cy', 'di', 'ed'),
    decision: fc.constantFrom(...decisions),
    reasons: fc.uniqueArray(fc.constantFrom(...reviewReasons), { minLength: 1, maxLength: 3 }),
  })
  .map(({ reviewerId, decision, reasons }) => review(reviewerId, decision, reasons));
const reviews = fc.array(anyReview, { maxLength: 8 });
const recommendation: fc.Arbitrary<Recommendation> = fc
  .uniqueArray(fc.constantFrom(...checkReasons), { maxLength: 4 })
  .map((reasons) => recommending(...reasons));

test('any sequence of reviews in hold keeps the rules of two people and of one', () => {
  fc.assert(
    fc.property(recommendation, reviews, (recommended, made) => {
      const { outcome, basis } = admit(recommended, made, hold, 0);
      const ways = recommended.reasons.map((reason) => checkReasonMeaning[reason].overruledBy);
      const [approvals, refusals] = [people(made, 'approve'), people(made, 'refuse')];
      const isFraud = made.some(
        ({ decision, reasons }) => decision === 'refuse' && reasons.includes('fraud-suspected'),
      );
      expect(basis).toBe(made.length === 0 ? 'nobody-yet' : 'reviewers');
      if (outcome === 'admit') {
        expect(approvals).toBeGreaterThan(refusals);
        expect(ways).not.toContain('never');
        if (ways.includes('two')) expect(approvals).toBeGreaterThanOrEqual(2);
      }
      if (outcome === 'refuse') {
        expect(refusals).toBeGreaterThan(approvals);
        if (isFraud) expect(refusals).toBeGreaterThanOrEqual(2);
      }
      expect(outcome === 'resubmit').toBe(people(made, 'ask-again') > 0);
    }),
    { numRuns: 2000 },
  );
});

test('in whatever order the reviews were made, and however often asked, the answer is the same', () => {
  fc.assert(
    fc.property(recommendation, reviews, fc.boolean(), (recommended, made, isLive) => {
      const mode = isLive ? live : hold;
      const answer = admit(recommended, made, mode, 0.1);
      expect(admit(recommended, made, mode, 0.1)).toEqual(answer);
      expect(admit(recommended, made.toReversed(), mode, 0.1)).toEqual(answer);
    }),
  );
});

test('one more finding never makes it easier to be admitted', () => {
  fc.assert(
    fc.property(recommendation, fc.constantFrom(...checkReasons), reviews, (recommended, reason, made) => {
      const withMore = recommending(...new Set([...recommended.reasons, reason]));
      if (admit(withMore, made, hold, 0).outcome === 'admit')
        expect(admit(recommended, made, hold, 0).outcome).toBe('admit');
    }),
  );
});
