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
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  expect(lead.decisions.outcomes.map(({ counts }) => total(counts))).toEqual([2, 0, 0]);
  expect(total(lead.arrivals)).toBe(1);
  const own = await room.desks().ann.call(readQuality, { query: {} });
  expect(own.decisions.reviewers.map(({ reviewerId }) => reviewerId)).toEqual(['ann']);
  expect(own.times.reviewers.map(({ reviewerId }) => reviewerId)).toEqual(['ann']);
  expect(total(own.decisions.all)).toBe(2);
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

test('who has answered a known case is told the right answer and why; nobody else is', async () => {
  const olu = await room.portcullis.reviewer({ id: 'olu', name: 'Olu', role: 'operator' });
  const applicant = await room.settledByAnn();
  const { knownCases } = await olu.call(markKnownCase, marked(applicant.id));
  const { knownCaseId = '' } = knownCases.find(({ applicationId }) => applicationId === applicant.id) ?? {};
  const { alias } = await giveAgain(room.portcullis, applicant.id, { kind: 'known', knownCaseId });
  const { ann, bea } = room.desks();
  const told = async (desk: typeof bea) => (await desk.call(readQuality, { query: {} })).feedback;
  expect(await told(bea)).toEqual([]);
  await decideForGood(bea, alias, approval);
  expect(await told(bea)).toEqual([
    {
      alias,
      at: expect.any(String) as string,
      given: 'approve',
      right: 'refuse',
      explanation: 'The portrait is not the person.',
    },
  ]);
  expect(await told(ann)).toEqual([]);
  const listed = (await olu.call(listKnownCases, {})).knownCases;
  expect(listed.find((one) => one.knownCaseId === knownCaseId)).toMatchObject({ answered: 1, right: 0 });
});
