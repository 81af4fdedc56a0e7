// The queue: late cases first, then the oldest; narrowed, counted and paged without losing or repeating one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import type { QueueFilter } from '../../../../server/domain/queue.ts';
import { shiftIdleMs } from '../../../../server/domain/limits.ts';
import type { ApplicationRow } from '../../../../server/ports/applications.ts';
import type { QueueAsked } from '../../../../server/ports/review-queue.ts';
import type { Database } from '../../../../server/ports/database.ts';
import { decide, later, morning, openDraft, openTestStores, type TestStores } from './stories.ts';

/** Cases sent before the 60th minute are late, before the 120th nearly, before the 180th by midnight. */
const cutOffs = { breached: later(60), near: later(120), today: later(180) };
const now = later(600);

const asked = (filter: QueueFilter = {}, reviewerId = 'r_ann'): QueueAsked => ({
  now,
  reviewerId,
  cutOffs,
  filter,
});

let stores: TestStores;
let db: Database;
/** By the minute at which they were sent. */
const sent = new Map<number, ApplicationId>();
function sentAtMinute(minute: number): ApplicationId {
  const id = sent.get(minute);
  if (id === undefined) throw new RangeError(`nothing was sent in minute ${minute}`);
  return id;
}
const minutesOf = (rows: readonly { applicationId: ApplicationId }[]): number[] =>
  rows.map(({ applicationId }) => [...sent].find(([, id]) => id === applicationId)?.[0] ?? -1);

async function open(minute: number, change: Partial<ApplicationRow> = {}): Promise<ApplicationId> {
  const id = await openDraft(db, { state: 'in_review', round: 1, submittedAt: later(minute), ...change });
  sent.set(minute, id);
  return id;
}

beforeAll(async () => {
  stores = await openTestStores();
  db = stores.db;
  await open(130, { subjectKind: 'company' });
  await open(10, { language: 'en' });
  await open(70, { path: 'face-free' });
  await open(50);
  await open(200, { round: 2 });
  await open(90);
  const held = await open(100);
  await db.reviews.claim(held, 'r_bo', later(700), later(590));
  const mine = await open(110);
  await db.reviews.claim(mine, 'r_ann', later(700), later(590));
  const ranOut = await open(120);
  await db.reviews.claim(ranOut, 'r_bo', later(599), later(500));
  const decided = await open(140);
  await decide(db, decided, 'r_ann', 'refuse', { reasons: ['fraud-suspected'] });
  const appealed = await open(150);
  await decide(db, appealed, 'r_ann', 'refuse');
  await db.applications.save(appealed, { round: 2 });
  await db.verification.record(
    await open(160),
    1,
    [
      {
        check: 'government-record',
        result: { outcome: 'unavailable', reason: 'record-unavailable' },
        measurements: [],
      },
    ],
    morning,
  );
  await openDraft(db);
  await openDraft(db, { state: 'checking', round: 1, submittedAt: later(5) });
});
afterAll(() => stores.close());

test('is in one order: the longest waiting first', async () => {
  const rows = await db.queue.page(asked(), null, 50);
  expect(minutesOf(rows)).toEqual([10, 50, 70, 90, 100, 110, 120, 130, 140, 150, 160, 200]);
});

test('is read page by page without losing or repeating a case', async () => {
  const seen: number[] = [];
  let after: { submittedAt: Date; id: ApplicationId } | null = null;
  for (;;) {
    const rows = await db.queue.page(asked(), after, 5);
    seen.push(...minutesOf(rows));
    const last = rows.at(-1);
    if (last === undefined || rows.length < 5) break;
    after = { submittedAt: last.submittedAt, id: last.applicationId };
  }
  expect(seen).toEqual([10, 50, 70, 90, 100, 110, 120, 130, 140, 150, 160, 200]);
});

test('cases of one moment keep one order over pages', async () => {
  const ids = [
    await open(300),
    await openDraft(db, { state: 'in_review', round: 1, submittedAt: later(300) }),
  ];
  const first = await db.queue.page(asked(), { submittedAt: later(200), id: sentAtMinute(200) }, 1);
  const second = await db.queue.page(
    asked(),
    { submittedAt: later(300), id: first[0]?.applicationId ?? sentAtMinute(200) },
    9,
  );
  expect([...first, ...second].map(({ applicationId }) => applicationId).sort()).toEqual(ids.sort());
  for (const id of ids) await db.applications.save(id, { state: 'withdrawn' });
});

describe('narrowed', () => {
  test.each([
    ['to one kind of subject', { subjectKind: 'company' }, [130]],
    ['to one language', { language: 'en' }, [10]],
    ['to the path without a face', { path: 'face-free' }, [70]],
    ['to what was sent again', { round: 'again' }, [150, 200]],
    ['to what is late', { age: 'breached' }, [10, 50]],
    ['to what is nearly late', { age: 'near' }, [70, 90, 100, 110, 120]],
    ['to what one holds', { hold: 'mine' }, [110]],
    ['to what one could take up', { hold: 'free' }, [10, 50, 70, 90, 120, 130, 160, 200]],
    ['to what needs a second person', { awaitsSecond: true }, [140]],
    ['to a reason of the checks', { reason: 'record-unavailable' }, [160]],
    ['to all of several things', { age: 'near', hold: 'free', path: 'face' }, [90, 120]],
  ] as [string, QueueFilter, number[]][])('%s', async (_name, filter, expected) => {
    expect(minutesOf(await db.queue.page(asked(filter), null, 50))).toEqual(expected);
    expect(await db.queue.countFitting(asked(filter))).toBe(expected.length);
  });
});

test('counts by age and by whose they are', async () => {
  expect(await db.queue.counts(asked())).toEqual({
    open: 12,
    breached: 2,
    near: 5,
    today: 9,
    mine: 1,
    returned: 0,
    free: 8,
    awaitsSecond: 1,
  });
  expect(await db.queue.openByPath(cutOffs.breached)).toEqual(
    expect.arrayContaining([
      { path: 'face', open: 11, breached: 2, oldest: later(10) },
      { path: 'face-free', open: 1, breached: 0, oldest: later(70) },
    ]),
  );
  expect(await db.queue.countAhead(later(90), sentAtMinute(90))).toBe(3);
});

test('what was given to the leads counts as free for leads alone', async () => {
  const undo = new Error('undo');
  const escalated = db.transaction(async (tx) => {
    const freeFor = async (reviewerId: string) => (await tx.queue.counts(asked({}, reviewerId))).free;
    const [ann, bo] = [await freeFor('r_ann'), await freeFor('r_bo')];
    await tx.escalations.add({
      applicationId: sentAtMinute(90),
      round: 1,
      reviewerId: 'r_cy',
      reason: 'cannot-tell',
      note: 'both look right',
      at: now,
    });
    expect([await freeFor('r_ann'), await freeFor('r_bo')]).toEqual([ann - 1, bo]);
    throw undo; // the other tests count on the cases as they are
  });
  await expect(escalated).rejects.toThrow(undo);
});

test('a case is free for one and not for another', async () => {
  const freeFor = async (reviewerId: string): Promise<number[]> =>
    minutesOf(await db.queue.page(asked({ hold: 'free' }, reviewerId), null, 50));
  // Bo did not decide 140 nor refuse 150 before its appeal
  expect(await freeFor('r_bo')).toEqual([10, 50, 70, 90, 120, 130, 140, 150, 160, 200]);
});

test('shows each reviewer what they hold, and what they lost to whom', async () => {
  expect(minutesOf(await db.queue.mine('r_ann', now, 10))).toEqual([110]);
  expect(minutesOf(await db.queue.mine('r_bo', now, 10))).toEqual([100]);
  expect(await db.queue.lost('r_bo', now, 10)).toEqual([]);
  await db.reviews.claim(sentAtMinute(120), 'r_ann', later(700), now);
  const [lost] = await db.queue.lost('r_bo', now, 10);
  expect(lost?.claim).toEqual({
    reviewerId: 'r_ann',
    name: 'Ann',
    claimedAt: now,
    until: later(700),
    takenFrom: { reviewerId: 'r_bo', name: 'Bo' },
  });
  expect(await db.queue.lost('r_bo', later(700), 10)).toEqual([]);
  await db.reviews.release(sentAtMinute(120), 'r_ann');
});

describe('finds applications', () => {
  test('by how their number begins, as people say it', async () => {
    const id = await open(500);
    const said = id.slice(2, 8).toUpperCase();
    expect(minutesOf(await db.queue.findByShortForm(said, now, 10))).toContain(500);
    expect(minutesOf(await db.queue.findByShortForm(said.toLowerCase(), now, 10))).toContain(500);
    await db.applications.save(id, { state: 'withdrawn' });
    expect(minutesOf(await db.queue.findByShortForm(said, now, 10))).toContain(500);
    const draft = await openDraft(db);
    const found = await db.queue.findByShortForm(draft.slice(2).toUpperCase(), now, 10);
    expect(found).toEqual([]);
  });

  test('by numbers that are known, open ones first', async () => {
    const ids = [500, 10, 90].flatMap((minute) => sent.get(minute) ?? []);
    expect(minutesOf(await db.queue.findCases(ids, now, 10))).toEqual([10, 90, 500]);
    expect(await db.queue.findCases([], now, 10)).toEqual([]);
  });
});

describe('the next case', () => {
  const next = (reviewerId: string, filter: QueueFilter = {}, except: ApplicationId[] = []) =>
    db.transaction(async (tx) => {
      for (const priority of ['breached', 'returned', 'waiting'] as const) {
        const id = await tx.queue.lockNext(asked(filter, reviewerId), priority, except);
        if (id !== null) return minutesOf([{ applicationId: id }])[0];
      }
      return null;
    });

  test('is the one that waits longest of those that are free and fit', async () => {
    expect(await next('r_ann')).toBe(10);
    expect(await next('r_ann', { age: 'near' })).toBe(70);
    expect(await next('r_ann', {}, [sentAtMinute(10), sentAtMinute(50)])).toBe(70);
    expect(await next('r_ann', { awaitsSecond: true })).toBeNull();
    expect(await next('r_cy', { awaitsSecond: true })).toBe(140);
  });

  test('is, after the late ones, what came back; nobody else is given that', async () => {
    const returned = await open(400, { round: 2 });
    await db.shifts.work('r_ann', now);
    await db.execute(
      'insert into case_reservations (application_id, round, reviewer_id, until) values ($1, 2, $2, $3)',
      [returned, 'r_ann', later(610)],
    );
    const late = [sentAtMinute(10), sentAtMinute(50)];
    expect(await next('r_ann')).toBe(10);
    expect(await next('r_ann', {}, late)).toBe(400);
    expect(await next('r_cy', { round: 'again' }, late)).toBe(150);
    expect(
      await next('r_cy', { round: 'again' }, [...late, sentAtMinute(150), sentAtMinute(200)]),
    ).toBeNull();
    expect((await db.reviews.findCase(returned, now))?.keptFor).toEqual({
      reviewerId: 'r_ann',
      name: 'Ann',
      until: later(610),
    });
    expect(await db.queue.counts(asked())).toMatchObject({ returned: 1 });
    expect(minutesOf(await db.queue.mine('r_ann', now, 10))).toEqual([110, 400]);
  });

  test('what came back is for everybody once its time, or the shift, is over', async () => {
    const returned = sentAtMinute(400);
    expect((await db.reviews.findCase(returned, later(610)))?.keptFor).toBeNull();
    const idle = new Date(now.getTime() + shiftIdleMs);
    expect((await db.reviews.findCase(returned, idle))?.keptFor).toBeNull();
    await db.shifts.end('r_ann');
    expect((await db.reviews.findCase(returned, now))?.keptFor).toBeNull();
    await db.shifts.work('r_ann', now);
    expect((await db.reviews.findCase(returned, now))?.keptFor).toBeNull();
  });
});
