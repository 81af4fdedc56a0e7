// What is drawn from, and whom a case can be given to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { answerRow, give, openSettled } from './quality-stories.ts';
import {
  answerConsents,
  decide,
  evidenceRow,
  later,
  morning,
  openInReview,
  openTestStores,
  type TestStores,
} from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const drawn = (applicationId: ApplicationId, isSecond: boolean) => ({
  applicationId,
  round: 1,
  secondShare: 0.05,
  knownShare: 0.02,
  isSecond,
  isKnown: false,
  at: later(40),
});

test('each submission that people settled is drawn once', async () => {
  const { db } = stores;
  const settled = await openSettled(db);
  const waiting = await openInReview(db);
  await decide(db, waiting, 'r_ann', 'approve'); // of two that it takes
  const askedAgain = await openSettled(db, { decision: 'ask-again' });
  const undrawn = async () =>
    (await db.qualityDraws.undrawn(morning, 100)).map(({ applicationId }) => applicationId);
  expect(await undrawn()).toContain(settled);
  expect(await undrawn()).not.toContain(waiting);
  expect(await undrawn()).not.toContain(askedAgain);
  expect(await db.qualityDraws.undrawn(later(31), 100)).toEqual([]);
  expect(await db.qualityDraws.record(drawn(settled, false))).toBe(true);
  expect(await db.qualityDraws.record(drawn(settled, true))).toBe(false);
  expect(await undrawn()).not.toContain(settled);
});

test('what was drawn for a second review is to be given until somebody has it', async () => {
  const { db } = stores;
  const id = await openSettled(db);
  await db.qualityDraws.record(drawn(id, true));
  const ungiven = async () =>
    (await db.qualityDraws.ungiven(morning, 100)).map(({ applicationId }) => applicationId);
  expect(await ungiven()).toContain(id);
  const alias = await give(db, id);
  expect(await ungiven()).not.toContain(id);
  await db.qualityTasks.withdraw(alias, 'unanswered', later(99));
  expect(await ungiven()).toContain(id);
});

test('who decided, looked, or was given it before knows a case', async () => {
  const { db } = stores;
  const id = await openSettled(db);
  expect(await db.qualityDraws.whoKnows(id)).toEqual(['r_ann']);
  await db.audit.append({
    type: 'case.viewed',
    applicationId: id,
    actor: { kind: 'reviewer', reviewerId: 'r_cy' },
    at: later(35),
    data: {},
  });
  await give(db, id);
  expect([...(await db.qualityDraws.whoKnows(id))].sort()).toEqual(['r_ann', 'r_bo', 'r_cy']);
});

test('at work is who is on shift, or decided something a short while ago', async () => {
  const { db } = stores;
  await db.shifts.work('r_cy', later(5000));
  await openSettled(db, { at: later(5010) });
  expect(await db.qualityDraws.atWork(later(5010), later(5020))).toEqual(['r_ann', 'r_cy']);
  expect(await db.qualityDraws.atWork(later(5011), later(5020))).toEqual(['r_cy']);
  expect(await db.qualityDraws.atWork(later(5011), later(5040))).toEqual([]);
  await db.reviewers.setBarred('r_cy', later(5036));
  expect(await db.qualityDraws.atWork(later(5011), later(5020))).toEqual([]);
  await db.reviewers.setBarred('r_cy', null);
});

test('a load is what one has still to answer', async () => {
  const { db } = stores;
  const load = async () => (await db.qualityDraws.loads(['r_bo', 'r_cy'])).get('r_bo') ?? 0;
  const before = await load();
  const [one, two] = [await give(db, await openSettled(db)), await give(db, await openSettled(db))];
  await give(db, await openSettled(db));
  expect(await load()).toBe(before + 3);
  await db.qualityTasks.answer(answerRow(one));
  await db.qualityTasks.withdraw(two, 'unanswered', later(99));
  expect(await load()).toBe(before + 1);
  expect([...(await db.qualityDraws.loads([]))]).toEqual([]);
});

test('an original is whole until something of it is erased that was there', async () => {
  const { db } = stores;
  const id = await openSettled(db);
  await answerConsents(db, id, 'granted');
  const [early, kept] = [evidenceRow(id), evidenceRow(id, { kind: 'id-back' })];
  await db.evidence.add(early);
  await db.evidence.add(kept);
  await db.evidence.markErased([early.id], later(5)); // before it came before people
  expect(await db.qualityDraws.isWhole(id, later(10))).toBe(true);
  await db.evidence.markErased([kept.id], later(50));
  expect(await db.qualityDraws.isWhole(id, later(10))).toBe(false);
  const undeclared = await openSettled(db);
  await db.applications.save(undeclared, { declarationSealed: null });
  expect(await db.qualityDraws.isWhole(undeclared, later(10))).toBe(false);
});

test('the time of each decision is kept once', async () => {
  const { db } = stores;
  await openSettled(db, { at: later(9000) });
  const [untimed] = await db.qualityDraws.untimed(later(9000), 10);
  if (untimed === undefined) throw new Error('a new decision has no time yet');
  await db.qualityDraws.recordTime(untimed.decisionId, 61_000.4);
  await db.qualityDraws.recordTime(untimed.decisionId, 5);
  expect(await db.qualityDraws.untimed(later(9000), 10)).toEqual([]);
  const times = await db.qualityFigures.times({ from: later(9000), to: later(9001), timeZone: 'UTC' });
  expect(times).toEqual([{ reviewerId: 'r_ann', activeMs: 61_000, at: later(9000) }]);
});
