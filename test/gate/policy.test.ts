// What the policy in force requires of whom.
import { expect, test } from 'vitest';
import { hasBusiness, subjectKinds } from '../../server/domain/subject.ts';
import { policy } from '../../server/gate/policy.ts';

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
