// The blind index: found by keyed hashes, never there without the declaration it was made from.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { later, newSha256, openDraft, openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const sealed = { declarationSealed: new Uint8Array([1]) };

async function declared(
  keys: Partial<{ citizenKey: string; lastFourKey: string; businessKey: string | null }> = {},
  openedMinutes = 0,
): Promise<ApplicationId> {
  const id = await openDraft(stores.db, { ...sealed, openedAt: later(openedMinutes) });
  await stores.db.subjectKeys.put(id, {
    citizenKey: newSha256(),
    lastFourKey: newSha256(),
    businessKey: null,
    ...keys,
  });
  return id;
}

test('finds the applications of one person, one business and one ending, the newest first', async () => {
  const { subjectKeys } = stores.db;
  const [citizenKey, lastFourKey, businessKey] = [newSha256(), newSha256(), newSha256()];
  const older = await declared({ citizenKey, lastFourKey });
  const newer = await declared({ citizenKey, lastFourKey, businessKey }, 5);
  const other = await declared({ lastFourKey, businessKey }, 1);
  expect(await subjectKeys.findByCitizenKey(citizenKey, 10)).toEqual([newer, older]);
  expect(await subjectKeys.findByLastFour(lastFourKey, 10)).toEqual([newer, other, older]);
  expect(await subjectKeys.findByLastFour(lastFourKey, 1)).toEqual([newer]);
  expect(await subjectKeys.findByBusinessKey(businessKey, 10)).toEqual([newer, other]);
  expect(await subjectKeys.findByCitizenKey(lastFourKey, 10)).toEqual([]);
});

test('a declaration that was changed is found by what it says now', async () => {
  const { subjectKeys } = stores.db;
  const [before, now] = [newSha256(), newSha256()];
  const id = await declared({ citizenKey: before });
  await subjectKeys.put(id, { citizenKey: now, lastFourKey: newSha256(), businessKey: null });
  expect(await subjectKeys.findByCitizenKey(before, 10)).toEqual([]);
  expect(await subjectKeys.findByCitizenKey(now, 10)).toEqual([id]);
});

test('the index goes with the declaration, whoever erases it, and does not come back without one', async () => {
  const { db } = stores;
  const citizenKey = newSha256();
  const id = await declared({ citizenKey });
  const neighbour = await declared({ citizenKey });
  await db.execute('update applications set declaration_sealed = null where id = $1', [id]);
  expect(await db.subjectKeys.find(id)).toBeNull();
  expect(await db.subjectKeys.findByCitizenKey(citizenKey, 10)).toEqual([neighbour]);
  const keys = { citizenKey, lastFourKey: newSha256(), businessKey: null };
  await expect(db.subjectKeys.put(id, keys)).rejects.toThrow(/no declaration/);
});

test('saving anything else about the application leaves the index alone', async () => {
  const { db } = stores;
  const citizenKey = newSha256();
  const id = await declared({ citizenKey });
  await db.applications.save(id, { ...sealed, resubmissionsLeft: 1 });
  expect(await db.subjectKeys.findByCitizenKey(citizenKey, 10)).toEqual([id]);
});
