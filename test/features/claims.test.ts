// Whatever reviewers do at once, in whatever order: a case has one holder, nobody holds one they may not decide, and
// the next case is the one that waits longest.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DecisionBody } from '../../server/contract/review.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { claimLifetimeMs } from '../../server/domain/limits.ts';
import type { ServiceLevels } from '../../server/domain/service-levels.ts';
import { createWorkingCalendar } from '../../server/domain/working-calendar.ts';
import { alwaysOpen, parseWorkingWeek } from '../../server/domain/working-hours.ts';
import { appealRefusal } from '../../server/features/application/appeal-refusal.ts';
import { withdrawApplication } from '../../server/features/application/withdraw-application.ts';
import { claimCase, releaseCase } from '../../server/features/review/claim-case.ts';
import { decideCase, type DecideDeps } from '../../server/features/review/decide-case.ts';
import { claimNext } from '../../server/features/review/next-case.ts';
import type { Database } from '../../server/ports/database.ts';
import type { CaseRow } from '../../server/ports/review-records.ts';
import {
  later,
  morning,
  openInReview,
  openTestStores,
  type TestStores,
} from '../adapters/database/stores/stories.ts';
import { approval, fraudRefusal, refusal } from '../support/desk.ts';

const hourMs = 3_600_000;

function levelsWithin(hours: number): ServiceLevels {
  const week = parseWorkingWeek(alwaysOpen);
  if (!week.ok) throw new Error('always is a week');
  const calendar = createWorkingCalendar({ week: week.value, daysOff: new Set(), timeZone: 'UTC' });
  return { calendar, medianTargetMs: hourMs, limitTargetMs: hours * hourMs };
}

/** Time that stands still until it is moved. */
function createStoppedClock(at: Date) {
  let nowMs = at.getTime();
  return {
    now: () => new Date(nowMs),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const crowd = Array.from({ length: 50 }, (_none, index) => `r_many${index}`);

let stores: TestStores;
let db: Database;
let clock: ReturnType<typeof createStoppedClock>;
const levels = levelsWithin(4);

function deps(): DecideDeps & { levels: ServiceLevels } {
  const jobs = {
    enqueue: async () => undefined,
    work: async () => undefined,
    isReady: () => true,
    close: async () => undefined,
  };
  return { database: db, clock, jobs, random: createSystemRandom(), undoMs: 0, levels };
}

beforeAll(async () => {
  stores = await openTestStores();
  db = stores.db;
  clock = createStoppedClock(later(600));
  await db.execute(
    "insert into reviewers (id, name, role) select one, one, 'reviewer' from unnest($1::text[]) one",
    [crowd],
  );
});
afterAll(() => stores.close());

/** Sent so many minutes before now. */
async function openCase(minutesAgo: number): Promise<ApplicationId> {
  const id = await openInReview(db);
  await db.applications.save(id, { submittedAt: new Date(clock.now().getTime() - minutesAgo * 60_000) });
  return id;
}

async function withdrawAll(ids: readonly ApplicationId[]): Promise<void> {
  for (const id of ids) await withdrawApplication({ database: db, clock }, id, 'changed-mind');
}

const next = (reviewerId: string): Promise<ApplicationId | null> =>
  claimNext(deps(), reviewerId, { except: [] });

describe('fifty reviewers who ask for the next case at once', () => {
  test('are given fifteen cases between them, one each, and no case twice', async () => {
    const ids: ApplicationId[] = [];
    for (let minutes = 0; minutes < 15; minutes += 1) ids.push(await openCase(minutes));
    const given = await Promise.all(crowd.map((id) => next(id)));
    const won = given.filter((id) => id !== null);
    expect(won).toHaveLength(15);
    expect(new Set(won)).toEqual(new Set(ids));
    for (const [index, id] of given.entries()) {
      if (id === null) continue;
      expect((await db.reviews.findCase(id, clock.now()))?.claim?.reviewerId).toBe(crowd[index]);
    }
    await withdrawAll(ids);
  });

  test('who claim one case have one winner', async () => {
    const id = await openCase(1);
    const answers = await Promise.allSettled(crowd.map((one) => claimCase(deps(), id, one)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await withdrawAll([id]);
  });
});

test('a claim that ran out is taken over, put on record with whose it was', async () => {
  const id = await openCase(1);
  await claimCase(deps(), id, 'r_ann');
  await expect(claimCase(deps(), id, 'r_bo')).rejects.toMatchObject({ type: 'case-claimed-by-another' });
  clock.pass(claimLifetimeMs);
  expect(await next('r_bo')).toBe(id);
  const trail = await db.audit.of(id);
  expect(trail.at(-1)).toMatchObject({ type: 'case.taken-over', data: { round: 1, from: 'r_ann' } });
  await expect(claimCase(deps(), id, 'r_ann')).rejects.toMatchObject({ type: 'case-claimed-by-another' });
  const lost = await db.queue.lost('r_ann', clock.now(), 5);
  expect(lost.map(({ applicationId }) => applicationId)).toEqual([id]);
  await releaseCase(deps(), id, 'r_bo');
  await claimCase(deps(), id, 'r_ann');
  expect((await db.audit.of(id)).at(-1)).toMatchObject({ type: 'case.claimed' });
  clock.pass(claimLifetimeMs);
  // nobody took it: coming back to one's own is no take-over
  await claimCase(deps(), id, 'r_ann');
  expect((await db.audit.of(id)).at(-1)).toMatchObject({ type: 'case.claimed' });
  await withdrawAll([id]);
});

const reviewers = ['r_ann', 'r_bo', 'r_cy'] as const;
const bodies: Record<string, DecisionBody> = {
  approve: approval,
  refuse: refusal,
  'refuse for fraud': fraudRefusal,
};

/** `which` chooses a case. */
type Deed =
  | { readonly kind: 'claim' | 'release'; readonly by: string; readonly which: number }
  | { readonly kind: 'next'; readonly by: string }
  | { readonly kind: 'decide'; readonly by: string; readonly which: number; readonly body: string };

const by = fc.constantFrom(...reviewers);
const which = fc.nat({ max: 4 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const), by, which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('next' as const), by }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), by, which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      by,
      which,
      body: fc.constantFrom(...Object.keys(bodies)),
    }),
  },
);
/** Done at once; then so many minutes pass. */
const rounds = fc.array(
  fc.record({
    deeds: fc.array(deed, { minLength: 1, maxLength: 4 }),
    minutes: fc.constantFrom(0, 0, 5, 29, 31),
  }),
  { minLength: 3, maxLength: 8 },
);

interface Done {
  readonly deed: Deed;
  /** What it was about; null when there was nothing. */
  readonly id: ApplicationId | null;
  readonly isDone: boolean;
}

async function perform(one: Deed, ids: readonly ApplicationId[]): Promise<Done> {
  const id = one.kind === 'next' ? null : (ids[one.which] ?? null);
  try {
    if (one.kind === 'next') {
      const given = await next(one.by);
      return { deed: one, id: given, isDone: given !== null };
    }
    if (id === null) return { deed: one, id, isDone: false };
    if (one.kind === 'claim') await claimCase(deps(), id, one.by);
    if (one.kind === 'release') await releaseCase(deps(), id, one.by);
    if (one.kind === 'decide') await decideCase(deps(), id, one.by, bodies[one.body] ?? approval);
    return { deed: one, id, isDone: true };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { deed: one, id, isDone: false };
  }
}

const casesOf = async (ids: readonly ApplicationId[]): Promise<readonly CaseRow[]> =>
  (await Promise.all(ids.map((id) => db.reviews.findCase(id, clock.now())))).filter((row) => row !== null);

/** What a reviewer alone at the desk would be given: late ones first, then the oldest. */
function expectedNext(rows: readonly CaseRow[], reviewerId: string): ApplicationId | null {
  const lateMs = clock.now().getTime() - levels.limitTargetMs;
  const isLate = ({ submittedAt }: CaseRow): boolean => submittedAt.getTime() <= lateMs;
  const free = rows.filter(
    ({ state, claim, barred }) => state === 'in_review' && claim === null && !barred.includes(reviewerId),
  );
  const ordered = [...free].sort(
    (one, other) =>
      Number(isLate(other)) - Number(isLate(one)) ||
      one.submittedAt.getTime() - other.submittedAt.getTime() ||
      (one.applicationId < other.applicationId ? -1 : 1),
  );
  return ordered[0]?.applicationId ?? null;
}

function holdsOnce(done: readonly Done[], before: readonly CaseRow[], after: readonly CaseRow[]): void {
  for (const { applicationId: id } of after) {
    const ofCase = done.filter((one) => one.id === id && one.isDone);
    const takers = new Set(
      ofCase
        .filter(({ deed: { kind } }) => kind === 'claim' || kind === 'next')
        .map(({ deed: one }) => one.by),
    );
    const gaveUp = ofCase.some(({ deed: { kind } }) => kind === 'release' || kind === 'decide');
    const was = before.find((row) => row.applicationId === id);
    // nobody gave it up meanwhile: whoever was told that they have it is the only one, and has it
    if (gaveUp) continue;
    expect(takers.size).toBeLessThanOrEqual(1);
    const [taker] = takers;
    const holder = after.find((row) => row.applicationId === id)?.claim?.reviewerId;
    if (taker !== undefined) expect(holder).toBe(taker);
    if (was?.claim) expect(holder).toBe(was.claim.reviewerId);
  }
}

test('in any order of claims, releases, decisions and time, by several at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      rounds,
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 5 }),
      async (story, ages) => {
        const ids: ApplicationId[] = [];
        for (const minutes of ages) ids.push(await openCase(minutes));
        for (const { deeds, minutes } of story) {
          const before = await casesOf(ids);
          const done = await Promise.all(deeds.map((one) => perform(one, ids)));
          const after = await casesOf(ids);
          holdsOnce(done, before, after);
          for (const { deed: one, id, isDone } of done) {
            if (!isDone || (one.kind !== 'claim' && one.kind !== 'next')) continue;
            expect(before.find((row) => row.applicationId === id)?.barred).not.toContain(one.by);
          }
          const [only] = deeds;
          if (deeds.length === 1 && only?.kind === 'next')
            expect(done[0]?.id).toBe(expectedNext(before, only.by));
          for (const row of after)
            if (row.state === 'refused') await appealRefusal({ database: db, clock }, row.applicationId);
          clock.pass(minutes * 60_000);
        }
        await db.execute('delete from review_claims', []);
        for (const row of await casesOf(ids))
          if (row.state === 'in_review') await withdrawAll([row.applicationId]);
      },
    ),
    { numRuns: 12 },
  );
  expect(clock.now() > morning).toBe(true);
});

test('a reviewer who decides a case is not given it again, nor is one who refused it before an appeal', async () => {
  const id = await openCase(10);
  await claimCase(deps(), id, 'r_ann');
  await decideCase(deps(), id, 'r_ann', fraudRefusal);
  expect(await next('r_ann')).toBeNull();
  expect(await next('r_bo')).toBe(id);
  await decideCase(deps(), id, 'r_bo', fraudRefusal);
  await appealRefusal({ database: db, clock }, id);
  expect(await next('r_ann')).toBeNull();
  expect(await next('r_bo')).toBeNull();
  expect(await next('r_cy')).toBe(id);
  await withdrawAll([id]);
});
