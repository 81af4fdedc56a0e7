// Leave to look at evidence is taken once, by whom it was given to, in its time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvidencePass } from '../../../../server/ports/evidence-passes.ts';
import { later, morning, newApplicationId, newId, newSha256, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

async function given(change: Partial<EvidencePass> = {}): Promise<EvidencePass> {
  const pass = {
    sha256: newSha256(),
    applicationId: newApplicationId(),
    evidenceId: newId('e'),
    reviewerId: 'r_ann',
    expiresAt: later(2),
    ...change,
  };
  await stores.db.evidencePasses.add([pass]);
  return pass;
}
const take = (pass: EvidencePass, by = 'r_ann', at = morning): Promise<EvidencePass | null> =>
  stores.db.evidencePasses.take(pass.sha256, by, at);

test('one of many who take it at once has it, and nobody after them', async () => {
  const pass = await given();
  const all = await Promise.all(Array.from({ length: 8 }, () => take(pass)));
  expect(all.filter((one) => one !== null)).toEqual([pass]);
  expect(await take(pass)).toBeNull();
});

test('nobody takes what was given to somebody else; whom it was given to still can', async () => {
  const pass = await given();
  expect(await take(pass, 'r_bo')).toBeNull();
  expect(await take(pass)).toEqual(pass);
});

test('is worth nothing from the end of its time on, and is forgotten then', async () => {
  const [late, rest] = [await given(), await given({ expiresAt: later(3) })];
  expect(await take(late, 'r_ann', later(2))).toBeNull();
  await stores.db.evidencePasses.forget(later(3));
  expect(await take(late)).toBeNull();
  expect(await take(rest)).toEqual(rest);
});
