// Random sequences against the real features and database: in hold, nobody is admitted without a reviewer's decision.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { appealRefusal } from '../../server/features/application/appeal-refusal.ts';
import { concludeVerification } from '../../server/features/verification/conclude-verification.ts';
import { watchGate } from '../../server/features/go-live/watch-gate.ts';
import { settleDecision } from '../../server/features/review/settle-decision.ts';
import { openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import { dying } from '../support/dying.ts';
import { decideStory, openCheckedCase, storyDeps, type StoryDeps } from '../support/shadow-story.ts';

const sequences = 2000;
const atOnce = 100;

let stores: TestStores;
let deps: StoryDeps;
const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs) };
beforeAll(async () => {
  stores = await openTestStores();
  deps = storyDeps(stores.db, clock);
});
afterAll(() => stores.close());

const statements = [
  "update applications set state = 'admitted' where id = $1",
  "update applications set state = 'admitted', round = round + 1 where id = $1",
  "update applications set state = 'checking' where id = $1 and state = 'in_review'",
] as const;
/** About the gate itself; `$1` is the application. */
const statementsOnTheGate = [
  "update gate_mode set mode = 'live', share = 1, expires_at = now() + interval '1 day' where $1::text is not null",
  "update gate_mode set mode = 'hold' where $1::text is not null",
  `insert into gate_changes (seq, kind, reviewer_id, proposal, share, expires_at, evidence_sha256, at)
   select 0, 'confirmed', 'r_bo', 1, 0.9, now() + interval '1 day', repeat('0', 64), now() where $1::text is not null`,
  `insert into automatic_admissions select $1::text, 1, 1, false, now()`,
  'delete from review_decisions where application_id = $1',
] as const;

type Event =
  | { kind: 'conclude' | 'conclude-twice' | 'appeal' | 'watch' | 'settle' }
  | { kind: 'decide'; who: string; decision: 'approve' | 'refuse' | 'ask-again'; isParked: boolean }
  | { kind: 'decide-at-once'; decision: 'approve' | 'refuse' }
  | { kind: 'crash'; after: 'conclusion' | 'decision' }
  | { kind: 'statement'; text: string };

const reviewers = ['r_ann', 'r_bo', 'r_cy'] as const;
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('conclude' as const, 'conclude-twice' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      who: fc.constantFrom(...reviewers),
      decision: fc.constantFrom('approve' as const, 'refuse' as const, 'ask-again' as const),
      isParked: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('decide-at-once' as const),
      decision: fc.constantFrom('approve' as const, 'refuse' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      after: fc.constantFrom('conclusion' as const, 'decision' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('statement' as const),
      text: fc.constantFrom(...statements, ...statementsOnTheGate),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('appeal' as const, 'watch' as const, 'settle' as const) }),
  },
);
const sequence = fc.record({
  finding: fc.constantFrom('admit' as const, 'admit' as const, 'grave' as const, 'review' as const),
  events: fc.array(event, { minLength: 2, maxLength: 6 }),
});

async function settleWhatIsDue(id: ApplicationId): Promise<void> {
  const parked = await deps.database.parked.find(id);
  if (parked !== null) await settleDecision(deps, { applicationId: id, decisionId: parked.id });
}

async function happen(id: ApplicationId, next: Event): Promise<unknown> {
  switch (next.kind) {
    case 'conclude':
      return concludeVerification(deps, id, 1);
    case 'conclude-twice':
      return Promise.all([concludeVerification(deps, id, 1), concludeVerification(deps, id, 1)]);
    case 'decide':
      return decideStory({ ...deps, undoMs: next.isParked ? 1 : 0 }, id, next.who, next.decision);
    case 'decide-at-once':
      return Promise.allSettled(reviewers.map((who) => decideStory(deps, id, who, next.decision)));
    case 'crash':
      return dying(deps, (own) =>
        next.after === 'conclusion'
          ? concludeVerification(own, id, 1)
          : decideStory(own, id, 'r_cy', 'approve'),
      );
    case 'appeal':
      return appealRefusal(deps, id);
    case 'watch':
      return watchGate({ ...deps, wantedBound: 0.01 });
    case 'settle':
      return settleWhatIsDue(id);
    case 'statement':
      return deps.database.execute(next.text, [id]);
  }
}

/** Refused by the feature or by the database: what the gate is there for. Anything else is a fault of ours. */
function isRefusal(error: unknown): boolean {
  if (error instanceof DomainError) return true;
  const { code = '' } = error as { code?: string };
  const { message } = error as Error;
  return code.startsWith('23') || /append-only|before its time|no place in state/.test(message);
}

async function live(id: ApplicationId, events: readonly Event[]): Promise<void> {
  for (const next of events) {
    await happen(id, next).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }
}

const wrongly = `
  select a.id from applications a
  where a.state = 'admitted' and not exists (
    select from review_decisions d
    where d.application_id = a.id and d.round = a.round and d.decision = 'approve'
  )`;

test(`in ${sequences} random sequences, with crashes and direct statements, hold admits nobody by itself`, async () => {
  const all = fc.sample(sequence, { numRuns: sequences, seed: Date.now() });
  for (let from = 0; from < all.length; from += atOnce) {
    const part = all.slice(from, from + atOnce);
    const ids = await Promise.all(part.map(({ finding }) => openCheckedCase(deps, finding)));
    await Promise.all(part.map(({ events }, place) => live(ids[place] as ApplicationId, events)));
    const { rows } = await stores.db.execute(wrongly, []);
    if (rows.length > 0) {
      const { id } = rows[0] as { id: ApplicationId };
      expect.fail(`${id} was admitted by nobody: ${JSON.stringify(part[ids.indexOf(id)])}`);
    }
    expect((await stores.db.gateModes.current())?.mode ?? 'hold').toBe('hold');
  }
  const admitted = await stores.db.applications.countIn('admitted');
  const { rows } = await stores.db.execute(
    'select count(*)::int as count from automatic_admissions a join applications on id = application_id and state = $1 where not exists (select from review_decisions d where d.application_id = id)',
    ['admitted'],
  );
  expect(rows).toEqual([{ count: 0 }]);
  expect(admitted).toBeGreaterThan(0); // by people; else nothing was tried
}, 1_500_000);
