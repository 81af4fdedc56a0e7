// The database keeps the linked, and on escalated cases everybody but leads, from holding or deciding; revoking takes a reason.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { decide, later, newId, newSha256, openDraft, openInReview, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
let id: ApplicationId;
beforeAll(async () => {
  stores = await openTestStores();
  await stores.db.reviewers.put({ id: 'r_di', name: 'Di', role: 'operator' });
});
afterAll(() => stores.close());
beforeEach(async () => (id = await openInReview(stores.db)));

const declare = (applicationId: ApplicationId, keys: { citizenKey?: string; businessKey?: string } = {}) =>
  stores.db.transaction(async (tx) => {
    await tx.applications.save(applicationId, { declarationSealed: new Uint8Array([1]) });
    const { citizenKey = newSha256(), businessKey = null } = keys;
    await tx.subjectKeys.put(applicationId, { citizenKey, businessKey, lastFourKey: newSha256() });
  });
const claim = (reviewerId: string, applicationId = id) =>
  stores.db.reviews.claim(applicationId, reviewerId, later(30), later(1));
const park = (reviewerId: string) =>
  stores.db.parked.park({
    id: newId('d'),
    applicationId: id,
    round: 1,
    reviewerId,
    decision: 'approve',
    reasons: ['evidence-agrees'],
    items: [],
    message: '',
    note: '',
    decidedAt: later(1),
    settlesAt: later(2),
  });

describe('somebody linked to the applicant', () => {
  const linked = { type: 'own-case' };

  test.each(['citizen', 'business', 'phone', 'email'] as const)(
    'by the same %s neither holds nor decides the case',
    async (kind) => {
      const { db } = stores;
      const key = newSha256();
      await declare(id, { ...(kind === 'citizen' ? { citizenKey: key } : {}), businessKey: key });
      if (kind === 'phone' || kind === 'email') await db.links.putContact(id, [{ kind, key }]);
      const reviewer = newId('r');
      await db.reviewers.put({ id: reviewer, name: 'Linked', role: 'lead' });
      await claim(reviewer);
      await db.reviews.endClaim(id);
      expect(await db.links.addReviewer(reviewer, [{ kind, key }])).toBe(true);
      expect(await db.links.isLinked(reviewer, id)).toBe(true);
      await expect(claim(reviewer)).rejects.toMatchObject(linked);
      await expect(park(reviewer)).rejects.toMatchObject(linked);
      await expect(decide(db, id, reviewer, 'approve')).rejects.toMatchObject(linked);
      await claim('r_ann');
    },
  );

  test('at one remove does not either; the same hash of another kind is no link', async () => {
    const { db } = stores;
    const [own, shared] = [newSha256(), newSha256()];
    const another = await openInReview(db);
    const stranger = await openInReview(db);
    await declare(another, { citizenKey: own });
    await declare(id);
    await declare(stranger, { businessKey: own });
    await db.links.putContact(another, [{ kind: 'phone', key: shared }]);
    await db.links.putContact(id, [{ kind: 'phone', key: shared }]);
    await db.links.putContact(stranger, [{ kind: 'email', key: shared }]);
    const reviewer = newId('r');
    await db.reviewers.put({ id: reviewer, name: 'Near', role: 'reviewer' });
    await db.links.addReviewer(reviewer, [{ kind: 'citizen', key: own }]);
    await expect(claim(reviewer)).rejects.toMatchObject(linked);
    expect(await db.links.isLinked(reviewer, stranger)).toBe(false);
    await claim(reviewer, stranger);
    expect(await db.links.related(id, 10)).toEqual([{ applicationId: another, by: ['phone'] }]);
    expect(await db.links.related(stranger, 10)).toEqual([]);
  });

  test('is so no longer once the declaration is erased, and nothing is kept for what was never declared', async () => {
    const { db } = stores;
    const key = newSha256();
    await declare(id);
    await db.links.putContact(id, [{ kind: 'email', key }]);
    await db.links.addReviewer('r_cy', [{ kind: 'email', key }]);
    expect(await db.links.isLinked('r_cy', id)).toBe(true);
    await db.applications.save(id, { declarationSealed: null });
    expect(await db.links.isLinked('r_cy', id)).toBe(false);
    const draft = await openDraft(db);
    await expect(db.links.putContact(draft, [{ kind: 'email', key }])).rejects.toThrow(/no declaration/);
    expect(await db.links.addReviewer('r_nobody', [{ kind: 'email', key }])).toBe(false);
  });
});

describe('an escalated submission', () => {
  const given = /given to the leads/;
  const escalate = (reviewerId = 'r_ann', round = 1) =>
    stores.db.escalations.add({
      applicationId: id,
      round,
      reviewerId,
      reason: 'cannot-tell',
      note: 'both look right',
      at: later(2),
    });

  test('is claimed and decided by leads alone', async () => {
    const { db } = stores;
    await escalate();
    for (const reviewer of ['r_ann', 'r_cy', 'r_di']) {
      await expect(claim(reviewer)).rejects.toThrow(given);
      await expect(park(reviewer)).rejects.toThrow(given);
      await expect(decide(db, id, reviewer, 'approve')).rejects.toThrow(given);
    }
    await claim('r_bo');
    await decide(db, id, 'r_bo', 'refuse', { reasons: ['fraud-suspected'] });
    await expect(decide(db, id, 'r_ann', 'refuse')).rejects.toThrow(given);
    await decide(db, id, 'r_cy', 'refuse');
  });

  test('is given once, for what is in review, and for good', async () => {
    await escalate();
    await expect(escalate('r_cy')).rejects.toThrow(/duplicate key/);
    await expect(escalate('r_cy', 2)).rejects.toThrow(/not in review/);
    for (const change of ['delete from escalations', "update escalations set note = 'x'"])
      await expect(stores.db.execute(change, [])).rejects.toThrow(/append-only/);
  });
});

describe('an admission', () => {
  const revoke = () => stores.db.applications.save(id, { state: 'revoked' });
  const note = (reviewerId: string) =>
    stores.db.revocations.add({
      applicationId: id,
      reviewerId,
      reason: 'fraud-found',
      message: '',
      note: 'the card was reported stolen',
      at: later(90),
    });
  const admitOne = async () => {
    await decide(stores.db, id, 'r_ann', 'approve');
    await stores.db.applications.save(id, { state: 'admitted', decidedAt: later(60) });
  };

  test('is not revoked without a reason of a lead or an operator', async () => {
    await admitOne();
    await expect(revoke()).rejects.toThrow(/cannot be revoked/);
    await note('r_cy');
    await expect(revoke()).rejects.toThrow(/cannot be revoked/);
  });

  test.each(['r_bo', 'r_di'])('is revoked by %s, and stays so', async (reviewer) => {
    await admitOne();
    await note(reviewer);
    await revoke();
    expect(await stores.db.revocations.find(id)).toMatchObject({
      reason: 'fraud-found',
      reviewerId: reviewer,
    });
    for (const state of ['in_review', 'admitted', 'refused'] as const)
      await expect(stores.db.applications.save(id, { state })).rejects.toThrow(
        /stays so|the gate holds|cannot be/,
      );
    await expect(stores.db.execute('delete from revocations', [])).rejects.toThrow(/append-only/);
  });

  test('has to be one: nothing else is revoked', async () => {
    await note('r_bo');
    await expect(revoke()).rejects.toThrow(/cannot be revoked/);
  });
});
