// Answers to consent items: the newest one counts, none is ever changed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerConsents, openDraft, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

test('an item that was never answered is absent', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  expect(await db.consents.current(id)).toEqual({});
  await db.consents.record([]);
  await answerConsents(db, id, 'granted', ['face']);
  expect(await db.consents.current(id)).toEqual({ face: 'granted' });
});

test('the newest answer of each item counts, also within one moment', async () => {
  const { db } = stores;
  const id = await openDraft(db);
  await answerConsents(db, id, 'granted');
  await answerConsents(db, id, 'refused', ['face', 'government-query']);
  await answerConsents(db, id, 'granted', ['face']);
  expect(await db.consents.current(id)).toEqual({
    'id-document': 'granted',
    face: 'granted',
    'government-query': 'refused',
    retention: 'granted',
  });
});

test("one applicant's answers say nothing about another's", async () => {
  const { db } = stores;
  const [one, other] = [await openDraft(db), await openDraft(db)];
  await answerConsents(db, one, 'granted');
  expect(await db.consents.current(other)).toEqual({});
});
