// Every reason code has a meaning that the gate, the applicant and the reviewer can act on.
import { describe, expect, test } from 'vitest';
import { journeyItems } from '../../server/domain/evidence.ts';
import { checkReasons, reviewReasons } from '../../server/domain/reason-code.ts';
import { decisions } from '../../server/domain/review-case.ts';
import { checkReasonMeaning, reviewReasonMeaning } from '../../server/gate/reasons.ts';

test('every reason has a meaning, and nothing else has one', () => {
  expect(Object.keys(checkReasonMeaning).sort()).toEqual([...checkReasons].sort());
  expect(Object.keys(reviewReasonMeaning).sort()).toEqual([...reviewReasons].sort());
});

test('no code is both a check’s and a reviewer’s', () => {
  expect(new Set([...checkReasons, ...reviewReasons]).size).toBe(checkReasons.length + reviewReasons.length);
});

describe.each(checkReasons)('%s', (reason) => {
  const { fixableBy, fixes, overruledBy } = checkReasonMeaning[reason];

  test('says what to do again exactly when the applicant can fix it', () => {
    expect(fixes.length > 0).toBe(fixableBy === 'applicant');
    expect(journeyItems).toEqual(expect.arrayContaining([...fixes]));
  });

  test('takes more than one person only as a finding', () => {
    if (overruledBy !== 'one') expect(fixableBy).toBe('nobody');
  });
});

test('nobody overrules a minor or somebody who declined; two overrule what the record or a face contradicts', () => {
  const overruledBy = (way: string) =>
    checkReasons.filter((reason) => checkReasonMeaning[reason].overruledBy === way);
  expect(overruledBy('never')).toEqual(['under-age']);
  expect(overruledBy('two')).toEqual([
    'liveness-face-changed',
    'document-face-differs',
    'record-mismatch',
    'record-not-found',
    'record-face-differs',
    'record-face-refused',
    'registry-mismatch',
    'registry-not-found',
    'registry-not-active',
  ]);
});

test.each(decisions)('there are reasons to %s', (decision) => {
  expect(reviewReasons.filter((reason) => reviewReasonMeaning[reason].for.includes(decision))).not.toEqual(
    [],
  );
});

test('only a refusal for suspected fraud takes two people by its reason', () => {
  const twoPeople = reviewReasons.filter((reason) => reviewReasonMeaning[reason].takes === 'two');
  expect(twoPeople).toEqual(['fraud-suspected']);
  expect(reviewReasonMeaning['fraud-suspected'].for).toEqual(['refuse']);
});

test('no reason to approve is a reason for anything else', () => {
  for (const reason of reviewReasons) {
    const { for: decisionsFor } = reviewReasonMeaning[reason];
    expect(decisionsFor.length).toBeGreaterThan(0);
    if (decisionsFor.includes('approve')) expect(decisionsFor).toEqual(['approve']);
  }
});
