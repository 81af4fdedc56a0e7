// Random sequences of parking, undoing and settling by several at once, with crashes in between: one outcome at most.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { claimCase } from '../../server/features/review/claim-case.ts';
import { decideCase } from '../../server/features/review/decide-case.ts';
import { identifyReviewer } from '../../server/features/review/identify-reviewer.ts';
import {
  settleDecision,
  settleDue,
  settleOwnDecision,
} from '../../server/features/review/settle-decision.ts';
import { undoDecision } from '../../server/features/review/undo-decision.ts';
import type { ApplicationRow } from '../../server/ports/applications.ts';
import type { AuditEntry } from '../../server/ports/audit-trail.ts';
import { newSha256, openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import { approval, askAgain, fraudRefusal, refusal } from '../support/desk.ts';
import { dying } from '../support/dying.ts';
import { openConcludedCase, storyDeps, type StoryDeps } from '../support/shadow-story.ts';

const batches = 3;
const casesAtOnce = 30;
const undoMs = 10_000;
const never = new AbortController().signal;

let stores: TestStores;
let deps: StoryDeps;
const clock = { at: Date.parse('2026-11-23T01:00:00.000Z'), now: () => new Date(clock.at) };
beforeAll(async () => {
  stores = await openTestStores();
  deps = storyDeps(stores.db, clock, { undoMs });
});
afterAll(() => stores.close());

const reviewers = ['r_ann', 'r_bo', 'r_cy'] as const;
type Who = (typeof reviewers)[number];
const bodies = { approve: approval, refuse: refusal, fraud: fraudRefusal, again: askAgain('id-front') };
type Body = keyof typeof bodies;
const acts = ['claim', 'decide', 'undo', 'settle-own', 'job'] as const;

interface Act {
  readonly kind: (typeof acts)[number];
  readonly who: Who;
  readonly body: Body;
  /** The process does, before it is written down. */
  readonly dies: boolean;
}
type Event = Act | { readonly kind: 'link'; readonly who: Who };

const who = fc.constantFrom(...reviewers);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.record({
      kind: fc.constantFrom(...acts, 'decide' as const, 'decide' as const, 'undo' as const),
      who,
      body: fc.constantFrom(...(Object.keys(bodies) as Body[])),
      dies: fc.constantFrom(false, false, false, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('link' as const), who }) },
);

/** What happens to one case: in each step some things at once. */
const life = fc.record({
  linked: fc.option(who, { freq: 1 }),
  steps: fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), { minLength: 6, maxLength: 6 }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** Before each step time goes by, for all cases alike; while it lasts, what is due may be seen to. */
const passing = fc.record({
  ms: fc.constantFrom(0, 1, 4000, undoMs - 1, undoMs, undoMs + 1),
  isTended: fc.boolean(),
});

interface Case {
  readonly id: ApplicationId;
  readonly key: string;
  readonly life: Life;
  readonly before: ApplicationRow | null;
  /** After which entry of the trail each of them is surely kept from it. */
  readonly linkedAfter: Map<Who, number>;
  /** Who asked that their decision count at once. */
  readonly hurried: Set<string>;
  /** Who was told at what time that their decision is taken. */
  readonly taken: Set<string>;
  /** How often the answer was that it is undone. */
  undone: number;
}

const link = (one: Case, reviewerId: Who) =>
  identifyReviewer(
    { ...deps, vault: { identityKeys: async () => [{ kind: 'phone', key: one.key }] } },
    reviewerId,
    { phone: '13800000000' },
    { kind: 'system' },
  );

async function openCase(ofLife: Life): Promise<Case> {
  const id = await openConcludedCase(deps, 'admit');
  const key = newSha256();
  await stores.db.applications.save(id, { declarationSealed: new Uint8Array([1]) });
  await stores.db.links.putContact(id, [{ kind: 'phone', key }]);
  const before = await stores.db.applications.find(id);
  const nothingYet = { linkedAfter: new Map(), hurried: new Set<string>(), taken: new Set<string>() };
  const one: Case = { id, key, life: ofLife, before, ...nothingYet, undone: 0 };
  if (ofLife.linked !== null) {
    await link(one, ofLife.linked);
    one.linkedAfter.set(ofLife.linked, 0);
  }
  return one;
}

async function job(own: StoryDeps, id: ApplicationId): Promise<void> {
  const parked = await stores.db.parked.find(id);
  if (parked !== null) await settleDecision(own, { applicationId: id, decisionId: parked.id });
}

async function actOn(one: Case, next: Act, own: StoryDeps): Promise<unknown> {
  switch (next.kind) {
    case 'claim':
      return claimCase(own, one.id, next.who);
    case 'decide':
      await claimCase(deps, one.id, next.who);
      return decideCase(own, one.id, next.who, bodies[next.body]);
    case 'undo':
      return undoDecision(own, one.id, next.who);
    case 'settle-own':
      one.hurried.add(next.who);
      return settleOwnDecision(own, one.id, next.who);
    case 'job':
      return job(own, one.id);
  }
}

/** That it makes no sense now, or that the job came too early; anything else is a fault of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError || (error as Error).message.includes('called before its time');
}

const takenBy = (reviewerId: string, atMs: number): string => `${reviewerId} at ${atMs}`;

async function happen(one: Case, next: Event): Promise<void> {
  const isDone = await (
    next.kind === 'link'
      ? link(one, next.who)
      : next.dies
        ? dying(deps, (own) => actOn(one, next, own))
        : actOn(one, next, deps)
  ).then(
    () => true,
    (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return false;
    },
  );
  if (!isDone || next.kind === 'link' || next.dies) return;
  if (next.kind === 'undo') one.undone += 1;
  if (next.kind === 'decide') one.taken.add(takenBy(next.who, clock.at));
}

const msOf = (text: unknown): number => Date.parse(String(text));
type Of<Type extends AuditEntry['type']> = AuditEntry & { readonly type: Type };
const isOf =
  <Type extends AuditEntry['type']>(type: Type) =>
  (entry: AuditEntry): entry is Of<Type> =>
    entry.type === type;

async function wrongWith(one: Case): Promise<readonly string[]> {
  const trail = await stores.db.audit.of(one.id);
  const [decided, undone] = [trail.filter(isOf('review.decided')), trail.filter(isOf('review.undone'))];
  const made = await stores.db.reviews.decisions(one.id);
  const row = await stores.db.applications.find(one.id);
  const outcomes = trail.filter(isOf('gate.decided')).filter(({ data }) => data.state !== 'in_review');
  const reviewerOf = ({ actor }: AuditEntry): string => ('reviewerId' in actor ? actor.reviewerId : '');
  const claims: Readonly<Record<string, boolean>> = {
    'two outcomes': outcomes.length > 1,
    'an outcome that is not its state': (outcomes.at(-1)?.data.state ?? 'in_review') !== row?.state,
    'a decision without its entry, or the other way round': made.length !== decided.length,
    'one person decided twice': new Set(made.map(({ reviewerId }) => reviewerId)).size < made.length,
    'a decision after the outcome': decided.some(({ seq }) => seq > (outcomes[0]?.seq ?? Infinity)),
    'undone, and not on record': undone.filter((entry) => reviewerOf(entry) !== '').length !== one.undone,
    'undone by somebody else': undone.some(
      (entry) =>
        reviewerOf(entry) !== '' && !one.taken.has(takenBy(reviewerOf(entry), msOf(entry.data.decidedAt))),
    ),
    'undone too late': undone
      .filter((entry) => reviewerOf(entry) !== '')
      .some(({ at, data }) => at.getTime() - msOf(data.decidedAt) >= undoMs),
    'undone by no reviewer, and nobody linked': undone.some(
      (entry) => reviewerOf(entry) === '' && row?.state === 'in_review' && one.linkedAfter.size === 0,
    ),
    'it counted before its time': decided.some(
      (entry) =>
        entry.at.getTime() - msOf(entry.data.decidedAt) < undoMs && !one.hurried.has(reviewerOf(entry)),
    ),
    'decided by somebody linked': decided.some(
      (entry) => entry.seq > (one.linkedAfter.get(reviewerOf(entry) as Who) ?? Infinity),
    ),
    'a trace of what does not count': made.length === 0 && JSON.stringify(row) !== JSON.stringify(one.before),
  };
  return Object.keys(claims).filter((claim) => claims[claim]);
}

async function expectNothingWrong(cases: readonly Case[]): Promise<void> {
  const wrong = await Promise.all(cases.map(wrongWith));
  const place = wrong.findIndex((found) => found.length > 0);
  if (place >= 0) expect.fail(`${wrong[place]?.join(', ')}: ${JSON.stringify(cases[place]?.life)}`);
}

async function step(cases: readonly Case[], at: number, { ms, isTended }: { ms: number; isTended: boolean }) {
  clock.at += ms;
  const events = cases.flatMap((one) => (one.life.steps[at] ?? []).map((next) => ({ one, next })));
  await Promise.all([
    ...events.map(({ one, next }) => happen(one, next)),
    ...(isTended ? [settleDue(deps, never)] : []),
  ]);
  const head = await stores.db.shadow.head();
  for (const { one, next } of events)
    if (next.kind === 'link' && !one.linkedAfter.has(next.who)) one.linkedAfter.set(next.who, head);
  await expectNothingWrong(cases);
}

const seed = Number(process.env['UNDO_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test(`whatever comes together in ${batches * casesAtOnce} lives of a case, it has one outcome at most, and none from what was undone`, async () => {
  const tried = { settled: 0, undone: 0, kept: 0, late: 0 };
  const schedules = fc.sample(fc.array(passing, { minLength: 6, maxLength: 6 }), { numRuns: batches, seed });
  const lives = fc.sample(life, { numRuns: batches * casesAtOnce, seed });
  for (const schedule of schedules) {
    const cases: Case[] = [];
    for (const each of lives.splice(0, casesAtOnce)) cases.push(await openCase(each));
    for (const [at, passed] of schedule.entries()) await step(cases, at, passed);

    // every process is gone, with its jobs; of those that start again two see to it
    const waiting = await Promise.all(cases.map(({ id }) => stores.db.parked.find(id)));
    clock.at += undoMs;
    await Promise.all([settleDue(deps, never), settleDue(deps, never)]);
    await expectNothingWrong(cases);
    for (const [place, { id }] of cases.entries()) {
      const parked = waiting[place] ?? null;
      expect(await stores.db.parked.find(id), `seed ${seed}`).toBeNull();
      const made = await stores.db.reviews.decisions(id);
      const isKept = parked !== null && cases[place]?.linkedAfter.has(parked.reviewerId as Who) === true;
      if (parked !== null)
        expect(
          made.filter((decision) => decision.id === parked.id),
          `seed ${seed}`,
        ).toHaveLength(isKept ? 0 : 1);
      tried.late += parked !== null && !isKept ? 1 : 0;
      const trail = await stores.db.audit.of(id);
      tried.kept += trail.filter(
        ({ type, actor }) => type === 'review.undone' && actor.kind === 'system',
      ).length;
      tried.settled += made.length;
      tried.undone += cases[place]?.undone ?? 0;
    }
  }
  // else nothing was tried
  for (const [what, times] of Object.entries(tried)) expect(times, what).toBeGreaterThan(0);
});
