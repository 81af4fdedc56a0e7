// Old decisions can be asked about again: each version of the policy still says what it required.
import { describe, expect, test } from 'vitest';
import { subjectKinds } from '../../server/domain/subject.ts';
import { policy } from '../../server/gate/policy.ts';
import { policyOfVersion, requiredByVersion } from '../../server/gate/policy-versions.ts';

test('the present policy requires what its version is remembered to require', () => {
  expect(policyOfVersion(policy.version)?.required).toEqual(policy.required);
});

describe('a version', () => {
  test.each(Object.keys(requiredByVersion))('%s requires something of everybody', (version) => {
    const known = policyOfVersion(version);
    expect(known?.version).toBe(version);
    for (const kind of subjectKinds) expect(known?.required[kind].length).toBeGreaterThan(0);
  });

  test.each(['', '2026-11-4-draft', 'constructor', '__proto__', 'toString'])(
    'that is not remembered, %j, is none',
    (version) => {
      expect(policyOfVersion(version)).toBeNull();
    },
  );
});
