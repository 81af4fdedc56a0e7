// Sessions of reviewers: in force until their time, their idleness, somebody's word, or their person's being barred.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OpenedSession } from '../../../../server/ports/reviewer-sessions.ts';
import { later, morning, newId, openTestStores } from './stories.ts';
import type { TestStores } from './stories.ts';

let stores: TestStores;
let dee: string;
beforeAll(async () => (stores = await openTestStores()));
afterAll(() => stores.close());
beforeEach(async () => {
  dee = newId('r');
  await stores.db.reviewers.put({ id: dee, name: 'Dee', role: 'reviewer' });
});

async function openSession(change: Partial<OpenedSession> = {}): Promise<string> {
  const id = newId('s');
  await stores.db.reviewerSessions.open({
    id,
    reviewerId: dee,
    way: 'provider',
    browser: 'Firefox · Windows',
    openedAt: morning,
    expiresAt: later(600),
    ...change,
  });
  return id;
}
const find = (id: string, minutes: number) => stores.db.reviewerSessions.find(id, later(minutes));

test('a session says whose it is, how it began and when it was used', async () => {
  const id = await openSession();
  expect(await find(id, 1)).toEqual({
    id,
    reviewerId: dee,
    reviewer: { id: dee, name: 'Dee', role: 'reviewer' },
    way: 'provider',
    browser: 'Firefox · Windows',
    openedAt: morning,
    expiresAt: later(600),
    lastSeenAt: morning,
    lastActiveAt: morning,
  });
  expect(await find(newId('s'), 1)).toBeNull();
});

test('a session ends by its time', async () => {
  const id = await openSession({ expiresAt: later(30) });
  expect(await find(id, 29)).not.toBeNull();
  expect(await find(id, 30)).toBeNull();
});

test('a session ends when nobody does anything for an hour, however often its page asks', async () => {
  const { reviewerSessions } = stores.db;
  const [idle, used] = [await openSession(), await openSession()];
  await reviewerSessions.touch(idle, later(50), false);
  await reviewerSessions.touch(used, later(50), true);
  expect(await find(idle, 59)).toMatchObject({ lastSeenAt: later(50), lastActiveAt: morning });
  expect(await find(idle, 60)).toBeNull();
  expect(await find(used, 109)).toMatchObject({ lastSeenAt: later(50), lastActiveAt: later(50) });
  expect(await find(used, 110)).toBeNull();
});

test('a session is ended once, and by nobody under another name', async () => {
  const { reviewerSessions } = stores.db;
  const id = await openSession();
  expect(await reviewerSessions.end(id, 'r_ann', later(1))).toBe(false);
  expect(await find(id, 2)).not.toBeNull();
  expect(await reviewerSessions.end(id, dee, later(2))).toBe(true);
  expect(await reviewerSessions.end(id, dee, later(2))).toBe(false);
  expect(await find(id, 3)).toBeNull();
});

test('all sessions of somebody end but one, and it is said how many did', async () => {
  const { reviewerSessions } = stores.db;
  const [kept, ended] = [await openSession(), await openSession()];
  await openSession({ expiresAt: later(5) }); // over already
  const other = await openSession({ reviewerId: 'r_bo' });
  expect(await reviewerSessions.endAll(dee, later(10), kept)).toBe(1);
  expect(await find(kept, 11)).not.toBeNull();
  expect(await find(ended, 11)).toBeNull();
  expect(await find(other, 11)).not.toBeNull();
  expect(await reviewerSessions.endAll(dee, later(12))).toBe(1);
  expect(await find(kept, 13)).toBeNull();
});

test('somebody who is barred has no session, from that moment', async () => {
  const { reviewers, reviewerSessions } = stores.db;
  const id = await openSession();
  await reviewers.setBarred(dee, later(5));
  expect(await find(id, 5)).toBeNull();
  expect(await reviewerSessions.inForce(dee, later(5))).toEqual([]);
});

test('a changed role counts from the next look at the session', async () => {
  const id = await openSession();
  await stores.db.reviewers.put({ id: dee, name: 'Dee D.', role: 'lead' });
  expect((await find(id, 1))?.reviewer).toEqual({ id: dee, name: 'Dee D.', role: 'lead' });
});

test('sessions in force are listed, of one or of everybody, the newest first', async () => {
  const { reviewerSessions } = stores.db;
  const first = await openSession();
  const second = await openSession({ openedAt: later(10) });
  await openSession({ expiresAt: later(5) });
  const bos = await openSession({ reviewerId: 'r_bo', openedAt: later(20) });
  const ids = async (of: string | null) =>
    (await reviewerSessions.inForce(of, later(30))).map(({ id }) => id);
  expect(await ids(dee)).toEqual([second, first]);
  const everybodys = await ids(null);
  expect(everybodys.indexOf(bos)).toBeLessThan(everybodys.indexOf(second));
});

test('somebody was last seen when any session of theirs still in force was', async () => {
  const { reviewers, reviewerSessions } = stores.db;
  expect(await reviewers.lastSeenAt(dee, later(1))).toBeNull();
  const desk = await openSession();
  const phone = await openSession({ openedAt: later(5) });
  await reviewerSessions.touch(desk, later(20), false);
  expect(await reviewers.lastSeenAt(dee, later(21))).toEqual(later(20));
  await reviewerSessions.end(desk, dee, later(22));
  expect(await reviewers.lastSeenAt(dee, later(23))).toEqual(later(5));
  await reviewerSessions.end(phone, dee, later(24));
  expect(await reviewers.lastSeenAt(dee, later(25))).toBeNull();
});

test('sessions that are long over are deleted, others are not', async () => {
  const { reviewerSessions } = stores.db;
  const [old, fresh] = [await openSession({ expiresAt: later(30) }), await openSession()];
  await reviewerSessions.forget(later(31));
  const { rows } = await stores.db.execute('select id from reviewer_sessions where id = any($1)', [
    [old, fresh],
  ]);
  expect(rows).toEqual([{ id: fresh }]);
});

test('a label of a browser that is a whole user agent is refused', async () => {
  await expect(openSession({ browser: 'Mozilla/5.0 '.repeat(6) })).rejects.toThrow(/browser/);
});
