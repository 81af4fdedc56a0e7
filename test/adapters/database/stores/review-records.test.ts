// Cases, claims and decisions: nobody works on a case that somebody holds, nobody decides it twice.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  decide,
  later,
  morning,
  newApplicationId,
  openDraft,
  openInReview,
  openTestStores,
} from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

test('a case is an application that was submitted, whatever its state', async () => {
  const { db } = stores;
  const withdrawn = await openDraft(db, { state: 'withdrawn', round: 1, submittedAt: morning });
  expect(await db.reviews.findCase(withdrawn, morning)).toMatchObject({ state: 'withdrawn', round: 1 });
  expect(await db.reviews.findCase(await openDraft(db), morning)).toBeNull();
  expect(await db.reviews.findCase(newApplicationId(), morning)).toBeNull();
});

const fromNobody = { takenFrom: null };

test("refuses a claim while another reviewer's runs, and renews one's own", async () => {
  const { db } = stores;
  const id = await openInReview(db);
  expect(await db.reviews.claim(id, 'r_ann', later(10), morning)).toEqual(fromNobody);
  expect(await db.reviews.claim(id, 'r_bo', later(15), later(5))).toBe(false);
  expect(await db.reviews.claim(id, 'r_ann', later(20), later(5))).toEqual(fromNobody);
  expect(await db.reviews.claim(id, 'r_bo', later(30), later(19))).toBe(false);
  expect(await db.reviews.claim(id, 'r_bo', later(30), later(20))).toEqual({ takenFrom: 'r_ann' });
  expect((await db.reviews.findCase(id, later(20)))?.claim?.reviewerId).toBe('r_bo');
});

test('of reviewers who claim at once, exactly one holds the case', async () => {
  const { db } = stores;
  for (let i = 0; i < 5; i += 1) {
    const id = await openInReview(db);
    const reviewers = ['r_ann', 'r_bo', 'r_cy'];
    const wins = await Promise.all(
      reviewers.map((reviewer) => db.reviews.claim(id, reviewer, later(10), morning)),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
    const holder = (await db.reviews.findCase(id, morning))?.claim?.reviewerId;
    expect(holder).toBe(reviewers[wins.findIndex(Boolean)]);
  }
});

test('of reviewers who claim at once when a claim ran out, exactly one holds the case', async () => {
  const { db } = stores;
  const id = await openInReview(db);
  await db.reviews.claim(id, 'r_cy', later(10), morning);
  const wins = await Promise.all([
    db.reviews.claim(id, 'r_ann', later(30), later(10)),
    db.reviews.claim(id, 'r_bo', later(30), later(10)),
  ]);
  expect(wins.filter(Boolean)).toHaveLength(1);
});

test('only the holder releases a case', async () => {
  const { db } = stores;
  const id = await openInReview(db);
  await db.reviews.claim(id, 'r_ann', later(10), morning);
  expect(await db.reviews.release(id, 'r_bo')).toBe(false);
  expect(await db.reviews.release(id, 'r_ann')).toBe(true);
  expect(await db.reviews.release(id, 'r_ann')).toBe(false);
  expect(await db.reviews.claim(id, 'r_bo', later(10), morning)).toEqual(fromNobody);
  await db.reviews.endClaim(id);
  expect((await db.reviews.findCase(id, morning))?.claim).toBeNull();
});

test('gives decisions back oldest first, with the name of who made them', async () => {
  const { db } = stores;
  const id = await openInReview(db);
  await decide(db, id, 'r_bo', 'ask-again', { at: later(40) });
  await db.applications.save(id, { round: 2 });
  await decide(db, id, 'r_bo', 'refuse', { round: 2, at: later(60), reasons: ['fraud-suspected'] });
  await decide(db, id, 'r_ann', 'approve', { round: 2, at: later(50) });
  expect(await db.reviews.decisions(id)).toMatchObject([
    { round: 1, reviewerName: 'Bo', decision: 'ask-again', items: ['id-front'] },
    { round: 2, reviewerName: 'Ann', decision: 'approve', reasons: ['evidence-agrees'], items: [] },
    { round: 2, reviewerName: 'Bo', decision: 'refuse', reasons: ['fraud-suspected'] },
  ]);
});

test('nobody decides the same submission twice', async () => {
  const { db } = stores;
  const id = await openInReview(db);
  await decide(db, id, 'r_ann', 'approve');
  await expect(decide(db, id, 'r_ann', 'refuse')).rejects.toMatchObject({ code: '23505' });
});

test('refuses a decision without a reason', async () => {
  const { db } = stores;
  const id = await openInReview(db);
  await expect(decide(db, id, 'r_ann', 'approve', { reasons: [] })).rejects.toThrow(/check constraint/);
});

test('refuses a decision on anything but the submission that is in review', async () => {
  const { db } = stores;
  const id = await openInReview(db, { round: 2 });
  await expect(decide(db, id, 'r_ann', 'approve', { round: 1 })).rejects.toThrow(/not in review/);
  await expect(decide(db, id, 'r_ann', 'approve', { round: 3 })).rejects.toThrow(/not in review/);
  for (const state of ['draft', 'checking', 'awaiting_resubmission', 'withdrawn'] as const) {
    const other = await openDraft(db, { state, round: 1, submittedAt: morning });
    await expect(decide(db, other, 'r_ann', 'approve')).rejects.toThrow(/not in review/);
  }
});
