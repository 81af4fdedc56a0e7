// An applicant may go at any time before a decision, loudly or quietly, and nothing pulls them back in.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  appealRefusal,
  declareSubject,
  submitApplication,
  withdrawApplication,
  type ApplicationView,
} from '../../server/contract/application.ts';
import { readQueue } from '../../server/contract/queue.ts';
import { claimCase, readCase } from '../../server/contract/review.ts';
import { readEndings } from '../../server/contract/review-endings.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { ApiClient } from '../try/http-client.ts';
import { declaration, faceFree, somebodyAt, type Somebody, type Stage } from '../support/applicants.ts';
import { openHand } from '../support/capture-hand.ts';
import { ann, approval, askAgain, bea, decide, lookAt, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { filmOf } from '../support/films.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let desk: ApiClient;
beforeAll(async () => {
  portcullis = await startPortcullis();
  desk = await portcullis.reviewer(ann);
});
afterAll(() => portcullis.close());

type Said = 'unwilling-or-pressured' | 'changed-mind';
const withdraw = (
  { client, id }: Somebody,
  reason: Said = 'unwilling-or-pressured',
): Promise<ApplicationView> =>
  client.call(withdrawApplication, { params: { applicationId: id }, body: { reason } });

const trailOf = async ({ id }: Somebody): Promise<string[]> =>
  (await portcullis.database.audit.of(id as ApplicationId)).map(({ type }) => type);

async function expectGone(applicant: Somebody): Promise<void> {
  const params = { applicationId: applicant.id };
  expect(await applicant.view()).toMatchObject({ state: 'withdrawn', turn: 'nobody', nextStep: null });
  await expectRefused(
    applicant.client.call(declareSubject, { params, body: declaration }),
    'application-not-editable',
  );
  await expectRefused(applicant.client.call(submitApplication, { params }), 'event-not-possible');
  await expectRefused(applicant.client.call(appealRefusal, { params }), 'event-not-possible');
  const { cases } = await desk.call(readQueue);
  expect(cases.map(({ applicationId }) => applicationId)).not.toContain(applicant.id);
  expect((await trailOf(applicant)).filter((type) => type === 'application.withdrawn')).toHaveLength(1);
}

const waiting = { timeout: 180_000, interval: 50 };

describe('withdraws', () => {
  test.each(['opened', 'consented', 'declared', 'photographed', 'held'] as const satisfies Stage[])(
    'once it is %s, and once more without any difference',
    async (stage) => {
      const applicant = await somebodyAt(portcullis, stage, faceFree);
      expect(await withdraw(applicant)).toMatchObject({ state: 'withdrawn' });
      expect(await withdraw(applicant)).toMatchObject({ state: 'withdrawn' });
      await expectGone(applicant);
    },
  );

  test('while the checks run; what they find later changes nothing', async () => {
    const slowNumber = '99000019900101101X';
    const applicant = await somebodyAt(portcullis, 'photographed', {
      ...faceFree,
      declaration: { citizenId: slowNumber },
    });
    const params = { applicationId: applicant.id };
    expect(await applicant.client.call(submitApplication, { params })).toMatchObject({ state: 'checking' });
    // the record takes three seconds to answer: everything before it has been checked then
    const asked = () => portcullis.database.queries.of(applicant.id as ApplicationId);
    await vi.waitUntil(async () => (await asked()).length > 0, waiting);
    expect(await withdraw(applicant)).toMatchObject({ state: 'withdrawn' });
    await vi.waitUntil(async () => (await trailOf(applicant)).includes('government-record.asked'), waiting);
    // jobs run one after the other: this one is over when the next has run
    await somebodyAt(portcullis, 'held', faceFree);
    await expectGone(applicant);
    expect(await trailOf(applicant)).not.toContain('gate.decided');
  });

  test('while a reviewer holds the case', async () => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    const params = { applicationId: applicant.id };
    await desk.call(claimCase, { params });
    await withdraw(applicant);
    await expectRefused(desk.call(claimCase, { params }), 'event-not-possible');
    await expectGone(applicant);
  });

  test('when asked again', async () => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    await decide(desk, applicant.id, askAgain('id-front'));
    expect(await withdraw(applicant)).toMatchObject({ state: 'withdrawn' });
    await expectGone(applicant);
  });

  test('not after the decision', async () => {
    const decisions = [
      [approval, 'admitted'],
      [refusal, 'refused'],
    ] as const;
    for (const [decision, state] of decisions) {
      const applicant = await somebodyAt(portcullis, 'held', faceFree);
      await decide(desk, applicant.id, decision);
      const problem = await expectRefused(withdraw(applicant), 'event-not-possible');
      expect(problem['state']).toBe(state);
      expect(await applicant.view()).toMatchObject({ state });
    }
  });
});

describe('a reviewer', () => {
  const listed = async ({ id }: Somebody) =>
    (await desk.call(readEndings)).endings.find(({ applicationId }) => applicationId === id);
  const open = ({ id }: Somebody) => desk.call(readCase, { params: { applicationId: id } });

  test('is told who was not willing or pressured, though nothing was ever sent', async () => {
    const applicant = await somebodyAt(portcullis, 'photographed', faceFree);
    const [photo] = (await applicant.view()).photos;
    await withdraw(applicant);
    const ending = { reason: 'unwilling-or-pressured' };
    expect(await listed(applicant)).toMatchObject({ ...ending, wasSubmitted: false, hasCase: true });
    const nothing = { evidence: [], checks: [], decisions: [], claim: null, willingness: null };
    expect(await open(applicant)).toMatchObject({
      state: 'withdrawn',
      ending,
      submittedAt: null,
      declared: { legalName: '林··' }, // masked, as everywhere
      ...nothing,
    });
    const params = { applicationId: applicant.id };
    await expectRefused(lookAt(desk, applicant.id, photo?.evidenceId ?? '', 'complaint'), 'not-found');
    await expectRefused(desk.call(claimCase, { params }), 'not-found');
    expect(await trailOf(applicant)).toContain('case.viewed');
  });

  test('is told of somebody who had declared nothing, and there is no case to open', async () => {
    const applicant = await somebodyAt(portcullis, 'consented', faceFree);
    await withdraw(applicant);
    expect(await listed(applicant)).toMatchObject({ hasCase: false, subjectKind: null });
    await expectRefused(open(applicant), 'not-found');
  });

  test('is told nothing of an ordinary withdrawal of what was never sent', async () => {
    const applicant = await somebodyAt(portcullis, 'photographed', faceFree);
    await withdraw(applicant, 'changed-mind');
    expect(await listed(applicant)).toBeUndefined();
    await expectRefused(open(applicant), 'not-found');
  });

  test.each(['unwilling-or-pressured', 'changed-mind'] as const)(
    'sees in a case that was sent that it ended by %s',
    async (reason) => {
      const applicant = await somebodyAt(portcullis, 'held', faceFree);
      expect(await open(applicant)).toMatchObject({ ending: null });
      await withdraw(applicant, reason);
      expect(await open(applicant)).toMatchObject({ state: 'withdrawn', ending: { reason } });
      expect((await listed(applicant)) !== undefined).toBe(reason === 'unwilling-or-pressured');
    },
  );

  test('sees that the statement was declined, though it had been agreed to before', async () => {
    const applicant = await somebodyAt(portcullis, 'held');
    expect(await open(applicant)).toMatchObject({ willingness: { answer: 'agree' } });
    await decide(desk, applicant.id, askAgain('liveness'));
    const hand = await openHand(applicant);
    await hand.until('agree');
    expect(await hand.post({ frames: [], answer: 'decline' })).toEqual({ status: 'declined' });
    const reason = 'statement-declined';
    expect(await open(applicant)).toMatchObject({ ending: { reason }, willingness: { answer: 'decline' } });
    expect(await listed(applicant)).toMatchObject({ reason, wasSubmitted: true });
  });
});

test('who declines the statement in the capture has withdrawn, and reviewers can see that it was so', async () => {
  const applicant = await somebodyAt(portcullis, 'photographed');
  const hand = await openHand(applicant);
  await hand.until('agree');
  const frames = (await filmOf('sample1', 'hold-still')).slice(0, 2);
  expect(await hand.post({ frames, answer: 'decline' })).toEqual({ status: 'declined' });
  await expectGone(applicant);
  expect(await trailOf(applicant)).toContain('willingness.declined');
  expect(await desk.call(readCase, { params: { applicationId: applicant.id } })).toMatchObject({
    ending: { reason: 'statement-declined' },
    willingness: { answer: 'decline', statement: expect.stringContaining('林··') as string },
  });
  await expectRefused(hand.post({ frames, answer: 'agree' }), 'challenge-already-used');
  await expectRefused(openHand(applicant), 'application-not-editable');
});

test('who leaves the capture by withdrawing cannot go on with it', async () => {
  const applicant = await somebodyAt(portcullis, 'photographed');
  const hand = await openHand(applicant);
  await withdraw(applicant);
  const frames = (await filmOf('sample1', 'neutral')).slice(0, 2);
  await expectRefused(hand.post({ frames }), 'session-replaced');
  await expectGone(applicant);
});

test('who is refused may still appeal, and withdraw from the appeal', async () => {
  const applicant = await somebodyAt(portcullis, 'held', faceFree);
  await decide(await portcullis.reviewer(bea), applicant.id, refusal);
  await applicant.client.call(appealRefusal, { params: { applicationId: applicant.id } });
  expect(await withdraw(applicant)).toMatchObject({ state: 'withdrawn' });
  await expectGone(applicant);
});
