// What the policy in force requires of whom.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { upperBound95 } from '../../server/domain/binomial-bound.ts';
import { hasBusiness, subjectKinds } from '../../server/domain/subject.ts';
import { faceMatchMeasurement, policy } from '../../server/gate/policy.ts';

test.each(subjectKinds)(
  'requires the person to be established of %s, and the business where there is one',
  (kind) => {
    const required = policy.required[kind].map(({ check }) => check);
    const person = [
      'document-quality',
      'document-data',
      'liveness',
      'willingness',
      'document-face-match',
      'government-record',
    ];
    expect(required).toEqual(hasBusiness[kind] ? [...person, 'business-registry'] : person);
  },
);

test('what is called the same face is stricter than what a person still has to look at', () => {
  expect(policy.limits.sameFaceDistance).toBeLessThan(policy.limits.unclearFaceDistance);
});

test('what is called the same face is called so at the distance that was measured, and claims no more than that', () => {
  const { at, different, same } = faceMatchMeasurement;
  expect(at).toBe(policy.limits.sameFaceDistance);
  const source = readFileSync(new URL('../../server/gate/policy.ts', import.meta.url), 'utf8');
  const percent = (rate: number): string => `below ${(Math.ceil(rate * 1000) / 10).toFixed(1)} %`;
  for (const bound of [
    upperBound95(different.falseMatches, different.pairs),
    upperBound95(same.falseNonMatches, same.pairs),
  ])
    expect(source).toContain(percent(bound));
});
