// Reviewers decide every application, alone or in twos, and the applicant's page shows what came of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appealRefusal, submitApplication } from '../../server/contract/application.ts';
import { changeShift, readQueue } from '../../server/contract/queue.ts';
import {
  claimCase,
  decideCase,
  readCase,
  releaseCase,
  type DecisionBody,
} from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { claimLifetimeMs } from '../../server/domain/limits.ts';
import { replayApplication } from '../../server/features/admission/replay-application.ts';
import { untilChecked } from '../try/drive-application.ts';
import type { ApiClient } from '../try/http-client.ts';
import { cardFront, faceFree, photograph, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, askAgain, bea, cem, decide, fraudRefusal, lookAt, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let desks: { ann: ApiClient; bea: ApiClient; cem: ApiClient };
beforeAll(async () => {
  portcullis = await startPortcullis();
  desks = {
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
  };
});
afterAll(() => portcullis.close());

/** The state's record says that name and number disagree. */
const disagreeingNumber = '99000019900101021X';
const grave = { ...faceFree, declaration: { citizenId: disagreeingNumber } };

describe('an application without any grave finding', () => {
  let applicant: Somebody;
  let params: { applicationId: string };
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'held', faceFree);
    params = { applicationId: applicant.id };
  });

  test('on the face-free path is held like everybody, with nothing asked about the face', async () => {
    expect(await applicant.view()).toMatchObject({ state: 'in_review', path: 'face-free', turn: 'reviewer' });
    const opened = await desks.ann.call(readCase, { params });
    expect(opened.liveness).toBeNull();
    for (const check of ['liveness', 'willingness', 'document-face-match'])
      expect(opened.checks.find((one) => one.check === check)).toMatchObject({
        outcome: 'unavailable',
        reason: 'face-not-asked',
      });
    const sealed = await portcullis.database.verification.recommendation(applicant.id as ApplicationId, 1);
    expect(sealed).toMatchObject({ outcome: 'review', reasons: ['face-free-path', 'face-not-asked'] });
  });

  test('is admitted by one reviewer', async () => {
    expect(await decide(desks.ann, applicant.id, approval)).toMatchObject({ state: 'admitted' });
    expect(await applicant.view()).toMatchObject({ state: 'admitted', outcome: { decision: 'approve' } });
    await expectRefused(applicant.client.call(appealRefusal, { params }), 'event-not-possible');
  });

  test('is refused with reasons, and after an appeal decided by somebody else', async () => {
    await decide(desks.ann, applicant.id, { ...refusal, message: '资料不足', note: 'for colleagues only' });
    const refused = await applicant.view();
    expect(refused).toMatchObject({
      state: 'refused',
      outcome: { decision: 'refuse', reasons: ['identity-not-established'], message: '资料不足' },
    });
    expect(JSON.stringify(refused)).not.toContain('colleagues');

    const appealed = await applicant.client.call(appealRefusal, { params });
    expect(appealed).toMatchObject({ state: 'in_review', turn: 'reviewer', outcome: null });
    expect(await applicant.client.call(appealRefusal, { params })).toMatchObject({ state: 'in_review' });
    await expectRefused(desks.ann.call(claimCase, { params }), 'already-decided-by-you');
    const opened = await desks.bea.call(readCase, { params });
    expect(opened).toMatchObject({ round: 2, awaitsSecondReviewer: false });
    expect(opened.decisions).toMatchObject([{ round: 1, by: 'Ann', decision: 'refuse' }]);
    expect(await decide(desks.bea, applicant.id, approval)).toMatchObject({ state: 'admitted' });
  });

  test('is asked again for one photo, and nothing else is to be done again', async () => {
    await decide(desks.ann, applicant.id, askAgain('id-front'));
    const asked = await applicant.view();
    expect(asked).toMatchObject({
      state: 'awaiting_resubmission',
      turn: 'applicant',
      nextStep: 'id-front',
      fix: [{ item: 'id-front', reasons: ['photo-unreadable'] }],
      outcome: { decision: 'ask-again' },
    });
    expect(asked.steps.filter(({ status }) => status !== 'done').map(({ step }) => step)).toEqual([
      'id-front',
      'submit',
    ]);
    const problem = await expectRefused(
      applicant.client.call(submitApplication, { params }),
      'application-incomplete',
    );
    expect(problem['missing']).toEqual(['id-front']);

    const fixed = await photograph(applicant.client, applicant.id, 'id-front', await cardFront('sample1'));
    expect(fixed).toMatchObject({ nextStep: 'submit', fix: [] });
    await applicant.client.call(submitApplication, { params });
    expect(await untilChecked(applicant.client, applicant.id, { everyMs: 50 })).toMatchObject({
      state: 'in_review',
    });
    const second = await desks.bea.call(readCase, { params });
    expect(second).toMatchObject({
      round: 2,
      decisions: [{ round: 1, decision: 'ask-again' }],
      keptFor: { by: 'Ann', isMe: false },
    });
    await expectRefused(desks.bea.call(claimCase, { params }), 'case-kept-for-another');
    expect((await desks.ann.call(readQueue)).mine).toMatchObject([
      { applicationId: applicant.id, isKeptForMe: true },
    ]);
    expect(await decide(desks.ann, applicant.id, approval)).toMatchObject({ state: 'admitted' });
  });

  test('comes back for everybody when whoever asked has gone off shift', async () => {
    await decide(desks.ann, applicant.id, askAgain('id-front'));
    await photograph(applicant.client, applicant.id, 'id-front', await cardFront('sample1'));
    await applicant.client.call(submitApplication, { params });
    await untilChecked(applicant.client, applicant.id, { everyMs: 50 });
    await desks.ann.call(changeShift, { body: { isOn: false } });
    expect(await decide(desks.bea, applicant.id, approval)).toMatchObject({ state: 'admitted' });
  });

  test('is refused for fraud only by two people', async () => {
    const first = await decide(desks.ann, applicant.id, fraudRefusal);
    expect(first).toMatchObject({ state: 'in_review', awaitsSecondReviewer: true });
    expect(await applicant.view()).toMatchObject({ state: 'in_review', outcome: null });
    await expectRefused(desks.ann.call(claimCase, { params }), 'already-decided-by-you');
    expect(await decide(desks.bea, applicant.id, refusal)).toMatchObject({ state: 'refused' });
  });

  test('about which two people disagree is decided by a third', async () => {
    await decide(desks.ann, applicant.id, fraudRefusal);
    expect(await decide(desks.bea, applicant.id, approval)).toMatchObject({
      state: 'in_review',
      awaitsSecondReviewer: true,
    });
    expect(await decide(desks.cem, applicant.id, approval)).toMatchObject({ state: 'admitted' });
  });
});

describe('an application with a grave finding', () => {
  test('is admitted only by two people, of whom the second does not see what the first decided', async () => {
    const applicant = await somebodyAt(portcullis, 'held', grave);
    const params = { applicationId: applicant.id };
    const first = await decide(desks.ann, applicant.id, { ...approval, note: 'seen the original' });
    expect(first).toMatchObject({ state: 'in_review', awaitsSecondReviewer: true });
    expect(first.recommendation).toMatchObject({ outcome: 'review' });
    expect(await applicant.view()).toMatchObject({ state: 'in_review', outcome: null });

    const blind = await desks.bea.call(readCase, { params });
    expect(blind).toMatchObject({ decisions: [], recommendation: null, awaitsSecondReviewer: true });
    expect(blind.trail.map(({ type }) => type)).not.toContain('review.decided');
    expect(JSON.stringify(blind)).not.toContain('seen the original');
    const claimed = await desks.bea.call(claimCase, { params });
    expect(claimed.decisions).toEqual([]);

    const second = await desks.bea.call(decideCase, { params, body: approval });
    expect(second).toMatchObject({ state: 'admitted', awaitsSecondReviewer: false });
    expect(second.decisions.map(({ by }) => by)).toEqual(['Ann', 'Bea']);
  });

  test('is refused by one', async () => {
    const applicant = await somebodyAt(portcullis, 'held', grave);
    expect(await decide(desks.ann, applicant.id, refusal)).toMatchObject({ state: 'refused' });
  });
});

describe('a case', () => {
  let applicant: Somebody;
  let params: { applicationId: string };
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'held', faceFree);
    params = { applicationId: applicant.id };
  });

  test('cannot be decided or put back by somebody who does not hold it', async () => {
    await expectRefused(desks.ann.call(decideCase, { params, body: approval }), 'case-not-claimed');
    await expectRefused(desks.ann.call(releaseCase, { params }), 'case-not-claimed');
    await desks.ann.call(claimCase, { params });
    await expectRefused(desks.bea.call(claimCase, { params }), 'case-claimed-by-another');
    await expectRefused(desks.bea.call(decideCase, { params, body: approval }), 'case-claimed-by-another');
    await expectRefused(desks.bea.call(releaseCase, { params }), 'case-not-claimed');
    expect(await applicant.view()).toMatchObject({ state: 'in_review' });
  });

  test('claimed by two at once is held by one of them', async () => {
    const tries = [desks.ann, desks.bea, desks.cem].map((desk) => desk.call(claimCase, { params }));
    const outcomes = (await Promise.allSettled(tries)).map(({ status }) => status);
    expect(outcomes.filter((status) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that was put back, or held for too long, may be claimed by another', async () => {
    await desks.ann.call(claimCase, { params });
    await desks.ann.call(releaseCase, { params });
    await desks.bea.call(claimCase, { params });
    portcullis.clock.putForward(claimLifetimeMs + 1000);
    try {
      expect(await desks.cem.call(claimCase, { params })).toMatchObject({
        claim: { isMine: true, by: 'Cem' },
      });
      await expectRefused(desks.bea.call(decideCase, { params, body: approval }), 'case-claimed-by-another');
    } finally {
      portcullis.clock.putRight();
    }
  });

  test('decided twice at once by the same person is decided once', async () => {
    await desks.ann.call(claimCase, { params });
    const tries = [1, 2].map(() => desks.ann.call(decideCase, { params, body: approval }));
    const outcomes = (await Promise.allSettled(tries)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
    const decided = await desks.ann.call(readCase, { params });
    expect(decided.decisions).toHaveLength(1);
    await expectRefused(desks.bea.call(claimCase, { params }), 'event-not-possible');
  });

  test('is decided only for reasons, and with items, that fit the decision', async () => {
    await desks.ann.call(claimCase, { params });
    const misfits = [
      [{ ...approval, reasons: ['fraud-suspected'] as const }, '/reasons/0'],
      [{ ...refusal, items: ['id-front'] as const }, '/items'],
      [askAgain(), '/items'],
      [askAgain('id-back', 'business-licence'), '/items/1'],
      [askAgain('liveness'), '/items/0'],
    ] as const;
    for (const [body, pointer] of misfits) {
      const call = desks.ann.call(decideCase, {
        params,
        body: { ...body, reasons: [...body.reasons], items: [...body.items] },
      });
      const problem = await expectRefused(call, 'invalid-request');
      expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    }
    expect((await desks.ann.call(readCase, { params })).decisions).toEqual([]);
  });

  test('leaves the queue once it is decided', async () => {
    const listed = async (): Promise<boolean> =>
      (await desks.bea.call(readQueue)).cases.some(({ applicationId }) => applicationId === applicant.id);
    expect(await listed()).toBe(true);
    await decide(desks.ann, applicant.id, approval);
    expect(await listed()).toBe(false);
  });
});

test('an application that was never submitted is nobody else’s business', async () => {
  const draft = await somebodyAt(portcullis, 'photographed', faceFree);
  const params = { applicationId: draft.id };
  await expectRefused(desks.ann.call(readCase, { params }), 'not-found');
  await expectRefused(desks.ann.call(claimCase, { params }), 'not-found');
  const [photo] = (await draft.view()).photos;
  const look = lookAt(desks.ann, draft.id, photo?.evidenceId ?? '');
  await expectRefused(look, 'not-found');
});

test.each([
  ['approve', 'evidence-agrees', 'admitted'],
  ['approve', 'identity-confirmed-otherwise', 'admitted'],
  ['ask-again', 'photo-unreadable', 'awaiting_resubmission'],
  ['ask-again', 'wrong-document', 'awaiting_resubmission'],
  ['ask-again', 'face-not-visible', 'awaiting_resubmission'],
  ['ask-again', 'details-disagree', 'awaiting_resubmission'],
  ['ask-again', 'capture-again', 'awaiting_resubmission'],
  ['refuse', 'details-disagree', 'refused'],
  ['refuse', 'identity-not-established', 'refused'],
  ['refuse', 'not-entitled-to-act', 'refused'],
  ['refuse', 'not-of-age', 'refused'],
  ['refuse', 'not-willing', 'refused'],
] as const)(
  'a decision to %s because of %s reaches the applicant with its reason',
  async (decision, reason, state) => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    const items: DecisionBody['items'] = decision === 'ask-again' ? ['id-front'] : [];
    await decide(desks.ann, applicant.id, { decision, reasons: [reason], items, message: '', note: '' });
    expect(await applicant.view()).toMatchObject({ state, outcome: { decision, reasons: [reason] } });
  },
);

// last: of everything that was decided above
test('the gate, asked again about every one of them, answers the same', async () => {
  const { rows } = await portcullis.database.execute(
    "select distinct application_id as id from audit_events where type = 'gate.decided'",
    [],
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { id } of rows as { id: ApplicationId }[]) {
    const replayed = (await replayApplication(portcullis.database, id)) ?? [];
    expect(replayed.length).toBeGreaterThan(1);
    expect(replayed.filter(({ verdict }) => verdict !== 'same')).toEqual([]);
  }
});
