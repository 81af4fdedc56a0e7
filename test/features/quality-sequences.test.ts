// Random sequences of quality tasks: whatever is answered under an alias, no application and no evidence changes by it.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { countCurrentEvidence } from '../../server/features/go-live/count-evidence.ts';
import { markKnownCase } from '../../server/features/quality/mark-known-case.ts';
import { claimCase, releaseCase } from '../../server/features/review/claim-case.ts';
import { decideCase } from '../../server/features/review/decide-case.ts';
import { escalateCase } from '../../server/features/review/escalate-case.ts';
import { saveDraft } from '../../server/features/review/save-draft.ts';
import { settleOwnDecision } from '../../server/features/review/settle-decision.ts';
import { undoDecision } from '../../server/features/review/undo-decision.ts';
import { openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import { approval, askAgain, fraudRefusal, refusal } from '../support/desk.ts';
import { dying } from '../support/dying.ts';
import { deskFor, settleStory, tendStory } from '../support/quality-stories.ts';
import { machineOfStory, storyDeps, type StoryDeps } from '../support/shadow-story.ts';

const sequences = 16;
const undoMs = 10_000;
const minuteMs = 60_000;

let stores: TestStores;
let deps: StoryDeps;
const clock = { at: Date.parse('2026-11-23T01:00:00.000Z'), now: () => new Date(clock.at) };
beforeAll(async () => {
  stores = await openTestStores();
  deps = storyDeps(stores.db, clock, { undoMs });
});
afterAll(() => stores.close());

const reviewers = {
  r_bo: { id: 'r_bo', name: 'Bo', role: 'lead' },
  r_cy: { id: 'r_cy', name: 'Cy', role: 'reviewer' },
} as const;
type Who = keyof typeof reviewers;
const bodies = { approve: approval, refuse: refusal, fraud: fraudRefusal, again: askAgain('id-front') };
type Body = keyof typeof bodies;

interface Act {
  readonly kind: 'claim' | 'release' | 'draft' | 'decide' | 'undo' | 'settle' | 'escalate';
  readonly pick: number;
  readonly body: Body;
  readonly who: Who;
  /** The process does, before it is written down. */
  readonly dies: boolean;
}
type Event =
  | { readonly kind: 'tend'; readonly share: number }
  | { readonly kind: 'mark'; readonly pick: number; readonly body: Body }
  | { readonly kind: 'wait'; readonly ms: number }
  | Act;

const body = fc.constantFrom(...(Object.keys(bodies) as Body[]));
const pick = fc.nat(5);
const act = fc.constantFrom(
  ...(['claim', 'release', 'draft', 'undo', 'settle', 'settle', 'escalate', 'decide'] as const),
  ...(['decide', 'decide', 'decide'] as const),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('tend' as const), share: fc.constantFrom(0, 0.5, 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('mark' as const), pick, body }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1, undoMs, 40 * minuteMs, 26 * 60 * minuteMs),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: act,
      pick,
      body,
      // most aliases are given to one of them
      who: fc.constantFrom(...(Object.keys(reviewers) as Who[])),
      dies: fc.constantFrom(false, false, false, false, true),
    }),
  },
);
const sequence = fc.record({
  first: fc.constantFrom('approve' as const, 'refuse' as const),
  second: fc.constantFrom('approve' as const, 'refuse' as const, 'ask-again' as const),
  events: fc.array(event, { minLength: 8, maxLength: 16 }),
});

/** Everything that says how a real application stands, in whole rows. */
const kept = [
  'applications',
  'review_decisions',
  'review_claims',
  'parked_decisions',
  'escalations',
  'recommendations',
  'automatic_admissions',
  'gate_changes',
  'gate_mode',
  'revocations',
  'webhook_events',
  'webhook_deliveries',
  'contact_keys',
] as const;

async function standing(): Promise<Readonly<Record<string, unknown>>> {
  const { evidence } = await countCurrentEvidence(deps, machineOfStory(deps));
  const rows: [string, unknown][] = [];
  for (const table of kept) {
    const found = await stores.db.execute(`select t::text as row from ${table} t order by 1`, []);
    rows.push([table, (found.rows as { row: string }[]).map(({ row }) => row)]);
  }
  const trail = await stores.db.execute(
    "select seq from audit_events where application_id is not null and type !~ '^(quality|known-case)[.]' order by seq",
    [],
  );
  return { ...Object.fromEntries(rows), trail: trail.rows, evidence: { ...evidence, throughSeq: 0 } };
}

/** Each is to have happened under an alias. */
const acts: readonly Act['kind'][] = ['claim', 'decide', 'undo', 'settle', 'escalate', 'draft'];
const tried: Record<string, number> = {};
const note = (what: string): void => void (tried[what] = (tried[what] ?? 0) + 1);

async function actUnder(alias: ApplicationId, next: Act, own: StoryDeps): Promise<unknown> {
  const who = reviewers[next.who];
  switch (next.kind) {
    case 'claim':
      return claimCase(own, alias, who.id);
    case 'release':
      return releaseCase(own, alias, who.id);
    case 'draft':
      return saveDraft(own, alias, who.id, { ...bodies[next.body], reasons: [...bodies[next.body].reasons] });
    case 'decide':
      await claimCase(own, alias, who.id);
      return decideCase(own, alias, who.id, bodies[next.body]);
    case 'undo':
      return undoDecision(own, alias, who.id);
    case 'settle':
      return settleOwnDecision(own, alias, who.id);
    case 'escalate':
      await claimCase(own, alias, who.id);
      return escalateCase(own, alias, who, { reason: 'cannot-tell', note: 'blurred' });
  }
}

async function actOnSome(next: Act): Promise<void> {
  const open = (await stores.db.qualityTasks.unanswered(100)).filter(
    ({ reviewerId }) => reviewerId === next.who,
  );
  const task = open[next.pick % Math.max(1, open.length)];
  if (task === undefined) return;
  const own = await deskFor(deps, task.alias, next.who);
  if (next.dies) return dying(own, (dead) => actUnder(task.alias, next, dead));
  await actUnder(task.alias, next, own);
  note(next.kind);
}

async function mark(applicationId: ApplicationId, { decision, reasons }: typeof approval): Promise<void> {
  const marked = { applicationId, decision, reasons: [...reasons], explanation: 'as it should be' };
  await markKnownCase({ ...deps, fitsDecision: () => true }, reviewers.r_bo, marked);
}

async function wait(ms: number): Promise<void> {
  clock.at += ms;
  for (const who of Object.keys(reviewers)) await stores.db.shifts.work(who, clock.now());
}

async function happen(originals: readonly [ApplicationId, ApplicationId], next: Event): Promise<void> {
  if (next.kind === 'wait') return wait(next.ms);
  if (next.kind === 'tend') return tendStory(deps, { known: next.share, second: next.share });
  if (next.kind === 'mark') return mark(originals[next.pick % 2 === 0 ? 0 : 1], bodies[next.body]);
  return actOnSome(next);
}

test(`in ${sequences} random sequences of quality tasks nothing of a real application changes`, async () => {
  const seed = Number(process.env['QUALITY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const drawn = fc.sample(sequence, { numRuns: 8 * sequences, seed });
  for (const [index, { first, second, events }] of drawn.entries()) {
    // chance may leave an act out for long
    if (index >= sequences && acts.every((what) => (tried[what] ?? 0) > 0)) break;
    const originals: [ApplicationId, ApplicationId] = [
      await settleStory(deps, 'admit', 'r_ann', first),
      await settleStory(deps, 'review', 'r_ann', second),
    ];
    await wait(3 * minuteMs);
    const before = await standing();
    await tendStory(deps, { known: 1, second: 1 });
    for (const next of events) {
      await happen(originals, next).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
    }
    expect(await standing(), `seed ${seed}: ${JSON.stringify(events)}`).toEqual(before);
  }
  const { rows } = await stores.db.execute('select count(*)::int as answers from quality_reviews', []);
  expect((rows as { answers: number }[])[0]?.answers).toBeGreaterThan(sequences / 4); // else nothing was tried
  for (const what of acts) expect(tried[what] ?? 0, what).toBeGreaterThan(0);
});
