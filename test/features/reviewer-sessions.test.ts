// The sessions of the desk's people: how they end, who sees them, who ends whose, who is barred.
import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  barReviewer,
  endMyOtherSessions,
  endMySession,
  endSession,
  endSessions,
  letReviewerIn,
  readMySessions,
  readPeople,
  readSignInWays,
  signIn,
  type SessionsView,
} from '../../server/contract/accounts.ts';
import { readQueue } from '../../server/contract/queue.ts';
import { readReviewer } from '../../server/contract/review.ts';
import { reviewerIdleMs } from '../../server/domain/limits.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { blindEngine } from '../support/blind-engine.ts';
import { ann, bea } from '../support/desk.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

const ora: Reviewer = { id: 'ora', name: 'Ora', role: 'operator' };
const minuteMs = 60_000;

let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis({ replacements: { engine: blindEngine } });
});
afterAll(() => portcullis.close());
afterEach(() => portcullis.clock.putRight());

let count = 0;
/** Somebody who has no session yet. */
const newcomer = (role: Reviewer['role'] = 'reviewer'): Reviewer => {
  count += 1;
  return { id: `newcomer-${count}`, name: `Newcomer ${count}`, role };
};
const idsOf = ({ sessions }: SessionsView): string[] => sessions.map(({ sessionId }) => sessionId);
const isIn = (client: ApiClient): Promise<boolean> =>
  client.call(readReviewer).then(
    () => true,
    () => false,
  );

/** The newest entries of the trail about this person. */
async function trailOf(reviewerId: string): Promise<{ type: string; data: unknown; actor: unknown }[]> {
  const all = await portcullis.database.audit.page(0, 10_000);
  return all
    .filter(({ data }) => 'reviewerId' in data && data.reviewerId === reviewerId)
    .map(({ type, data, actor }) => ({ type, data, actor }));
}

describe('a session', () => {
  test('ends when nobody does anything for an hour', async () => {
    const desk = await portcullis.reviewer(newcomer());
    portcullis.clock.putForward(reviewerIdleMs - minuteMs);
    expect(await isIn(desk)).toBe(true);
    portcullis.clock.putForward(reviewerIdleMs - minuteMs);
    expect(await isIn(desk)).toBe(true);
    portcullis.clock.putForward(reviewerIdleMs);
    await expectRefused(desk.call(readReviewer), 'not-authenticated');
  });

  test('is not kept by a page that asks for the queue by itself, though its person counts as seen', async () => {
    const who = newcomer();
    const desk = await portcullis.reviewer(who);
    for (let times = 0; times < 5; times += 1) {
      portcullis.clock.putForward(11 * minuteMs);
      await desk.call(readQueue);
    }
    const now = portcullis.clock.now();
    const seenAt = await portcullis.database.reviewers.lastSeenAt(who.id, now);
    expect(now.getTime() - (seenAt?.getTime() ?? 0)).toBeLessThan(minuteMs);
    portcullis.clock.putForward(6 * minuteMs);
    await expectRefused(desk.call(readQueue), 'not-authenticated');
  });

  test('is written down as used once a minute, not more often', async () => {
    const who = newcomer();
    const desk = await portcullis.reviewer(who);
    const seenAt = async (): Promise<number | undefined> =>
      (await portcullis.database.reviewers.lastSeenAt(who.id, portcullis.clock.now()))?.getTime();
    const opened = await seenAt();
    portcullis.clock.putForward(50_000);
    await desk.call(readReviewer);
    expect(await seenAt()).toBe(opened);
    portcullis.clock.putForward(11_000);
    await desk.call(readReviewer);
    expect(await seenAt()).toBeGreaterThan(opened ?? Infinity);
  });

  test('takes the place of the one that the browser had before', async () => {
    const who = newcomer();
    const browser = supertest.agent(portcullis.baseUrl);
    const enter = async (): Promise<string> => {
      const token = (await portcullis.signInLink(who)).split('#sign-in=')[1];
      const answer = await browser.post('/api/review/sign-in').send({ token });
      return (answer.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? '';
    };
    const first = await enter();
    const second = await enter();
    expect(second).not.toBe(first);
    const asked = supertest(portcullis.baseUrl).get('/api/review/me').set('Cookie', first);
    expectProblem(await asked, 'not-authenticated');
    await browser.get('/api/review/me').expect(200);
  });

  test('is not one that somebody else chose: a cookie planted before signing in is worth nothing after', async () => {
    const planted = 'portcullis_reviewer=s_planted';
    const token = (await portcullis.signInLink(newcomer())).split('#sign-in=')[1];
    await supertest(portcullis.baseUrl)
      .post('/api/review/sign-in')
      .set('Cookie', planted)
      .send({ token })
      .expect(200);
    const asked = supertest(portcullis.baseUrl).get('/api/review/me').set('Cookie', planted);
    expectProblem(await asked, 'not-authenticated');
  });
});

describe('one’s own sessions', () => {
  test('are listed, with the one that asks marked', async () => {
    const who = newcomer();
    await portcullis.reviewer(who);
    const desk = await portcullis.reviewer(who);
    const { sessions } = await desk.call(readMySessions);
    expect(sessions.map(({ isThis, way }) => ({ isThis, way }))).toEqual(
      expect.arrayContaining([
        { isThis: true, way: 'link' },
        { isThis: false, way: 'link' },
      ]),
    );
    expect(sessions).toHaveLength(2);
  });

  test('say which browser it is, by a short label', async () => {
    const browser = supertest.agent(portcullis.baseUrl);
    const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605';
    const token = (await portcullis.signInLink(newcomer())).split('#sign-in=')[1];
    await browser.post('/api/review/sign-in').set('User-Agent', userAgent).send({ token }).expect(200);
    const { sessions } = (await browser.get('/api/review/sessions')).body as SessionsView;
    expect(sessions.map(({ browser: label }) => label)).toEqual(['Safari · macOS']);
  });

  test('are ended one by one, or all others at once', async () => {
    const who = newcomer();
    const [here, there, elsewhere] = [
      await portcullis.reviewer(who),
      await portcullis.reviewer(who),
      await portcullis.reviewer(who),
    ];
    const { sessions } = await there.call(readMySessions);
    const theirs = sessions.find(({ isThis }) => isThis)?.sessionId ?? '';
    expect(idsOf(await here.call(endMySession, { params: { sessionId: theirs } }))).not.toContain(theirs);
    expect(await isIn(there)).toBe(false);
    expect(idsOf(await here.call(endMyOtherSessions))).toHaveLength(1);
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
    expect((await trailOf(who.id)).filter(({ type }) => type === 'reviewer.sessions-ended')).toEqual([
      expect.objectContaining({ data: { reviewerId: who.id, which: 'one', sessionsEnded: 1 } }),
      expect.objectContaining({ data: { reviewerId: who.id, which: 'others', sessionsEnded: 1 } }),
    ]);
  });

  test('are all that a reviewer can end: somebody else’s is not found, not even a lead’s own by this way', async () => {
    const [desk, other] = [
      await portcullis.reviewer(newcomer('lead')),
      await portcullis.reviewer(newcomer()),
    ];
    const [sessionId = ''] = idsOf(await other.call(readMySessions));
    await expectRefused(desk.call(endMySession, { params: { sessionId } }), 'not-found');
    expect(await isIn(other)).toBe(true);
  });
});

describe('everybody’s sessions', () => {
  test('are kept from reviewers', async () => {
    const desk = await portcullis.reviewer(ann);
    const params = { reviewerId: 'bea' };
    await expectRefused(desk.call(readPeople), 'role-not-enough');
    await expectRefused(desk.call(endSessions, { params }), 'role-not-enough');
    await expectRefused(
      desk.call(endSession, { params: { ...params, sessionId: `s_${'0'.repeat(22)}` } }),
      'role-not-enough',
    );
    await expectRefused(desk.call(barReviewer, { params }), 'role-not-enough');
    await expectRefused(desk.call(letReviewerIn, { params }), 'role-not-enough');
  });

  test.each([bea, ora])('are seen and ended by the $role', async (overseer) => {
    const who = newcomer();
    const [first, second, third] = [
      await portcullis.reviewer(who),
      await portcullis.reviewer(who),
      await portcullis.reviewer(who),
    ];
    const desk = await portcullis.reviewer(overseer);
    const { people } = await desk.call(readPeople);
    const person = people.find(({ reviewerId }) => reviewerId === who.id);
    expect(person).toMatchObject({ name: who.name, role: 'reviewer', isYou: false, barredAt: null });
    expect(person?.sessions).toHaveLength(3);
    expect(people.find(({ isYou }) => isYou)?.reviewerId).toBe(overseer.id);

    const [sessionId = ''] = idsOf(await first.call(readMySessions)).filter(
      (id) => person?.sessions.some((one) => one.sessionId === id) === true,
    );
    const params = { reviewerId: who.id, sessionId };
    await desk.call(endSession, { params });
    expect([await isIn(first), await isIn(second), await isIn(third)].filter(Boolean)).toHaveLength(2);
    await expectRefused(desk.call(endSession, { params }), 'not-found');
    await desk.call(endSessions, { params: { reviewerId: who.id } });
    expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([false, false, false]);
    expect(await trailOf(who.id)).toContainEqual({
      type: 'reviewer.sessions-ended',
      data: { reviewerId: who.id, which: 'all', sessionsEnded: 2 },
      actor: { kind: 'reviewer', reviewerId: overseer.id },
    });
  });

  test('of somebody who does not exist are not found', async () => {
    const desk = await portcullis.reviewer(ora);
    const params = { reviewerId: 'nobody' };
    await expectRefused(desk.call(endSessions, { params }), 'not-found');
    await expectRefused(desk.call(barReviewer, { params }), 'not-found');
    await expectRefused(desk.call(letReviewerIn, { params }), 'not-found');
  });
});

describe('somebody who is barred', () => {
  test('is out at once everywhere, and no link lets them in until an operator does', async () => {
    const who = newcomer();
    const [office, home] = [await portcullis.reviewer(who), await portcullis.reviewer(who)];
    const unused = (await portcullis.signInLink(who)).split('#sign-in=')[1] ?? '';
    const desk = await portcullis.reviewer(ora);
    const params = { reviewerId: who.id };
    const { people } = await desk.call(barReviewer, { params });
    expect(people.find(({ reviewerId }) => reviewerId === who.id)).toMatchObject({
      barredAt: expect.any(String) as unknown,
      sessions: [],
    });
    expect([await isIn(office), await isIn(home)]).toEqual([false, false]);
    const enter = (): Promise<unknown> => portcullis.somebody().call(signIn, { body: { token: unused } });
    await expectRefused(enter(), 'reviewer-barred');
    await expect(portcullis.signInLink(who)).rejects.toThrow('reviewer-barred');

    await desk.call(letReviewerIn, { params });
    expect([await isIn(office), await isIn(home)]).toEqual([false, false]);
    await enter();
    expect((await trailOf(who.id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['reviewer.link-made', 'reviewer.barred', 'reviewer.let-in-again']),
    );
  });

  test('is barred once, however often somebody says so', async () => {
    const who = newcomer();
    await portcullis.reviewer(who);
    const desk = await portcullis.reviewer(ora);
    for (let times = 0; times < 2; times += 1)
      await desk.call(barReviewer, { params: { reviewerId: who.id } });
    const barrings = (await trailOf(who.id)).filter(({ type }) => type === 'reviewer.barred');
    expect(barrings.map(({ data }) => data)).toEqual([{ reviewerId: who.id, sessionsEnded: 1 }]);
  });

  test('is not barred by a lead, and nobody bars themselves', async () => {
    const who = newcomer();
    const target = await portcullis.reviewer(who);
    const lead = await portcullis.reviewer(bea);
    await expectRefused(lead.call(barReviewer, { params: { reviewerId: who.id } }), 'role-not-enough');
    expect(await isIn(target)).toBe(true);
    const operator = await portcullis.reviewer(ora);
    await expectRefused(operator.call(barReviewer, { params: { reviewerId: 'ora' } }), 'event-not-possible');
    expect(await isIn(operator)).toBe(true);
  });
});

test('the sign-in page is told that there are demo links, and no provider', async () => {
  expect(await portcullis.somebody().call(readSignInWays)).toEqual({ provider: null, links: 'demo' });
});

test('where no provider is configured, its addresses lead back to the sign-in page', async () => {
  for (const path of ['start', 'callback', 'sign-out']) {
    const answer = await supertest(portcullis.baseUrl).get(`/api/review/oidc/${path}`);
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      expect.stringMatching(/^\/review#sign-in-problem=not-found&reference=r_/),
    ]);
  }
});
