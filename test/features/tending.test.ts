// What people leave expires; what our own faults leave in checking is handed to a person.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { submitApplication } from '../../server/contract/application.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { draftLifetimeMs } from '../../server/domain/limits.ts';
import { expireDrafts } from '../../server/features/application/expire-drafts.ts';
import { referStuck } from '../../server/features/verification/refer-stuck.ts';
import { policy } from '../../server/gate/policy.ts';
import { faceFree, somebodyAt } from '../support/applicants.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const { signal } = new AbortController();
let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis();
});
afterAll(() => portcullis.close());
afterEach(() => portcullis.clock.putRight());

test('a draft that was left for too long expires, and one that is held does not', async () => {
  const left = await somebodyAt(portcullis, 'declared', faceFree);
  const held = await somebodyAt(portcullis, 'held', faceFree);
  expect(await expireDrafts(portcullis, signal)).toBe(0);
  portcullis.clock.putForward(draftLifetimeMs + 1000);
  expect(await expireDrafts(portcullis, signal)).toBe(1);
  expect(await expireDrafts(portcullis, signal)).toBe(0);
  portcullis.clock.putRight();
  expect(await left.view()).toMatchObject({ state: 'expired', turn: 'nobody', nextStep: null });
  expect(await held.view()).toMatchObject({ state: 'in_review' });
  const call = left.client.call(submitApplication, { params: { applicationId: left.id } });
  await expectRefused(call, 'event-not-possible');
});

test('an application whose checks do not come to an end is held with what is missing', async () => {
  const neverAnswers = '990000199001011108';
  const applicant = await somebodyAt(portcullis, 'photographed', {
    ...faceFree,
    declaration: { citizenId: neverAnswers },
  });
  await applicant.client.call(submitApplication, { params: { applicationId: applicant.id } });
  const { database, clock } = portcullis;
  expect(await referStuck({ database, clock, policy }, signal)).toBe(0);
  clock.putForward(3_600_000);
  expect(await referStuck({ database, clock, policy }, signal)).toBe(1);
  clock.putRight();
  expect(await applicant.view()).toMatchObject({ state: 'in_review', outcome: null });
  const sealed = await database.verification.recommendation(applicant.id as ApplicationId, 1);
  expect(sealed?.outcome).toBe('review');
  expect(sealed?.reasons).toContain('check-missing');
});
