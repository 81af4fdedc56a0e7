// Old decisions can be asked about again: each version of the policy still says what it required.
import { describe, expect, test } from 'vitest';
import { subjectKinds } from '../../server/domain/subject.ts';
import { checkReasonMeaning, reviewReasonMeaning } from '../../server/gate/reasons.ts';
import { policy } from '../../server/gate/policy.ts';
import { policyOfVersion, requiredByVersion } from '../../server/gate/policy-versions.ts';

test('the present policy requires what its version is remembered to require', () => {
  expect(policyOfVersion(policy.version)?.required).toEqual(policy.required);
});

/** Who can fix it and how many people overrule it, as every decision so far was made; a new reason is added here. */
const meant: Readonly<Record<string, string>> = {
  'photo-quality-poor': 'applicant one',
  'photo-missing': 'applicant one',
  'document-data-malformed': 'applicant one',
  'under-age': 'nobody never',
  'business-code-check-digit': 'nobody one',
  'liveness-not-done': 'applicant one',
  'liveness-not-followed': 'applicant one',
  'liveness-face-changed': 'nobody two',
  'liveness-frames-impossible': 'nobody one',
  'capture-doubtful': 'nobody one',
  'attack-suspected': 'nobody one',
  'attack-detector-failed': 'operator one',
  'attack-detector-not-installed': 'operator one',
  'willingness-not-stated': 'applicant one',
  'willingness-receipt-broken': 'applicant one',
  'document-face-differs': 'nobody two',
  'document-face-unclear': 'applicant one',
  'document-face-not-found': 'applicant one',
  'face-not-asked': 'nobody one',
  'record-mismatch': 'nobody two',
  'record-not-found': 'nobody two',
  'record-face-differs': 'nobody two',
  'record-face-unclear': 'nobody one',
  'record-portrait-missing': 'nobody one',
  'record-face-refused': 'nobody two',
  'record-photo-unclear': 'applicant one',
  'record-photo-light': 'applicant one',
  'record-photo-face-covered': 'applicant one',
  'record-photo-framing': 'applicant one',
  'record-unavailable': 'operator one',
  'record-consent-refused': 'nobody one',
  'registry-mismatch': 'nobody two',
  'registry-not-found': 'nobody two',
  'registry-not-active': 'nobody two',
  'registry-doubtful': 'nobody one',
  'registry-unavailable': 'operator one',
  'check-missing': 'operator one',
  'face-free-path': 'nobody one',
};
const meantForTwo = ['fraud-suspected'];

test('what reasons mean to the gate is what they meant when decisions were made, so that these can be replayed', () => {
  const now = Object.fromEntries(
    Object.entries(checkReasonMeaning).map(([reason, { fixableBy, overruledBy }]) => [
      reason,
      `${fixableBy} ${overruledBy}`,
    ]),
  );
  expect(now).toMatchObject(meant);
  const forTwo = Object.entries(reviewReasonMeaning).filter(([, { takes }]) => takes === 'two');
  expect(forTwo.map(([reason]) => reason)).toEqual(expect.arrayContaining(meantForTwo));
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
