// Counts over a period, with aliases among the work and never among what counts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerRow, give, knownRow, openSettled } from './quality-stories.ts';
import {
  decide,
  later,
  morning,
  openDraft,
  openInReview,
  openTestStores,
  type TestStores,
} from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const dayMinutes = 24 * 60;
/** Each test has days of its own, so that none counts what another did. */
const on = (day: number) => ({
  at: (minutes: number) => later(day * dayMinutes + minutes),
  period: { from: later(day * dayMinutes), to: later((day + 1) * dayMinutes), timeZone: 'Asia/Shanghai' },
});

test('the ages of open cases are counted by limits passed', async () => {
  const { db } = stores;
  const waiting = (minutes: number, path: 'face' | 'face-free') =>
    openDraft(db, { state: 'in_review', round: 1, path, submittedAt: later(-minutes) });
  await waiting(10, 'face');
  await waiting(61, 'face');
  await waiting(90, 'face-free');
  await waiting(60 * 30, 'face');
  const ages = await db.qualityFigures.openAges(morning, [1, 4, 24]);
  expect(new Set(ages.map(({ path, passed, count }) => `${path} ${passed} ${count}`))).toEqual(
    new Set(['face 0 1', 'face 1 1', 'face-free 1 1', 'face 3 1']),
  );
});

test('a day of work has everything in it, on the days of the time zone', async () => {
  const { db } = stores;
  const { at, period } = on(0);
  const alias = await give(db, await openSettled(db, { at: at(30) }));
  await openSettled(db, { at: at(15 * 60) }); // 16:00 UTC is the next day in Shanghai
  await openSettled(db, { at: at(dayMinutes) }); // outside
  await db.qualityTasks.answer(answerRow(alias, { at: at(90) }));
  const days = await db.qualityFigures.decisionsByDay(period);
  expect(
    [...days].sort((a, b) => a.day.localeCompare(b.day) || a.reviewerId.localeCompare(b.reviewerId)),
  ).toEqual([
    { reviewerId: 'r_ann', decision: 'approve', day: '2026-11-02', count: 1 },
    { reviewerId: 'r_bo', decision: 'approve', day: '2026-11-02', count: 1 },
    { reviewerId: 'r_ann', decision: 'approve', day: '2026-11-03', count: 1 },
  ]);
  expect(await db.qualityFigures.times(period)).toEqual([
    { reviewerId: 'r_bo', activeMs: 70_000, at: at(90) },
  ]);
});

test('arrivals are submissions of every round and appeals, on the days of the time zone', async () => {
  const { db } = stores;
  const { at, period } = on(30);
  const id = await openInReview(db, {});
  const arrive = (type: 'application.submitted' | 'application.appealed', minutes: number, round: number) =>
    db.transaction((tx) =>
      tx.audit.append({
        type,
        applicationId: id,
        actor: { kind: 'applicant' },
        at: at(minutes),
        data: { round },
      }),
    );
  await arrive('application.submitted', 0, 1);
  await arrive('application.submitted', 60, 2);
  await arrive('application.appealed', 15 * 60, 2); // the next day in Shanghai
  await arrive('application.submitted', dayMinutes, 3); // outside
  const arrivals = await db.qualityFigures.arrivalsByDay(period);
  expect([...arrivals].sort((a, b) => a.day.localeCompare(b.day))).toEqual([
    { day: '2026-12-02', count: 2 },
    { day: '2026-12-03', count: 1 },
  ]);
});

test('a second opinion stands beside the first decision, and beside no later one', async () => {
  const { db } = stores;
  const { at, period } = on(10);
  const id = await openInReview(db, { reasons: ['record-mismatch'] });
  await decide(db, id, 'r_ann', 'refuse', { at: at(20), reasons: ['fraud-suspected'] });
  await decide(db, id, 'r_cy', 'refuse', { at: at(25) });
  await db.applications.save(id, { state: 'refused', decidedAt: at(25) });
  await db.qualityTasks.answer(answerRow(await give(db, id), { at: at(90) }));
  expect(await db.qualityFigures.secondOpinions(period)).toEqual([
    { firstReviewerId: 'r_ann', secondReviewerId: 'r_bo', first: 'refuse', second: 'approve', count: 1 },
  ]);
  expect(await db.qualityFigures.knownAnswers(period)).toEqual([]);
  // the machine is compared with decisions that count alone
  const machine = await db.qualityFigures.machineOpinions(period);
  expect(machine.map(({ reviewerId }) => reviewerId).sort()).toEqual(['r_ann', 'r_cy']);
  expect(machine[0]).toMatchObject({ recommended: 'review', decided: 'refuse', count: 1 });
});

test('a known answer stands beside the right one, and is told to who gave it', async () => {
  const { db } = stores;
  const { at, period } = on(20);
  const id = await openSettled(db, { at: at(30) });
  const known = knownRow(id);
  await db.knownCases.mark(known);
  const alias = await give(db, id, {
    kind: 'known',
    knownCaseId: known.id,
    visibleAt: at(60),
    expiresAt: at(99),
  });
  await db.qualityTasks.answer(answerRow(alias, { at: at(90) }));
  expect(await db.qualityFigures.knownAnswers(period)).toEqual([
    { reviewerId: 'r_bo', right: 'refuse', given: 'approve', count: 1 },
  ]);
  const feedback = {
    alias,
    at: at(90),
    given: 'approve',
    right: 'refuse',
    explanation: known.explanation,
  };
  expect(await db.qualityFigures.knownFeedback('r_bo', 5)).toEqual([feedback]);
  expect(await db.qualityFigures.knownFeedback('r_cy', 5)).toEqual([]);
  expect(await db.qualityFigures.tasks(period)).toEqual([
    { kind: 'known', given: 1, answered: 1, withdrawn: 0 },
  ]);
});

test('outcomes of checks and answers of the record are counted by day', async () => {
  const { db } = stores;
  const { at, period } = on(30);
  const id = await openInReview(db);
  const passed = { outcome: 'passed' } as const;
  await db.verification.record(id, 1, [{ check: 'liveness', result: passed, measurements: [] }], at(5));
  await db.audit.append({
    type: 'government-record.asked',
    applicationId: id,
    actor: { kind: 'system' },
    at: at(5),
    data: { round: 1, provider: 'sandbox', answer: 'match/portrait' },
  });
  expect(await db.qualityFigures.checkOutcomes(period)).toEqual([
    { check: 'liveness', outcome: 'passed', day: '2026-12-02', count: 1 },
  ]);
  expect(await db.qualityFigures.recordAnswers(period)).toEqual([
    { provider: 'sandbox', answer: 'match/portrait', day: '2026-12-02', count: 1 },
  ]);
});
