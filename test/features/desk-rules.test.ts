// Who may not decide a case: those linked to it, and everybody but leads once it was escalated; and what is taken back.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { escalateCase, saveDraft, settleDecision, undoDecision } from '../../server/contract/decision.ts';
import type { DraftBody } from '../../server/contract/draft.ts';
import { claimNext, readQueue } from '../../server/contract/queue.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import { claimCase, decideCase, readCase, releaseCase } from '../../server/contract/review.ts';
import { identifyReviewer } from '../../server/contract/reviewer-identity.ts';
import { revokeAdmission } from '../../server/contract/revocation.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { claimLifetimeMs } from '../../server/domain/limits.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, askAgain, bea, cem, decide, fraudRefusal, lookAt, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

const olu: Reviewer = { id: 'olu', name: 'Olu', role: 'operator' };
const dan: Reviewer = { id: 'dan', name: 'Dan', role: 'lead' };
/** Numbers at which the sandbox's record agrees with every name. */
const [mine, theirs] = ['990000199001010105', '990000199001010500'] as const;
const phone = '+86 138 0000 7777';

let portcullis: TestPortcullis;
let desks: Record<'ann' | 'bea' | 'cem' | 'olu' | 'dan', ApiClient>;
beforeAll(async () => {
  portcullis = await startPortcullis({ environment: { DECISION_UNDO_SECONDS: '30' } });
  desks = {
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
    olu: await portcullis.reviewer(olu),
    dan: await portcullis.reviewer(dan),
  };
});
afterAll(() => portcullis.close());

const applicantWith = (
  citizenId: string,
  contact = { phone: '+86 10 5555 0100', email: null as string | null },
) => somebodyAt(portcullis, 'held', { ...faceFree, declaration: { citizenId, contact } });
const settled = async (desk: ApiClient, id: string, body: Parameters<typeof decide>[2]) => {
  await decide(desk, id, body);
  return desk.call(settleDecision, { params: { applicationId: id } });
};
/** Everything that the desk gives this reviewer when they ask for the next case again and again; put back at the end. */
async function given(desk: ApiClient): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const { applicationId } = await desk.call(claimNext, { body: { except: [...ids] as ApplicationId[] } });
    if (applicationId === null) break;
    ids.push(applicationId);
  }
  for (const applicationId of ids) await desk.call(releaseCase, { params: { applicationId } });
  return ids;
}
const trailOf = async (id: string): Promise<readonly string[]> =>
  (await portcullis.database.audit.of(id as ApplicationId)).map(({ type }) => type);

describe('a reviewer who is linked to an applicant', () => {
  let own: Somebody;
  let near: Somebody;
  let far: Somebody;
  beforeAll(async () => {
    own = await applicantWith(mine, { phone, email: null });
    near = await applicantWith(theirs, { phone: '138 0000 7777', email: 'Near@example.com' });
    far = await applicantWith(theirs, { phone: '+86 138 0000 8888', email: 'near@example.com' });
    const params = { reviewerId: 'ann' };
    const answer = await desks.olu.call(identifyReviewer, { params, body: { citizen: mine } });
    expect(answer).toEqual({ reviewerId: 'ann', knownBy: ['citizen'] });
  });

  test('neither sees, claims, unmasks nor decides their own case, nor one with a contact in common', async () => {
    for (const applicant of [own, near]) {
      const params = { applicationId: applicant.id };
      await expectRefused(desks.ann.call(readCase, { params }), 'own-case');
      await expectRefused(desks.ann.call(claimCase, { params }), 'own-case');
      await expectRefused(desks.ann.call(decideCase, { params, body: approval }), 'own-case');
      await expectRefused(
        desks.ann.call(revealCase, { params, body: { fields: ['legalName'] } }),
        'own-case',
      );
      const [photo] = (await applicant.view()).photos;
      await expectRefused(lookAt(desks.ann, applicant.id, photo?.evidenceId ?? ''), 'own-case');
    }
    const { cases } = await desks.ann.call(readQueue);
    expect(cases.find(({ applicationId }) => applicationId === near.id)).toMatchObject({ isForOthers: true });
    const ids = await given(desks.ann);
    expect(ids).toContain(far.id);
    expect(ids).not.toContain(own.id);
    expect(ids).not.toContain(near.id);
    expect(await settled(desks.cem, own.id, approval)).toMatchObject({ state: 'admitted' });
  });

  test('decides what is only linked to something linked', async () => {
    await desks.ann.call(claimCase, { params: { applicationId: far.id } });
    await desks.ann.call(releaseCase, { params: { applicationId: far.id } });
  });

  test('is found out while their decision can still be undone, and it never counts', async () => {
    const applicant = await applicantWith('990000199001010615', { phone: '+86 138 0000 6666', email: null });
    await decide(desks.cem, applicant.id, approval);
    const params = { reviewerId: 'cem' };
    await desks.olu.call(identifyReviewer, { params, body: { phone: '13800006666' } });
    portcullis.clock.putForward(30_000);
    await portcullis.tend();
    portcullis.clock.putRight();
    expect(await applicant.view()).toMatchObject({ state: 'in_review' });
    expect((await trailOf(applicant.id)).at(-1)).toBe('review.undone');
    await expectRefused(desks.cem.call(claimCase, { params: { applicationId: applicant.id } }), 'own-case');
  });

  test('may still undo what they decided, and does not get the case back by it', async () => {
    const applicant = await applicantWith('990000199001010818', { phone: '+86 138 0000 5566', email: null });
    const params = { applicationId: applicant.id };
    await decide(desks.bea, applicant.id, approval);
    await desks.olu.call(identifyReviewer, { params: { reviewerId: 'bea' }, body: { phone: '13800005566' } });
    await expectRefused(desks.bea.call(undoDecision, { params }), 'own-case');
    expect((await trailOf(applicant.id)).at(-1)).toBe('review.undone');
    await desks.cem.call(claimCase, { params });
  });

  test('is made known by an operator alone, who must name somebody there is; nothing of it can be read', async () => {
    const params = { reviewerId: 'bea' };
    await expectRefused(desks.bea.call(identifyReviewer, { params, body: { phone } }), 'role-not-enough');
    const nobody = desks.olu.call(identifyReviewer, { params: { reviewerId: 'nobody' }, body: { phone } });
    await expectRefused(nobody, 'not-found');
    const { rows } = await portcullis.database.execute('select * from reviewer_keys', []);
    expect(JSON.stringify(rows)).not.toMatch(/9900001990|1380000/);
    const { rows: events } = await portcullis.database.execute(
      "select data from audit_events where type = 'reviewer.identified'",
      [],
    );
    expect(JSON.stringify(events)).not.toMatch(/9900001990|1380000/);
  });
});

describe('an escalated case', () => {
  const body = { reason: 'rule-unclear' as const, note: 'Two cards, one person. 林试 says both are valid.' };
  let applicant: Somebody;
  let params: { applicationId: string };
  beforeEach(async () => {
    applicant = await applicantWith(theirs, { phone: '+86 138 0000 5555', email: null });
    params = { applicationId: applicant.id };
  });

  test('leaves its reviewer’s hands, and only a lead takes it up', async () => {
    await expectRefused(desks.ann.call(escalateCase, { params, body }), 'case-not-claimed');
    await desks.ann.call(claimCase, { params });
    await expectRefused(
      desks.ann.call(escalateCase, { params, body: { ...body, note: '  ' } }),
      'invalid-request',
    );
    const escalated = await desks.ann.call(escalateCase, { params, body });
    expect(escalated).toMatchObject({
      state: 'in_review',
      claim: null,
      escalation: { by: 'Ann', isMine: true, reason: 'rule-unclear' },
    });
    expect(escalated.escalation?.note).toContain('林··');
    expect(await trailOf(applicant.id)).toContain('case.escalated');
    for (const desk of [desks.ann, desks.cem])
      await expectRefused(desk.call(claimCase, { params }), 'role-not-enough');
    const listed = async (desk: ApiClient) =>
      (await desk.call(readQueue)).cases.find(({ applicationId }) => applicationId === applicant.id);
    expect(await listed(desks.cem)).toMatchObject({ escalated: true, isForOthers: true });
    expect(await listed(desks.bea)).toMatchObject({ escalated: true, isForOthers: false });
    expect(await given(desks.cem)).not.toContain(applicant.id);
    await desks.bea.call(claimCase, { params });
    await expectRefused(desks.bea.call(escalateCase, { params, body }), 'event-not-possible');
    await desks.bea.call(releaseCase, { params });
    expect(await settled(desks.dan, applicant.id, refusal)).toMatchObject({ state: 'refused' });
  });

  test('that takes two people is decided by a lead first, then by anybody but who gave it away', async () => {
    await desks.ann.call(claimCase, { params });
    await desks.ann.call(escalateCase, { params, body });
    await settled(desks.bea, applicant.id, fraudRefusal);
    await expectRefused(desks.ann.call(claimCase, { params }), 'role-not-enough');
    await expectRefused(desks.bea.call(claimCase, { params }), 'already-decided-by-you');
    expect(await settled(desks.olu, applicant.id, refusal)).toMatchObject({ state: 'refused' });
  });

  test('is an ordinary one again when the applicant sends it anew', async () => {
    await desks.ann.call(claimCase, { params });
    await desks.ann.call(escalateCase, { params, body });
    expect(await settled(desks.bea, applicant.id, askAgain('id-front'))).toMatchObject({
      state: 'awaiting_resubmission',
    });
    const { database } = portcullis;
    const id = applicant.id as ApplicationId;
    expect(await database.escalations.isForLeads(id, 1, 'ann')).toBe(true);
    expect(await database.escalations.isForLeads(id, 2, 'ann')).toBe(false);
  });
});

describe('a draft', () => {
  const draft: DraftBody = {
    decision: 'ask-again',
    reasons: ['photo-unreadable'],
    items: ['id-back'],
    message: '请在窗边重拍',
    note: 'glare, again',
  };
  let params: { applicationId: string };
  beforeEach(async () => {
    const applicant = await applicantWith(theirs, { phone: '+86 138 0000 5555', email: null });
    params = { applicationId: applicant.id };
  });

  test('is there again on another device of the same reviewer, for nobody else, until it is decided', async () => {
    await desks.ann.call(claimCase, { params });
    await desks.ann.call(saveDraft, { params, body: { draft } });
    const elsewhere = await portcullis.reviewer(ann);
    expect((await elsewhere.call(readCase, { params })).draft).toEqual(draft);
    expect((await desks.bea.call(readCase, { params })).draft).toBeNull();
    portcullis.clock.putForward(claimLifetimeMs + 1000);
    await elsewhere.call(saveDraft, {
      params,
      body: { draft: { ...draft, note: 'after the claim ran out' } },
    });
    portcullis.clock.putRight();
    await decide(desks.ann, params.applicationId, askAgain('id-back'));
    const undone = await desks.ann.call(undoDecision, { params });
    expect(undone.draft).toMatchObject({ note: 'after the claim ran out' });
    await desks.ann.call(decideCase, { params, body: refusal });
    const decided = await desks.ann.call(settleDecision, { params });
    expect(decided.draft).toBeNull();
    await expectRefused(desks.ann.call(saveDraft, { params, body: { draft } }), 'event-not-possible');
  });

  test('is forgotten when its reviewer throws it away, and with the declaration', async () => {
    await desks.ann.call(saveDraft, { params, body: { draft } });
    await desks.bea.call(saveDraft, { params, body: { draft } });
    await desks.ann.call(saveDraft, { params, body: { draft: null } });
    const id = params.applicationId as ApplicationId;
    const { database } = portcullis;
    expect(await database.drafts.find(id, 'ann')).toBeNull();
    expect(await database.drafts.find(id, 'bea')).not.toBeNull();
    await database.applications.save(id, { declarationSealed: null });
    expect(await database.drafts.find(id, 'bea')).toBeNull();
  });
});

describe('an admission', () => {
  const body = { reason: 'identity-in-doubt' as const, message: '请与我们联系', note: 'twin turned up' };
  let applicant: Somebody;
  let params: { applicationId: string };
  beforeEach(async () => {
    applicant = await applicantWith(theirs, { phone: '+86 138 0000 5555', email: null });
    params = { applicationId: applicant.id };
  });

  test.each(['bea', 'olu'] as const)('is taken back by %s with a reason, for good', async (who) => {
    await settled(desks.ann, applicant.id, approval);
    const revoked = await desks[who].call(revokeAdmission, { params, body });
    expect(revoked).toMatchObject({ state: 'revoked', revocation: { reason: body.reason, note: body.note } });
    expect(await desks[who].call(revokeAdmission, { params, body })).toMatchObject({ state: 'revoked' });
    const seen = await applicant.view();
    expect(seen).toMatchObject({
      state: 'revoked',
      outcome: null,
      revocation: { reason: body.reason, message: body.message },
    });
    expect(JSON.stringify(seen)).not.toContain('twin');
    expect((await trailOf(applicant.id)).filter((type) => type === 'application.revoked')).toHaveLength(1);
  });

  test('is not taken back by a reviewer, nor before there is one, nor without a note', async () => {
    await expectRefused(desks.bea.call(revokeAdmission, { params, body }), 'event-not-possible');
    await settled(desks.ann, applicant.id, approval);
    await expectRefused(desks.ann.call(revokeAdmission, { params, body }), 'role-not-enough');
    await expectRefused(
      desks.bea.call(revokeAdmission, { params, body: { ...body, note: '' } }),
      'invalid-request',
    );
    expect(await applicant.view()).toMatchObject({ state: 'admitted' });
  });
});
