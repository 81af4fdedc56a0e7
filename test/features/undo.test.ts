// A decision can be undone for some seconds; until then it is nothing to anybody but its reviewer.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withdrawApplication } from '../../server/contract/application.ts';
import { settleDecision, undoDecision } from '../../server/contract/decision.ts';
import { readQueue } from '../../server/contract/queue.ts';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, bea, cem, decide, fraudRefusal, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

const undoMs = 30_000;

let portcullis: TestPortcullis;
let desks: { ann: ApiClient; bea: ApiClient; cem: ApiClient };
beforeAll(async () => {
  portcullis = await startPortcullis({ environment: { DECISION_UNDO_SECONDS: String(undoMs / 1000) } });
  desks = {
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
  };
});
afterAll(() => portcullis.close());

let applicant: Somebody;
let params: { applicationId: string };
beforeEach(async () => {
  applicant = await somebodyAt(portcullis, 'held', faceFree);
  params = { applicationId: applicant.id };
});
afterEach(() => portcullis.clock.putRight());

const types = async (): Promise<readonly string[]> =>
  (await portcullis.database.audit.of(applicant.id as ApplicationId)).map(({ type }) => type);
const isListed = async (): Promise<boolean> =>
  (await desks.bea.call(readQueue)).cases.some(({ applicationId }) => applicationId === applicant.id);

describe('while it can be undone', () => {
  test('a decision opens no recommendation, and says how long is left', async () => {
    const parked = await decide(desks.ann, applicant.id, approval);
    expect(parked).toMatchObject({
      state: 'in_review',
      recommendation: null,
      decisions: [],
      claim: null,
      parked: { decision: 'approve' },
    });
    expect(parked.parked?.undoMs).toBeGreaterThan(0);
    expect(parked.parked?.undoMs).toBeLessThanOrEqual(undoMs);
    expect((await desks.ann.call(readCase, { params })).recommendation).toBeNull();
    expect(await types()).not.toContain('review.decided');
  });

  test('the case is in nobody’s queue, and nobody else’s to claim or to decide', async () => {
    await decide(desks.ann, applicant.id, fraudRefusal);
    expect(await isListed()).toBe(false);
    await expectRefused(desks.bea.call(claimCase, { params }), 'case-claimed-by-another');
    await expectRefused(desks.bea.call(decideCase, { params, body: approval }), 'case-claimed-by-another');
    await expectRefused(desks.ann.call(claimCase, { params }), 'already-decided-by-you');
    await expectRefused(desks.ann.call(decideCase, { params, body: refusal }), 'already-decided-by-you');
    const seen = await desks.bea.call(readCase, { params });
    expect(seen).toMatchObject({ parked: null, decisions: [], claim: { isMine: false, by: 'Ann' } });
  });

  test('the applicant sees nothing of it', async () => {
    const before = await applicant.view();
    await decide(desks.ann, applicant.id, { ...refusal, message: '资料不足' });
    expect(await applicant.view()).toEqual(before);
  });

  test('is undone by its reviewer, who may then decide otherwise', async () => {
    await decide(desks.ann, applicant.id, approval);
    const undone = await desks.ann.call(undoDecision, { params });
    expect(undone).toMatchObject({
      state: 'in_review',
      parked: null,
      recommendation: null,
      decisions: [],
      claim: { isMine: true },
    });
    expect(await isListed()).toBe(true);
    await desks.ann.call(decideCase, { params, body: refusal });
    expect(await desks.ann.call(settleDecision, { params })).toMatchObject({
      state: 'refused',
      decisions: [{ decision: 'refuse' }],
    });
    expect((await types()).filter((type) => type.startsWith('review.'))).toEqual([
      'review.undone',
      'review.decided',
    ]);
  });

  test('is undone by nobody else, and only once', async () => {
    await expectRefused(desks.ann.call(undoDecision, { params }), 'nothing-to-undo');
    await decide(desks.ann, applicant.id, approval);
    await expectRefused(desks.bea.call(undoDecision, { params }), 'nothing-to-undo');
    await desks.bea.call(settleDecision, { params });
    expect((await desks.ann.call(readCase, { params })).parked).not.toBeNull();
    const tries = [1, 2].map(() => desks.ann.call(undoDecision, { params }));
    const outcomes = (await Promise.allSettled(tries)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('counts at once when its reviewer says so, and saying so twice changes nothing', async () => {
    await decide(desks.ann, applicant.id, approval);
    const [first, second] = await Promise.all([1, 2].map(() => desks.ann.call(settleDecision, { params })));
    expect(first).toMatchObject({ state: 'admitted', parked: null, recommendation: { outcome: 'review' } });
    expect(second).toMatchObject({ state: 'admitted', decisions: [{ decision: 'approve' }] });
    await expectRefused(desks.ann.call(undoDecision, { params }), 'nothing-to-undo');
  });

  test('is dropped, with an entry in the trail, when the applicant withdraws meanwhile', async () => {
    await decide(desks.ann, applicant.id, approval);
    await applicant.client.call(withdrawApplication, { params, body: { reason: 'changed-mind' } });
    portcullis.clock.putForward(undoMs);
    await portcullis.tend();
    expect(await applicant.view()).toMatchObject({ state: 'withdrawn', outcome: null });
    const trail = await portcullis.database.audit.of(applicant.id as ApplicationId);
    expect(trail.at(-1)).toMatchObject({ type: 'review.undone', actor: { kind: 'system' } });
    expect(await portcullis.database.reviews.decisions(applicant.id as ApplicationId)).toEqual([]);
  });
});

describe('when its time is over', () => {
  test('a decision counts as soon as anybody looks, and was made when it was made', async () => {
    await decide(desks.ann, applicant.id, approval);
    const decidedAt = portcullis.clock.now();
    portcullis.clock.putForward(undoMs);
    const decided = await desks.ann.call(readCase, { params });
    expect(decided).toMatchObject({ state: 'admitted', recommendation: { outcome: 'review' } });
    expect(Date.parse(decided.decisions[0]?.at ?? '')).toBeLessThanOrEqual(decidedAt.getTime());
    await expectRefused(desks.ann.call(undoDecision, { params }), 'nothing-to-undo');
  });

  test('it counts without anybody looking', async () => {
    await decide(desks.ann, applicant.id, approval);
    await portcullis.tend();
    expect(await applicant.view()).toMatchObject({ state: 'in_review' });
    portcullis.clock.putForward(undoMs);
    await portcullis.tend();
    expect(await applicant.view()).toMatchObject({ state: 'admitted', outcome: { decision: 'approve' } });
  });

  test('it cannot be undone, though nothing has settled it yet', async () => {
    await decide(desks.ann, applicant.id, approval);
    portcullis.clock.putForward(undoMs);
    await expectRefused(desks.ann.call(undoDecision, { params }), 'nothing-to-undo');
  });

  test('the second of two people claims the case that the first one’s decision leaves open', async () => {
    await decide(desks.ann, applicant.id, fraudRefusal);
    portcullis.clock.putForward(undoMs);
    const claimed = await desks.bea.call(claimCase, { params });
    expect(claimed).toMatchObject({ claim: { isMine: true }, decisions: [], awaitsSecondReviewer: true });
    await desks.bea.call(decideCase, { params, body: refusal });
    portcullis.clock.putForward(undoMs);
    await expectRefused(desks.cem.call(claimCase, { params }), 'event-not-possible');
    expect(await applicant.view()).toMatchObject({ state: 'refused' });
  });

  test('what was undone and decided anew keeps its own time', async () => {
    await decide(desks.ann, applicant.id, approval);
    portcullis.clock.putForward(undoMs - 5_000);
    await desks.ann.call(undoDecision, { params });
    await desks.ann.call(decideCase, { params, body: refusal });
    portcullis.clock.putForward(10_000);
    await portcullis.tend();
    expect((await desks.ann.call(readCase, { params })).parked).toMatchObject({ decision: 'refuse' });
  });
});

test('a second reviewer learns nothing of what a first one undid', async () => {
  await decide(desks.ann, applicant.id, fraudRefusal);
  await desks.ann.call(undoDecision, { params });
  await desks.ann.call(decideCase, { params, body: fraudRefusal });
  await desks.ann.call(settleDecision, { params });
  const blind = await desks.bea.call(readCase, { params });
  expect(blind.trail.filter(({ type }) => type.startsWith('review.'))).toEqual([]);
});

test('the job settles a decision that nobody asks about', async () => {
  const quick = await startPortcullis({ environment: { DECISION_UNDO_SECONDS: '0.2' } });
  try {
    const someone = await somebodyAt(quick, 'held', faceFree);
    await decide(await quick.reviewer(ann), someone.id, approval);
    await expect
      .poll(async () => (await someone.view()).state, { timeout: 180_000, interval: 50 })
      .toBe('admitted');
  } finally {
    await quick.close();
  }
});
