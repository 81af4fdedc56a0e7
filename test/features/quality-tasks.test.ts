// Quality tasks over HTTP: like any case to the one they are for, nothing to anybody else, and without any effect.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { appealRefusal } from '../../server/contract/application.ts';
import { settleDecision, undoDecision } from '../../server/contract/decision.ts';
import { identifyReviewer } from '../../server/contract/reviewer-identity.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import {
  claimCase,
  decideCase,
  readCase,
  releaseCase,
  type CaseView,
  type DecisionBody,
} from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { caseFields } from '../../server/domain/case-field.ts';
import { faceFree, somebodyAt } from '../support/applicants.ts';
import { approval, askAgain, decide, fraudRefusal, lookAt, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { giveAgain } from '../support/quality.ts';
import { at, decideForGood, faceOf, startQualityDesks, type QualityDesks } from '../support/quality-desks.ts';
import type { TestPortcullis } from '../support/start-portcullis.ts';

const dayMs = 24 * 3_600_000;

let room: QualityDesks;
let portcullis: TestPortcullis;
beforeAll(async () => {
  room = await startQualityDesks();
  portcullis = room.portcullis;
});
afterAll(() => portcullis.close());
afterEach(() => room.clear());

/** Moments in the order in which an application lives through them. */
function momentsOf(view: CaseView): readonly number[] {
  return [...view.evidence.map(({ addedAt }) => addedAt), view.submittedAt ?? '']
    .sort()
    .concat(view.trail.slice(-1).map((entry) => entry.at))
    .map((moment) => Date.parse(moment));
}

describe('to the one it was given to, an alias looks like an application', () => {
  /** Everything the desk answers while a case is opened, worked on, decided and looked at again. */
  async function everyAnswer(id: string, body: DecisionBody) {
    const { bea } = room.desks();
    const opened = await bea.call(readCase, at(id));
    const [piece] = opened.evidence;
    await lookAt(bea, id, piece?.evidenceId ?? '');
    const claimed = await bea.call(claimCase, at(id));
    await bea.call(releaseCase, at(id));
    await bea.call(claimCase, at(id));
    const revealed = await bea.call(revealCase, { ...at(id), body: { fields: [...caseFields] } });
    const parked = await bea.call(decideCase, { ...at(id), body });
    await bea.call(undoDecision, at(id));
    await bea.call(decideCase, { ...at(id), body });
    const settled = await bea.call(settleDecision, at(id));
    const again = await bea.call(readCase, at(id));
    return { views: [opened, claimed, parked, settled, again], revealed };
  }

  test.each([
    ['approved', approval],
    ['refused', refusal],
    ['refused for fraud', fraudRefusal],
    ['asked again', askAgain('id-front')],
  ])('field by field, when it is %s', async (_name, body) => {
    const ordinary = await somebodyAt(portcullis, 'held', faceFree);
    const { alias } = await room.aliasForBea();
    const [real, given] = [await everyAnswer(ordinary.id, body), await everyAnswer(alias, body)];
    expect(faceOf(given)).toEqual(faceOf(real));
    for (const view of given.views) {
      expect(view.applicationId).toBe(alias);
      const moments = momentsOf(view);
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
      expect(moments.at(-1)).toBeLessThanOrEqual(portcullis.clock.now().getTime());
    }
  });

  test('it waits from the moment it came into the queue', async () => {
    const original = await room.settledByAnn();
    portcullis.clock.putForward(5 * dayMs);
    await room.signIn();
    const { alias, visibleAt } = await giveAgain(portcullis, original.id);
    const { trail, submittedAt } = await room.desks().bea.call(readCase, at(alias));
    const referral = trail.find(({ type }) => type === 'gate.decided');
    expect(referral?.at).toBe(visibleAt.toISOString());
    expect(Date.parse(referral?.at ?? '') - Date.parse(submittedAt ?? '')).toBeLessThan(3_600_000);
  });

  test('nothing in it names the original', async () => {
    const { alias, original } = await room.aliasForBea();
    const view = await room.desks().bea.call(claimCase, at(alias));
    expect(JSON.stringify(view)).not.toContain(original.id);
    expect(JSON.stringify(view)).not.toContain('reviewer ann');
    expect(view.decisions).toEqual([]);
  });

  test('a decision on it counts once it can no longer be undone, and not before', async () => {
    const { alias } = await room.aliasForBea();
    const answer = () => portcullis.database.qualityTasks.findAnswer(alias as ApplicationId);
    await decide(room.desks().bea, alias, refusal);
    expect(await answer()).toBeNull();
    expect(await room.desks().bea.call(undoDecision, at(alias))).toMatchObject({
      parked: null,
      claim: { isMine: true },
    });
    await room.desks().bea.call(decideCase, { ...at(alias), body: approval });
    portcullis.clock.putForward(61_000);
    await portcullis.tend();
    expect(await answer()).toMatchObject({ decision: 'approve' });
    await expectRefused(room.desks().bea.call(undoDecision, at(alias)), 'nothing-to-undo');
  });
});

describe('to anybody else there is no such case', () => {
  test('neither to a colleague nor to who decided the original, nor to its applicant', async () => {
    const { alias, original } = await room.aliasForBea();
    for (const desk of [room.desks().ann, room.desks().cem]) {
      await expectRefused(desk.call(readCase, at(alias)), 'not-found');
      await expectRefused(desk.call(claimCase, at(alias)), 'not-found');
      await expectRefused(desk.call(decideCase, { ...at(alias), body: approval }), 'not-found');
    }
    const agent = await original.agent();
    await agent.get(`/api/applications/${alias}`).expect(404);
  });

  test('nor to whom it is for, before its time', async () => {
    const { alias } = await giveAgain(portcullis, (await room.settledByAnn()).id, { isEarly: true });
    await expectRefused(room.desks().bea.call(readCase, at(alias)), 'not-found');
    portcullis.clock.putForward(1000);
    expect(await room.desks().bea.call(readCase, at(alias))).toMatchObject({ state: 'in_review' });
  });

  test('nobody who looked at the original, decided it, or knows the answer is given it', async () => {
    const applicant = await room.settledByAnn();
    await room.desks().bea.call(readCase, at(applicant.id));
    await expect(giveAgain(portcullis, applicant.id)).rejects.toThrow('to nobody');
  });
});

describe('an answer', () => {
  test('stands in the trail of the original as what it is, and on nobody’s case page', async () => {
    const { alias, original } = await room.aliasForBea();
    await decideForGood(room.desks().bea, alias, refusal);
    const trail = await portcullis.database.audit.of(original.id as ApplicationId);
    const ofQuality = trail.filter(({ type }) => type.startsWith('quality.'));
    expect(ofQuality.map(({ type, data }) => ('act' in data ? data.act : type))).toEqual([
      'quality.given',
      'case.claimed',
      'quality.answered',
    ]);
    expect(ofQuality.at(-1)).toMatchObject({
      data: { alias, decision: 'refuse' },
      actor: { reviewerId: 'bea' },
    });
    const page = await room.desks().ann.call(readCase, at(original.id));
    expect(page.trail.filter(({ type }) => type.startsWith('quality.'))).toEqual([]);
    expect(page.trail.filter(({ actor }) => actor.reviewerId === 'bea')).toEqual([]);
  });

  test('changes nothing for the applicant, whatever it says', async () => {
    const { alias, original } = await room.aliasForBea();
    const before = await original.view();
    await decideForGood(room.desks().bea, alias, fraudRefusal);
    expect(await original.view()).toEqual(before);
    expect(before.state).toBe('admitted');
  });

  test('is timed from opening the case', async () => {
    const { alias } = await room.aliasForBea();
    await room.desks().bea.call(readCase, at(alias));
    portcullis.clock.putForward(80_000);
    await decideForGood(room.desks().bea, alias, approval);
    const { activeMs } = (await portcullis.database.qualityTasks.findAnswer(alias as ApplicationId)) ?? {};
    expect(activeMs).toBeGreaterThanOrEqual(80_000);
    expect(activeMs).toBeLessThan(140_000);
  });
});

describe('an alias whose original moved on', () => {
  test('looks like an application that was withdrawn', async () => {
    const { alias, original } = await room.aliasForBea(refusal);
    await room.desks().bea.call(claimCase, at(alias));
    await original.client.call(appealRefusal, at(original.id));
    await expectRefused(
      room.desks().bea.call(decideCase, { ...at(alias), body: approval }),
      'event-not-possible',
    );
    await portcullis.tend();
    const view = await room.desks().bea.call(readCase, at(alias));
    expect(view).toMatchObject({ state: 'withdrawn', ending: { reason: 'changed-mind' } });
    expect(view.trail.map(({ type }) => type)).toContain('application.withdrawn');
    const trail = await portcullis.database.audit.of(original.id as ApplicationId);
    const withdrawn = trail.find(({ type }) => type === 'quality.withdrawn');
    expect(withdrawn?.data).toEqual({ alias, because: 'changed' });
  });

  test('is taken back when nobody answered in time, and may go to somebody else', async () => {
    const { alias } = await room.aliasForBea();
    portcullis.clock.putForward(dayMs);
    await portcullis.tend();
    expect(await portcullis.database.qualityTasks.find(alias as ApplicationId)).toMatchObject({
      withdrawnBecause: 'unanswered',
    });
  });

  test('that would wait for a second person leaves the queue after a while', async () => {
    await room.signIn();
    const { alias } = await room.aliasForBea();
    expect(await decideForGood(room.desks().bea, alias, fraudRefusal)).toMatchObject({
      awaitsSecondReviewer: true,
    });
    const open = async () =>
      (await portcullis.database.qualityTasks.openOf('bea', portcullis.clock.now())).map(
        (task) => task.alias,
      );
    expect(await open()).toContain(alias);
    portcullis.clock.putForward(dayMs);
    await portcullis.tend();
    expect(await open()).not.toContain(alias);
  });
});

test('to whom the original is linked, an alias is a case of their own', async () => {
  const phone = '+86 138 0000 4321';
  await room.signIn();
  const original = await room.settledByAnn(approval, {
    ...faceFree,
    declaration: { contact: { phone, email: null } },
  });
  const { alias } = await giveAgain(portcullis, original.id);
  const olu = await portcullis.reviewer({ id: 'olu', name: 'Olu', role: 'operator' });
  await olu.call(identifyReviewer, { params: { reviewerId: 'bea' }, body: { phone } });
  const { bea } = room.desks();
  await expectRefused(bea.call(readCase, at(alias)), 'own-case');
  await expectRefused(bea.call(claimCase, at(alias)), 'own-case');
  await expectRefused(bea.call(decideCase, { ...at(alias), body: approval }), 'own-case');
  await expectRefused(bea.call(revealCase, { ...at(alias), body: { fields: ['legalName'] } }), 'own-case');
});
