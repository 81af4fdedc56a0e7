// The queue as reviewers and applicants meet it: narrowed, searched, handed out, watched, and told honestly.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readApplication } from '../../server/contract/application.ts';
import { changeShift, claimNext, readQueue, searchCases } from '../../server/contract/queue.ts';
import { claimCase, readCase, releaseCase } from '../../server/contract/review.ts';
import { readServiceLevels } from '../../server/contract/service-levels.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { claimLifetimeMs, shiftIdleMs } from '../../server/domain/limits.ts';
import { decide, openInReview } from '../adapters/database/stores/stories.ts';
import { agreeingNumber, faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { createClosedEyes } from '../support/closed-eyes.ts';
import { ann, bea } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let portcullis: TestPortcullis;
let desks: { ann: ApiClient; bea: ApiClient };
let applicant: Somebody;
/** Sent two hours ago and one hour ago, and the applicant's own, sent half an hour ago. */
let older: ApplicationId;
let newer: ApplicationId;
let own: ApplicationId;

const minutesAgo = (minutes: number): Date => new Date(portcullis.clock.now().getTime() - minutes * minuteMs);

async function openCase(minutes: number): Promise<ApplicationId> {
  const id = await openInReview(portcullis.database, { reasons: ['registry-unavailable'] });
  await portcullis.database.applications.save(id, { submittedAt: minutesAgo(minutes) });
  return id;
}

beforeAll(async () => {
  portcullis = await startPortcullis({ replacements: { engine: createClosedEyes() } });
  desks = { ann: await portcullis.reviewer(ann), bea: await portcullis.reviewer(bea) };
  older = await openCase(120);
  newer = await openCase(60);
  await portcullis.database.applications.save(newer, { language: 'en' });
  applicant = await somebodyAt(portcullis, 'declared', faceFree);
  own = applicant.id as ApplicationId;
  await portcullis.database.applications.save(own, {
    state: 'in_review',
    round: 1,
    submittedAt: minutesAgo(30),
  });
});
afterEach(() => portcullis.clock.putRight());
afterAll(() => portcullis.close());

describe('the queue', () => {
  test('has the oldest first, with the time that is left for each', async () => {
    const queue = await desks.ann.call(readQueue);
    expect(queue.cases.map(({ applicationId }) => applicationId)).toEqual([older, newer, own]);
    const [first] = queue.cases;
    expect(first).toMatchObject({ age: 'waiting', claimedBy: null, keptFor: null });
    expect(first?.workingMsLeft).toBeGreaterThan(21.9 * hourMs);
    expect(first?.workingMsLeft).toBeLessThanOrEqual(22 * hourMs);
    expect(Date.parse(first?.dueAt ?? '')).toBe(Date.parse(first?.submittedAt ?? '') + 24 * hourMs);
    expect(queue).toMatchObject({ fitting: 3, nextPage: null, counts: { open: 3, breached: 0, free: 3 } });
  });

  test('is narrowed by its address, and says what it does not understand', async () => {
    const english = await desks.ann.call(readQueue, { query: { language: 'en' } });
    expect(english.cases.map(({ applicationId }) => applicationId)).toEqual([newer]);
    expect(english).toMatchObject({ fitting: 1, counts: { open: 3 } });
    const after = `${english.cases[0]?.submittedAt ?? ''}_${newer}`;
    const rest = await desks.ann.call(readQueue, { query: { after } });
    expect(rest.cases.map(({ applicationId }) => applicationId)).toEqual([own]);
    const problem = await expectRefused(
      desks.ann.call(readQueue, { query: { language: 'fr', colour: 'red', after: 'here' } }),
      'invalid-request',
    );
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/after', '/colour', '/language']);
  });

  test('shows late cases as late from the moment they are, and raises one alarm for all of them', async () => {
    portcullis.clock.putForward(22 * hourMs + minuteMs);
    const queue = await (await portcullis.reviewer(ann)).call(readQueue);
    expect(queue.cases.map(({ age }) => age)).toEqual(['breached', 'near', 'near']);
    expect(queue.counts).toMatchObject({ breached: 1, near: 2 });
    expect(queue.breachedSince).toBeNull();
    await portcullis.tend();
    await portcullis.tend();
    const alarms = (event: string): number => portcullis.log().split(`"event":"${event}"`).length - 1;
    expect(alarms('queue.breached')).toBe(1);
    expect((await (await portcullis.reviewer(ann)).call(readQueue)).breachedSince).not.toBeNull();
    portcullis.clock.putRight();
    await portcullis.tend();
    expect(alarms('queue.caught-up')).toBe(1);
    expect((await desks.ann.call(readQueue)).breachedSince).toBeNull();
  });
});

describe('searching', () => {
  const search = async (text: string): Promise<readonly string[]> =>
    (await desks.ann.call(searchCases, { body: { text } })).cases.map(({ applicationId }) => applicationId);

  test('finds by number, by how it begins, and by how an ID number ends', async () => {
    expect(await search(older)).toEqual([older]);
    expect(await search(older.slice(2, 8).toUpperCase())).toEqual([older]);
    expect(await search(agreeingNumber.slice(-4))).toContain(own);
    expect(await search('0000')).toEqual([]);
  });

  test('for the end of an ID number is put on record, without the number', async () => {
    await search('471X');
    const entries = await portcullis.database.audit.page(0, 10_000);
    const last = entries.filter(({ type }) => type === 'case.searched').at(-1);
    expect(last).toMatchObject({
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId: 'ann' },
      data: { by: 'id-number-ending', found: 0 },
    });
    expect(JSON.stringify(entries)).not.toContain('471X');
    expect(portcullis.log()).not.toContain('471X');
  });

  test('for too little is refused', async () => {
    for (const text of ['abc', 'a_', '12 34', '%%%%'])
      await expectRefused(desks.ann.call(searchCases, { body: { text } }), 'invalid-request');
  });
});

describe('the next case', () => {
  const nextOf = async (desk: ApiClient, body: Parameters<typeof bodyOf>[0] = {}): Promise<string | null> =>
    (await desk.call(claimNext, { body: bodyOf(body) })).applicationId;
  const bodyOf = (body: { language?: 'en'; except?: string[] }) => body;
  const putBack = (desk: ApiClient, applicationId: string) =>
    desk.call(releaseCase, { params: { applicationId } });

  test('is claimed in the asking, the oldest first, and another one for each who asks', async () => {
    expect(await nextOf(desks.ann)).toBe(older);
    expect(await nextOf(desks.bea)).toBe(newer);
    const queue = await desks.ann.call(readQueue, { query: { hold: 'free' } });
    expect(queue.cases.map(({ applicationId }) => applicationId)).toEqual([own]);
    expect(queue.mine).toMatchObject([{ applicationId: older, isMine: true }]);
    expect(queue).toMatchObject({ counts: { mine: 1, free: 1 }, shift: { isOn: true } });
    await putBack(desks.ann, older);
    expect(await nextOf(desks.ann, { except: [older] })).toBe(own);
    await putBack(desks.ann, own);
    await putBack(desks.bea, newer);
  });

  test('can be asked for in one language, and there may be none', async () => {
    expect(await nextOf(desks.ann, { language: 'en' })).toBe(newer);
    expect(await nextOf(desks.bea, { language: 'en' })).toBeNull();
    await putBack(desks.ann, newer);
  });

  test('may be one that somebody let run out: both are told', async () => {
    await desks.bea.call(claimCase, { params: { applicationId: own } });
    portcullis.clock.putForward(claimLifetimeMs + minuteMs);
    const later = { ann: await portcullis.reviewer(ann), bea: await portcullis.reviewer(bea) };
    expect(await nextOf(later.ann, { except: [older, newer] })).toBe(own);
    const opened = await later.ann.call(readCase, { params: { applicationId: own } });
    expect(opened.claim).toMatchObject({ isMine: true, takenFrom: { by: 'Bea', isMe: false } });
    const seen = await later.bea.call(readCase, { params: { applicationId: own } });
    expect(seen.claim).toMatchObject({ isMine: false, by: 'Ann', takenFrom: { isMe: true } });
    expect((await later.bea.call(readQueue)).taken).toMatchObject([{ applicationId: own, by: 'Ann' }]);
    expect(opened.trail.map(({ type }) => type)).toContain('case.taken-over');
    await putBack(later.ann, own);
  });
});

test('a shift begins with a claim, ends by itself, or when one says so', async () => {
  const off = await desks.ann.call(changeShift, { body: { isOn: false } });
  expect(off).toEqual({ isOn: false, endsAt: null });
  const on = await desks.ann.call(changeShift, { body: { isOn: true } });
  expect(on.isOn).toBe(true);
  portcullis.clock.putForward(shiftIdleMs + minuteMs);
  expect((await (await portcullis.reviewer(ann)).call(readQueue)).shift.isOn).toBe(false);
});

describe('what an applicant is told', () => {
  const waiting = async () =>
    (await applicant.client.call(readApplication, { params: { applicationId: own } })).waiting;

  test('is how many come first and by when it should be decided; no guess from too few decisions', async () => {
    const told = await waiting();
    expect(told).toMatchObject({ ahead: 2, expectedAt: null, opensAt: null });
    expect(Date.parse(told?.targetAt ?? '')).toBe(Date.parse(told?.submittedAt ?? '') + 24 * hourMs);
  });

  test('is a guess from the pace of decisions once there are enough, which the dashboard has too', async () => {
    for (let made = 0; made < 5; made += 1) {
      const id = await openCase(600);
      await decide(portcullis.database, id, 'bea', 'approve', { at: minutesAgo(5 - made) });
      await portcullis.database.applications.save(id, { state: 'withdrawn' });
    }
    const told = await waiting();
    expect(Date.parse(told?.expectedAt ?? '')).toBeGreaterThan(portcullis.clock.now().getTime());
    const levels = await desks.ann.call(readServiceLevels);
    expect(levels).toMatchObject({
      targets: { p50WorkingHours: 4, p95WorkingHours: 24 },
      isOpen: true,
      isCapped: false,
      paths: [
        { path: 'face', open: 2, breached: 0, decided: 5, withinTarget: 1 },
        { path: 'face-free', open: 1, breached: 0, decided: 0, hours: null, withinTarget: null },
      ],
    });
    expect(levels.paths[0]?.workingHours?.p50).toBeCloseTo(9.95, 1);
    expect(levels.days.reduce((sum, { decided }) => sum + decided, 0)).toBe(5);
    expect(levels.decisionsPerHour).toBeGreaterThan(0);
  });
});
