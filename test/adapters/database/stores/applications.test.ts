// Applications come back as they were kept, one writer at a time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftRow, later, morning, newApplicationId, openDraft, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

test('gives an application back as it was opened, bytes, dates and lists alike', async () => {
  const { db } = stores;
  const row = draftRow({
    declarationSealed: new Uint8Array([0, 255, 128]),
    fix: [{ item: 'id-front', reasons: ['photo-unreadable'] }],
  });
  await db.applications.open(row);
  const found = await db.applications.find(row.id);
  const withoutBytes = { declarationSealed: null, documentKey: null, faceKey: null, templateKey: null };
  expect({ ...found, ...withoutBytes }).toEqual({ ...row, ...withoutBytes });
  expect([...(found?.declarationSealed ?? [])]).toEqual([0, 255, 128]);
  expect([...(found?.documentKey ?? [])]).toEqual([1, 2, 3]);
  expect([...(found?.faceKey ?? [])]).toEqual([...row.faceKey]);
  expect([...(found?.templateKey ?? [])]).toEqual([...row.templateKey]);
  expect(await db.applications.find(newApplicationId())).toBeNull();
});

test('saves what the patch names and nothing else', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await db.applications.save(id, { language: 'en', fix: [{ item: 'liveness', reasons: [] }] });
  await db.applications.save(id, { subjectKind: null });
  await db.applications.save(id, {});
  expect(await db.applications.find(id)).toMatchObject({
    state: 'draft',
    language: 'en',
    subjectKind: null,
    fix: [{ item: 'liveness', reasons: [] }],
  });
});

test('refuses to save an application that does not exist', async () => {
  await expect(stores.db.applications.save(newApplicationId(), { language: 'en' })).rejects.toThrow(
    /no application/,
  );
});

test('refuses a submission without a time, a subject or a round', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  const submitted = { state: 'checking', round: 1, submittedAt: morning, subjectKind: 'company' } as const;
  await expect(db.applications.save(id, { ...submitted, round: 0 })).rejects.toThrow(/check constraint/);
  await expect(db.applications.save(id, { ...submitted, submittedAt: null })).rejects.toThrow(
    /check constraint/,
  );
  await expect(db.applications.save(id, { ...submitted, subjectKind: null })).rejects.toThrow(
    /check constraint/,
  );
  await db.applications.save(id, submitted);
});

test('a lock keeps a second writer waiting, so that no change is lost', async () => {
  const { db } = stores;
  const id = await openDraft(db, { livenessAttemptsLeft: 10 });
  const spendOne = () =>
    db.transaction(async (tx) => {
      const row = await tx.applications.lock(id);
      await tx.applications.save(id, { livenessAttemptsLeft: (row?.livenessAttemptsLeft ?? 0) - 1 });
    });
  await Promise.all(Array.from({ length: 10 }, spendOne));
  expect((await db.applications.find(id))?.livenessAttemptsLeft).toBe(0);
});

test('counts by state and finds the submissions that wait longest for their checks', async () => {
  const { db } = stores;
  const before = await db.applications.countIn('checking');
  const checking = { state: 'checking', round: 2 } as const;
  const second = await openDraft(db, { ...checking, submittedAt: later(-90) });
  const first = await openDraft(db, { ...checking, submittedAt: later(-120) });
  await openDraft(db, { ...checking, submittedAt: later(90) });
  expect(await db.applications.countIn('checking')).toBe(before + 3);
  expect(await db.applications.checkingSince(later(-60), 10)).toEqual([
    { id: first, round: 2 },
    { id: second, round: 2 },
  ]);
  expect(await db.applications.checkingSince(later(-60), 1)).toEqual([{ id: first, round: 2 }]);
});

test('finds what waits for an applicant whose time is over, longest first', async () => {
  const own = await openTestStores();
  const { db } = own;
  const submitted = { round: 1, submittedAt: morning } as const;
  const draft = await openDraft(db, { expiresAt: later(10) });
  const toDoAgain = await openDraft(db, {
    ...submitted,
    state: 'awaiting_resubmission',
    expiresAt: later(5),
  });
  await openDraft(db, { ...submitted, state: 'in_review', expiresAt: later(5) });
  await openDraft(db, { expiresAt: later(11) });
  expect(await db.applications.overdue(later(10), 10)).toEqual([toDoAgain, draft]);
  expect(await db.applications.overdue(later(10), 1)).toEqual([toDoAgain]);
  expect(await db.applications.overdue(later(4), 10)).toEqual([]);
  await own.close();
});

test('keeps nothing of a transaction whose work throws', async () => {
  const { db } = stores;
  const row = draftRow();
  const failed = db.transaction(async (tx) => {
    await tx.applications.open(row);
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await db.applications.find(row.id)).toBeNull();
});

test('runs a statement inside the transaction, with the names and types it was written with', async () => {
  const { db } = stores;
  const row = draftRow();
  const failed = db.transaction(async (tx) => {
    await tx.applications.open(row);
    const { rows } = await tx.execute(
      'select id, opened_at, 7::int8 as big_one from applications where id = $1',
      [row.id],
    );
    throw new Error(JSON.stringify(rows));
  });
  await expect(failed).rejects.toThrow(JSON.stringify([{ id: row.id, opened_at: row.openedAt, big_one: 7 }]));
});

test('says whether it can be reached', async () => {
  const own = await openTestStores();
  expect(await own.db.isReachable()).toBe(true);
  await own.close();
  expect(await own.db.isReachable()).toBe(false);
});
