// The figures of quality and known cases over HTTP: one's own for reviewers, everybody's for leads.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listKnownCases, markKnownCase, readQuality } from '../../server/contract/quality.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { approval } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { giveAgain } from '../support/quality.ts';
import { decideForGood, startQualityDesks, type QualityDesks } from '../support/quality-desks.ts';

let room: QualityDesks;
beforeAll(async () => {
  room = await startQualityDesks();
});
afterAll(() => room.portcullis.close());
afterEach(() => room.clear());

const marked = (applicationId: string) => ({
  body: {
    applicationId: applicationId as ApplicationId,
    decision: 'refuse' as const,
    reasons: ['identity-not-established' as const],
    explanation: 'The portrait is not the person.',
  },
});

test('a reviewer sees the overall figures and their own, a lead everybody’s', async () => {
  const { alias } = await room.aliasForBea();
  await decideForGood(room.desks().bea, alias, approval);
  await room.portcullis.tend();
  const lead = await room.desks().bea.call(readQuality, { query: { days: 7 } });
  expect(lead.agreement.second).toMatchObject({ pairs: 1, agreed: 1, kappa: null });
  expect(lead.decisions.reviewers.map(({ reviewerId }) => reviewerId).sort()).toEqual(['ann', 'bea']);
  const own = await room.desks().ann.call(readQuality, { query: {} });
  expect(own.decisions.reviewers.map(({ reviewerId }) => reviewerId)).toEqual(['ann']);
  expect(own.times.reviewers.map(({ reviewerId }) => reviewerId)).toEqual(['ann']);
  expect(own.decisions.all.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('leads mark known cases, which are given to nobody who decided, saw or marked them', async () => {
  const { bea, cem } = room.desks();
  const applicant = await room.settledByAnn();
  await expectRefused(cem.call(markKnownCase, marked(applicant.id)), 'role-not-enough');
  await expectRefused(cem.call(listKnownCases, {}), 'role-not-enough');
  const { knownCases } = await bea.call(markKnownCase, marked(applicant.id));
  expect(knownCases[0]).toMatchObject({ decision: 'refuse', given: 0, endedBecause: null });
  await expectRefused(bea.call(markKnownCase, marked(applicant.id)), 'event-not-possible');
  // Ann decided it, Cem looked, Bea marked it: nobody is left
  const knownCaseId = knownCases[0]?.knownCaseId ?? '';
  await expect(giveAgain(room.portcullis, applicant.id, { kind: 'known', knownCaseId })).rejects.toThrow(
    'to nobody',
  );
});
