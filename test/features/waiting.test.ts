// While a service is out, applications wait in `checking`, for a bounded time; then a person looks, and sees that.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { serviceWait } from '../../server/domain/limits.ts';
import { referStuck } from '../../server/features/verification/refer-stuck.ts';
import { resumeWaiting } from '../../server/features/verification/resume-waiting.ts';
import { verifyApplication } from '../../server/features/verification/verify-application.ts';
import { askAgainAt } from '../../server/features/verification/wait-for-service.ts';
import type { BusinessRegistryAnswer } from '../../server/ports/business-registry.ts';
import type { GovernmentRecordAnswer } from '../../server/ports/government-records.ts';
import type { JobData } from '../../server/ports/jobs.ts';
import { serviceTroubles, unavailableReasons, type Unavailable } from '../../server/ports/unavailable.ts';
import { openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import { askedStory, type AskedOptions, type AskedStory } from '../support/asked-story.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';

const start = new Date('2026-11-30T12:00:00Z');
const minuteMs = 60_000;
const { longestMs, shortestPauseMs, mostQuestions } = serviceWait;
const { signal } = new AbortController();
const clock = { at: start.getTime(), now: () => new Date(clock.at) };

const cannot = (why: Unavailable['why'], retryAfterMs: number | null = null): Unavailable => ({
  answer: 'unavailable',
  why,
  retryAfterMs,
});
const heldBack = (retryAfterMs: number): Unavailable => ({
  ...cannot('timeout', retryAfterMs),
  isHeldBack: true,
});
const match: GovernmentRecordAnswer = {
  answer: 'match',
  face: { kind: 'compared', agrees: true, similarity: 99, fmr: 1e-6 },
};
const found: BusinessRegistryAnswer = {
  answer: 'found',
  state: 'active',
  name: '沙盒晨光贸易有限公司',
  legalRepresentative: new Sensitive('林试'),
  address: null,
  scope: null,
  establishedOn: null,
  validUntil: null,
  penalties: null,
};

const says: { record: GovernmentRecordAnswer; register: BusinessRegistryAnswer } = {
  record: match,
  register: found,
};
const asked = { record: 0, register: 0 };
let stores: TestStores;
let story: AskedStory;
beforeAll(async () => {
  stores = await openTestStores();
  story = askedStory(stores.db, clock, {
    records: {
      name: 'a record',
      async lookUp() {
        asked.record += 1;
        return says.record;
      },
    },
    registry: {
      name: 'a register',
      async lookUp() {
        asked.register += 1;
        return says.register;
      },
    },
    waitMs: longestMs,
  });
});
afterAll(() => stores.close());
beforeEach(async () => {
  await stores.db.execute("update applications set state = 'withdrawn' where state = 'checking'", []);
  clock.at = start.getTime();
  Object.assign(asked, { record: 0, register: 0 });
  Object.assign(says, { record: match, register: found });
});

const run = (applicationId: ApplicationId): Promise<void> =>
  verifyApplication(story.deps, { applicationId, round: 1 }, signal);
const stateOf = async (id: ApplicationId) => (await stores.db.applications.find(id))?.state;
const resultsOf = async (id: ApplicationId): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await stores.db.verification.reports(id, 1)).map(({ check, result }) => [
      check,
      result.outcome === 'passed' ? 'passed' : `${result.outcome} ${result.reason}`,
    ]),
  );
const trailOf = async (id: ApplicationId) =>
  (await stores.db.audit.of(id)).flatMap((entry) =>
    entry.type === 'government-record.asked' || entry.type === 'check.waiting' ? [entry.data] : [],
  );
async function submitted(options?: AskedOptions): Promise<ApplicationId> {
  const id = await story.open(options);
  await run(id);
  return id;
}
/** Asks for those whose time has come, as the job does; answers whom. */
async function resumed(): Promise<readonly string[]> {
  const queued: JobData['verify-application'][] = [];
  const jobs = {
    ...story.deps.jobs,
    enqueue: async (_tx: unknown, _name: unknown, data: unknown) =>
      void queued.push(data as JobData['verify-application']),
  };
  await resumeWaiting({ database: stores.db, clock, jobs }, signal);
  for (const job of queued) await verifyApplication(story.deps, job, signal);
  return queued.map(({ applicationId }) => applicationId);
}

describe('how long', () => {
  const soFar = { submittedAt: start, questions: 1, now: start, waitMs: longestMs };
  const after = (ms: number): Date => new Date(start.getTime() + ms);

  test.each(unavailableReasons)('%s is waited for only where it passes by itself', (why) => {
    const expected = serviceTroubles.includes(why) ? after(shortestPauseMs) : null;
    expect(askAgainAt(cannot(why), soFar)).toEqual(expected);
  });

  test('is as the service asks for, and never beyond the end', () => {
    expect(askAgainAt(heldBack(40_000), soFar)).toEqual(after(40_000));
    expect(askAgainAt(heldBack(24 * 60 * minuteMs), soFar)).toEqual(after(longestMs));
    expect(askAgainAt(heldBack(1), { ...soFar, now: after(longestMs - 1) })).toEqual(after(longestMs));
    expect(askAgainAt(heldBack(1), { ...soFar, now: after(longestMs) })).toBeNull();
    expect(askAgainAt(heldBack(1), { ...soFar, waitMs: 0 })).toBeNull();
  });

  test('is over when so many questions were put in vain, each of which may be billed', () => {
    expect(askAgainAt(cannot('timeout'), { ...soFar, questions: mostQuestions })).toBeNull();
    expect(askAgainAt(cannot('timeout'), { ...soFar, questions: mostQuestions - 1 })).not.toBeNull();
  });
});

test('an application waits while its record is out, and is judged by what it says in the end', async () => {
  says.record = cannot('maintenance', 30_000);
  const id = await submitted();
  expect(await stateOf(id)).toBe('checking');
  expect(await resultsOf(id)).not.toHaveProperty('government-record');
  clock.at += 29_000;
  expect(await resumed()).toEqual([]);
  says.record = match;
  clock.at += 1_000;
  expect(await resumed()).toEqual([id]);
  expect(await stateOf(id)).toBe('in_review');
  expect(await resultsOf(id)).toHaveProperty('government-record', 'passed');
  const asking = { round: 1, provider: 'a record' };
  expect(await trailOf(id)).toEqual([
    { ...asking, answer: 'unavailable/maintenance' },
    { round: 1, check: 'government-record', why: 'maintenance' },
    { ...asking, answer: 'match/compared', because: 'asked-again' },
  ]);
  expect(await stores.db.checkWaits.of(id, 1)).toEqual([]);
});

test('waits no longer than the limit, and goes to a person with `unavailable`, kept back or not', async () => {
  says.record = heldBack(4 * minuteMs);
  const id = await submitted();
  for (const minutes of [4, 8]) {
    clock.at = start.getTime() + minutes * minuteMs;
    expect(await resumed()).toEqual([id]);
    expect(await stateOf(id)).toBe('checking');
  }
  clock.at = start.getTime() + longestMs;
  expect(await resumed()).toEqual([id]);
  expect(await stateOf(id)).toBe('in_review');
  expect(await resultsOf(id)).toHaveProperty('government-record', 'unavailable record-unavailable');
  expect(await trailOf(id)).toEqual([
    { round: 1, check: 'government-record', why: 'timeout' },
    { round: 1, provider: 'a record', answer: 'unavailable/held-back' },
  ]);
});

test('is not asked about more often than the limit says, however long it could wait', async () => {
  says.record = cannot('timeout');
  const id = await submitted();
  for (let each = 1; each < mostQuestions; each += 1) {
    expect(await stateOf(id)).toBe('checking');
    clock.at += shortestPauseMs;
    await resumed();
  }
  expect(await stateOf(id)).toBe('in_review');
  expect(asked.record).toBe(mostQuestions);
  expect((await trailOf(id)).filter((data) => 'because' in data)).toHaveLength(mostQuestions - 1);
});

test('what waiting would not mend goes to a person at once', async () => {
  says.record = cannot('unpaid');
  const id = await submitted();
  expect(await stateOf(id)).toBe('in_review');
  expect(await resultsOf(id)).toHaveProperty('government-record', 'unavailable record-unavailable');
});

test('a run that comes too early, as after a crash, asks nobody and concludes nothing', async () => {
  says.record = cannot('timeout');
  const id = await submitted();
  await run(id);
  await run(id);
  expect(asked.record).toBe(1);
  expect(await stateOf(id)).toBe('checking');
});

describe('whose process dies with the question out', () => {
  const dies = async (id: ApplicationId): Promise<void> => {
    const death = new AbortController();
    const { record } = says;
    const records = {
      name: 'a record',
      async lookUp() {
        asked.record += 1;
        death.abort();
        return record;
      },
    };
    const job = { applicationId: id, round: 1 };
    await expect(verifyApplication({ ...story.deps, records }, job, death.signal)).rejects.toThrow();
  };

  test('is asked about once more, and the trail says that it was not the first time', async () => {
    const id = await story.open();
    await dies(id);
    expect(await stores.db.checkWaits.tally()).toEqual({ applications: 0, since: null });
    await run(id);
    expect(await stateOf(id)).toBe('in_review');
    const again = { answer: 'match/compared', because: 'asked-again' };
    expect(await trailOf(id)).toEqual([{ round: 1, provider: 'a record', ...again }]);
  });

  test('is not asked about again and again', async () => {
    const id = await story.open();
    for (let each = 0; each < mostQuestions; each += 1) await dies(id);
    await run(id);
    expect(asked.record).toBe(mostQuestions);
    expect(await stateOf(id)).toBe('in_review');
    expect(await resultsOf(id)).toHaveProperty('government-record', 'unavailable record-unavailable');
  });
});

test('who waits for the record is asked about at the register meanwhile, once', async () => {
  says.record = heldBack(minuteMs);
  const id = await submitted({ subjectKind: 'company' });
  expect(await resultsOf(id)).toHaveProperty('business-registry', 'passed');
  says.record = match;
  clock.at += minuteMs;
  await resumed();
  expect(await stateOf(id)).toBe('in_review');
  expect(asked).toEqual({ record: 2, register: 1 });
});

test('the register is waited for just so', async () => {
  says.register = cannot('unreachable');
  const id = await submitted({ subjectKind: 'company' });
  expect(await stateOf(id)).toBe('checking');
  clock.at = start.getTime() + longestMs;
  await resumed();
  expect(await resultsOf(id)).toMatchObject({
    'government-record': 'passed',
    'business-registry': 'unavailable registry-unavailable',
  });
  expect(asked).toEqual({ record: 1, register: 2 });
});

test('who was forgotten while waiting goes to a person with `unavailable` all the same', async () => {
  says.record = heldBack(minuteMs);
  const id = await submitted();
  clock.at += 16 * minuteMs;
  await referStuck(story.deps, signal);
  expect(await stateOf(id)).toBe('in_review');
  expect(await resultsOf(id)).toHaveProperty('government-record', 'unavailable record-unavailable');
  expect(await stores.db.verification.recommendation(id, 1)).toMatchObject({
    outcome: 'review',
    reasons: ['record-unavailable'],
  });
});

test('who withdraws while waiting is asked about no more, and counts no more', async () => {
  says.record = heldBack(minuteMs);
  const id = await submitted();
  expect(await stores.db.checkWaits.tally()).toEqual({ applications: 1, since: start });
  await stores.db.applications.save(id, { state: 'withdrawn' });
  clock.at += minuteMs;
  expect(await stores.db.checkWaits.tally()).toEqual({ applications: 0, since: null });
  expect(await resumed()).toEqual([]);
  expect(await stores.db.checkWaits.of(id, 1)).toEqual([]);
});
