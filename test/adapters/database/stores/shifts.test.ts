// Shifts end by themselves, and what comes back is kept only for somebody at work who may decide it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { shiftIdleMs } from '../../../../server/domain/limits.ts';
import { decide, later, morning, openInReview, openTestStores, type TestStores } from './stories.ts';

let stores: TestStores;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());

const idleMinutes = shiftIdleMs / 60_000;

test('a shift lasts as long as somebody is active, and begins only when they begin it', async () => {
  const { shifts } = stores.db;
  await shifts.stayOn('r_ann', morning);
  expect(await shifts.endsAt('r_ann', morning)).toBeNull();
  await shifts.work('r_ann', morning);
  expect(await shifts.endsAt('r_ann', later(1))).toEqual(later(idleMinutes));
  await shifts.stayOn('r_ann', later(10));
  expect(await shifts.endsAt('r_ann', later(11))).toEqual(later(10 + idleMinutes));
  expect(await shifts.endsAt('r_ann', later(10 + idleMinutes))).toBeNull();
  await shifts.stayOn('r_ann', later(10 + idleMinutes));
  expect(await shifts.endsAt('r_ann', later(11 + idleMinutes))).toBeNull();
  await shifts.work('r_ann', later(100));
  expect(await shifts.endsAt('r_ann', later(100))).toEqual(later(100 + idleMinutes));
  await shifts.end('r_ann');
  expect(await shifts.endsAt('r_ann', later(100))).toBeNull();
});

/** Asked for something by Bo in the first round, and sent again. */
async function sentAgain(): Promise<ApplicationId> {
  const { db } = stores;
  const id = await openInReview(db);
  await decide(db, id, 'r_bo', 'ask-again');
  await db.applications.save(id, { round: 2 });
  return id;
}

const keep = (id: ApplicationId, round = 2): Promise<string | null> =>
  stores.db.shifts.keepForAsker(id, round, later(230), later(200));

test('what was asked for is kept for whoever asked, while they are on shift', async () => {
  const { db } = stores;
  const id = await sentAgain();
  expect(await keep(id)).toBeNull();
  await db.shifts.work('r_bo', later(190));
  expect(await keep(id)).toBe('r_bo');
  expect((await db.reviews.findCase(id, later(200)))?.keptFor?.reviewerId).toBe('r_bo');
  expect((await db.reviews.findCase(id, later(230)))?.keptFor).toBeNull();
});

test('it is not kept for a round that nobody asked for, nor for somebody who refused it before', async () => {
  const { db } = stores;
  expect(await keep(await openInReview(db), 1)).toBeNull();
  const id = await openInReview(db);
  await decide(db, id, 'r_bo', 'refuse');
  await db.applications.save(id, { round: 2 });
  await decide(db, id, 'r_bo', 'ask-again', { round: 2 });
  await db.applications.save(id, { round: 3 });
  expect(await keep(id, 3)).toBeNull();
});

test('a claim shows instead of what was kept, and a later round is kept anew', async () => {
  const { db } = stores;
  const id = await sentAgain();
  await keep(id);
  await db.reviews.claim(id, 'r_bo', later(230), later(200));
  expect((await db.reviews.findCase(id, later(200)))?.keptFor).toBeNull();
  await decide(db, id, 'r_bo', 'ask-again', { round: 2 });
  await db.reviews.endClaim(id);
  await db.applications.save(id, { round: 3 });
  expect((await db.reviews.findCase(id, later(200)))?.keptFor).toBeNull();
  expect(await keep(id, 3)).toBe('r_bo');
  expect((await db.reviews.findCase(id, later(200)))?.keptFor?.reviewerId).toBe('r_bo');
});
