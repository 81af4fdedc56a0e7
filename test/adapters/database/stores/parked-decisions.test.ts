// A parked decision keeps its case from everybody, whatever code asks.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import type { ParkedDecision } from '../../../../server/ports/parked-decisions.ts';
import { decide, later, newId, openDraft, openInReview, openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
let id: ApplicationId;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());
beforeEach(async () => (id = await openInReview(stores.db)));

const parkedRow = (change: Partial<ParkedDecision> = {}): ParkedDecision => ({
  id: newId('d'),
  applicationId: id,
  round: 1,
  reviewerId: 'r_ann',
  decision: 'ask-again',
  reasons: ['photo-unreadable'],
  items: ['id-front'],
  message: '请重拍',
  note: 'glare',
  decidedAt: later(1),
  settlesAt: later(2),
  ...change,
});

test('gives it back as it was, with the name of who made it, until one caller takes it', async () => {
  const { db } = stores;
  const row = parkedRow();
  await db.parked.park(row);
  expect(await db.parked.find(id)).toEqual({ ...row, reviewerName: 'Ann' });
  expect(await db.parked.take(id, 'd_another')).toBe(false);
  const takes = await Promise.all([db.parked.take(id, row.id), db.parked.take(id, row.id)]);
  expect(takes.sort()).toEqual([false, true]);
  expect(await db.parked.find(id)).toBeNull();
});

test('lists what is due, longest due first', async () => {
  const own = await openTestStores();
  const { db } = own;
  const [early, late, notYet] = await Promise.all([1, 2, 3].map(() => openInReview(db)));
  for (const [applicationId, minutes] of [
    [late, 8],
    [notYet, 11],
    [early, 5],
  ] as const)
    await db.parked.park(
      parkedRow({ applicationId: applicationId as ApplicationId, settlesAt: later(minutes) }),
    );
  const due = async (limit: number) =>
    (await db.parked.due(later(10), limit)).map(({ applicationId }) => applicationId);
  expect(await due(10)).toEqual([early, late]);
  expect(await due(1)).toEqual([early]);
  await own.close();
});

describe('the database', () => {
  test('refuses a second one for the same case', async () => {
    await stores.db.parked.park(parkedRow());
    await expect(stores.db.parked.park(parkedRow({ reviewerId: 'r_bo' }))).rejects.toThrow(/duplicate key/);
  });

  test('refuses one on anything but the submission that is in review', async () => {
    await expect(stores.db.parked.park(parkedRow({ round: 2 }))).rejects.toThrow(/not in review/);
    const draft = await openDraft(stores.db);
    await expect(stores.db.parked.park(parkedRow({ applicationId: draft }))).rejects.toThrow(/not in review/);
  });

  test('refuses one by somebody who decided the same submission', async () => {
    await decide(stores.db, id, 'r_ann', 'refuse', { reasons: ['fraud-suspected'] });
    await expect(stores.db.parked.park(parkedRow())).rejects.toThrow(/decided submission 1/);
    await stores.db.parked.park(parkedRow({ reviewerId: 'r_bo' }));
  });

  test('refuses claims and decisions of anybody while it waits', async () => {
    const row = parkedRow();
    await stores.db.parked.park(row);
    const waits = /can still be undone/;
    for (const reviewer of ['r_ann', 'r_bo']) {
      await expect(stores.db.reviews.claim(id, reviewer, later(30), later(1))).rejects.toThrow(waits);
      await expect(decide(stores.db, id, reviewer, 'approve')).rejects.toThrow(waits);
    }
    await stores.db.parked.take(id, row.id);
    await decide(stores.db, id, 'r_bo', 'approve');
  });

  test('refuses to edit one', async () => {
    await stores.db.parked.park(parkedRow());
    const edit = "update parked_decisions set decision = 'approve' where application_id = $1";
    await expect(stores.db.execute(edit, [id])).rejects.toThrow(/append-only/);
  });

  test('takes none without a reason, and none that is over before it began', async () => {
    await expect(stores.db.parked.park(parkedRow({ reasons: [] }))).rejects.toThrow(/check constraint/);
    await expect(stores.db.parked.park(parkedRow({ settlesAt: later(0) }))).rejects.toThrow(
      /check constraint/,
    );
  });
});
