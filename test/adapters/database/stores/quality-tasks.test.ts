// Cases given once more under an alias: to the unknowing alone, answered once, and never mixed with what counts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerRow, give, knownRow, openSettled, taskRow } from './quality-stories.ts';
import {
  decide,
  later,
  newApplicationId,
  newId,
  openInReview,
  openTestStores,
  type TestStores,
} from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

test('a task comes into the queue of its reviewer when its time has come, and of nobody else', async () => {
  const { db } = stores;
  const alias = await give(db, await openSettled(db), { visibleAt: later(60) });
  const aliases = async (reviewerId: string, minutes: number) =>
    (await db.qualityTasks.openOf(reviewerId, later(minutes))).map((task) => task.alias);
  expect(await aliases('r_bo', 59)).not.toContain(alias);
  expect(await aliases('r_bo', 60)).toContain(alias);
  expect(await aliases('r_cy', 60)).not.toContain(alias);
  await db.qualityTasks.answer(answerRow(alias));
  expect(await aliases('r_bo', 60)).toContain(alias); // until it is known what the answer leads to
  await db.qualityTasks.save(alias, { shownState: 'admitted' });
  expect(await aliases('r_bo', 60)).not.toContain(alias);
});

test('refuses to give a case to who decided it, in whatever round, or knows its answer', async () => {
  const { db } = stores;
  const id = await openSettled(db, { decision: 'refuse' });
  await expect(give(db, id, { reviewerId: 'r_ann' })).rejects.toThrow(/has decided/);
  await db.applications.save(id, { state: 'in_review', round: 2 });
  await decide(db, id, 'r_cy', 'refuse', { round: 2 });
  await db.applications.save(id, { state: 'refused' });
  for (const reviewerId of ['r_ann', 'r_cy'])
    await expect(give(db, id, { reviewerId, round: 2 })).rejects.toThrow(/has decided/);
  await db.knownCases.mark(knownRow(id, { round: 2, markedBy: 'r_bo' }));
  await expect(give(db, id, { reviewerId: 'r_bo', round: 2 })).rejects.toThrow(/knows the answer/);
});

test('refuses to give what is not settled, an application as an alias, or the same case twice', async () => {
  const { db } = stores;
  await expect(give(db, await openInReview(db))).rejects.toThrow(/not settled/);
  const id = await openSettled(db);
  await expect(give(db, id, { round: 2 })).rejects.toThrow(/not settled/);
  await expect(give(db, id, { alias: id })).rejects.toThrow(/is an application/);
  await give(db, id);
  await expect(give(db, id, { alias: newApplicationId() })).rejects.toMatchObject({ code: '23505' });
  await expect(give(db, id, { alias: newApplicationId(), reviewerId: 'r_cy' })).rejects.toMatchObject({
    code: '23505', // one second opinion of a submission at a time
  });
});

test('only the one it was given to answers, once, and not after it was withdrawn', async () => {
  const { db } = stores;
  const alias = await give(db, await openSettled(db));
  await expect(db.qualityTasks.answer(answerRow(alias, { reviewerId: 'r_cy' }))).rejects.toThrow(/not given/);
  await db.qualityTasks.answer(answerRow(alias));
  await expect(db.qualityTasks.answer(answerRow(alias))).rejects.toMatchObject({ code: '23505' });
  await expect(db.qualityTasks.withdraw(alias, 'changed', later(99))).rejects.toThrow(/is answered/);
  const other = await give(db, await openSettled(db));
  await db.qualityTasks.withdraw(other, 'unanswered', later(99));
  await expect(db.qualityTasks.answer(answerRow(other))).rejects.toThrow(/not given/);
});

test('refuses an answer of somebody who meanwhile decided the very case', async () => {
  const { db } = stores;
  const id = await openSettled(db, { decision: 'refuse' });
  const alias = await give(db, id);
  await db.applications.save(id, { state: 'in_review', round: 2 });
  await decide(db, id, 'r_bo', 'approve', { round: 2, at: later(70) });
  await expect(db.qualityTasks.answer(answerRow(alias, { at: later(90) }))).rejects.toThrow(
    /decided the same/,
  );
});

test('what a task stands for, and what was answered, cannot be edited', async () => {
  const { db } = stores;
  const id = await openSettled(db);
  const alias = await give(db, id);
  await db.qualityTasks.answer(answerRow(alias));
  for (const change of [
    "update quality_tasks set reviewer_id = 'r_cy'",
    "update quality_tasks set visible_at = visible_at + interval '1 minute'",
    "update quality_reviews set decision = 'refuse'",
  ])
    await expect(db.execute(`${change} where alias = $1`, [alias])).rejects.toThrow(/stays what|append-only/);
  await expect(db.execute('delete from quality_reviews where alias = $1', [alias])).rejects.toThrow();
  await expect(db.execute('delete from quality_tasks where alias = $1', [alias])).rejects.toThrow();
});

test('an alias has no place among the decisions that count, nor among their claims', async () => {
  const { db } = stores;
  const alias = await give(db, await openSettled(db));
  await expect(decide(db, alias, 'r_bo', 'approve')).rejects.toThrow(/not in review/);
  await expect(db.reviews.claim(alias, 'r_bo', later(90), later(60))).rejects.toMatchObject({
    code: '23503',
  });
  expect(await db.applications.find(alias)).toBeNull();
});

test('a parked answer is taken by one of those who try, and falls due', async () => {
  const { db } = stores;
  const alias = await give(db, await openSettled(db));
  const { id, decision, reasons, items, message, note, at: decidedAt } = answerRow(alias);
  const body = { alias, id, decision, reasons, items, message, note };
  await db.qualityTasks.park({ ...body, decidedAt, settlesAt: later(91) });
  expect(await db.qualityTasks.parkedDue(later(90), 10)).not.toContain(alias);
  expect(await db.qualityTasks.parkedDue(later(91), 10)).toContain(alias);
  expect(await db.qualityTasks.findParked(alias)).toMatchObject({ decision: 'approve', decidedAt });
  const taken = await Promise.all([1, 2].map(() => db.qualityTasks.takeParked(alias, body.id)));
  expect(taken.sort()).toEqual([false, true]);
});

test('a known case says how often it was given, answered, and answered rightly', async () => {
  const { db } = stores;
  const id = await openSettled(db);
  const known = knownRow(id);
  await db.knownCases.mark(known);
  await expect(db.knownCases.mark(knownRow(id))).rejects.toMatchObject({ code: '23505' });
  const task = { kind: 'known', knownCaseId: known.id } as const;
  const wrong = await give(db, id, task);
  await db.qualityTasks.answer(answerRow(wrong));
  const right = await give(db, id, { ...task, reviewerId: 'r_cy' });
  const reasons = ['identity-not-established'] as const;
  await db.qualityTasks.answer(answerRow(right, { reviewerId: 'r_cy', decision: 'refuse', reasons }));
  const [use] = (await db.knownCases.list(100)).filter((one) => one.id === known.id);
  expect(use).toMatchObject({ markedByName: 'Ann', given: 2, answered: 2, right: 1, endedAt: null });
  expect(await db.knownCases.end(known.id, 'taken-back', later(100))).toBe(true);
  expect(await db.knownCases.end(known.id, 'over', later(101))).toBe(false);
  expect((await db.knownCases.inUse()).map((one) => one.id)).not.toContain(known.id);
  await db.knownCases.mark(knownRow(id)); // may be marked again
});

test('refuses a task of a known case without the known case, and the other way round', async () => {
  const { db } = stores;
  const id = await openSettled(db);
  await expect(db.qualityTasks.give(taskRow(id, { kind: 'known' }))).rejects.toThrow(/check constraint/);
  const stray = taskRow(id, { knownCaseId: newId('k') });
  await expect(db.qualityTasks.give(stray)).rejects.toThrow(/check constraint|foreign key/);
});
