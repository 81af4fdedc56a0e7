// How long people waited: one wait per submission, to its first decision, whatever came after.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { decide, later, openDraft, openInReview, openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
let twice: ApplicationId;
beforeAll(async () => {
  stores = await openTestStores();
  const { db } = stores;
  const contested = await openInReview(db);
  await decide(db, contested, 'r_ann', 'approve', { at: later(90) });
  await decide(db, contested, 'r_bo', 'refuse', { at: later(120) });
  const quick = await openDraft(db, {
    state: 'in_review',
    round: 1,
    submittedAt: later(0),
    path: 'face-free',
  });
  await decide(db, quick, 'r_ann', 'approve', { at: later(15) });
  twice = await openInReview(db);
  await decide(db, twice, 'r_ann', 'ask-again', { at: later(30) });
  await db.applications.save(twice, { round: 2, submittedAt: later(60) });
  await decide(db, twice, 'r_ann', 'approve', { round: 2, at: later(100) });
  await openInReview(db);
});
afterAll(() => stores.close());

test('a wait ends with the first decision; a later submission has one of its own', async () => {
  const waits = await stores.db.waits.since(later(0), 10);
  expect(waits).toEqual([
    { path: 'face', submittedAt: later(60), decidedAt: later(100) },
    { path: 'face', submittedAt: later(0), decidedAt: later(90) },
    { path: 'face', submittedAt: later(0), decidedAt: later(30) },
    { path: 'face-free', submittedAt: later(0), decidedAt: later(15) },
  ]);
  expect(await stores.db.waits.since(later(90), 10)).toHaveLength(2);
  expect(await stores.db.waits.since(later(0), 1)).toHaveLength(1);
});

test('a decision remembers when its wait began, and cannot be told otherwise', async () => {
  const { db } = stores;
  const decisions = await db.reviews.decisions(twice);
  expect(decisions.map(({ submittedAt }) => submittedAt)).toEqual([later(0), later(60)]);
  const id = await openInReview(db);
  await db.execute(
    `insert into review_decisions (id, application_id, round, reviewer_id, decision, reasons, message, note, at, submitted_at)
     values ('d_told', $1, 1, 'r_ann', 'approve', '["evidence-agrees"]', '', '', $2, $2)`,
    [id, later(500)],
  );
  expect((await db.reviews.decisions(id))[0]?.submittedAt).toEqual(later(0));
});

test('the pace is taken from the newest first decisions', async () => {
  const { waits } = stores.db;
  expect(await waits.pace(3)).toEqual({ decided: 3, since: later(90) });
  expect((await waits.pace(100)).decided).toBe(5);
  expect(await waits.countDecidedSince(later(91))).toBe(3); // of the contested one the second decision
  expect(await waits.countDecidedSince(later(501))).toBe(0);
});

test('that cases are late is noted by one caller, and again only after it ended', async () => {
  const { waits } = stores.db;
  const note = (isBreached: boolean, minutes: number) => waits.noteBreach(isBreached, later(minutes));
  expect(await note(false, 0)).toBe(false);
  expect((await Promise.all([note(true, 1), note(true, 2), note(true, 3)])).filter(Boolean)).toHaveLength(1);
  expect(await waits.breachedSince()).not.toBeNull();
  expect(await note(true, 9)).toBe(false);
  expect((await Promise.all([note(false, 10), note(false, 10)])).filter(Boolean)).toHaveLength(1);
  expect(await waits.breachedSince()).toBeNull();
  expect(await note(true, 11)).toBe(true);
});
