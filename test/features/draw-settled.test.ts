// Which settled submissions are given once more: by a draw that nobody foresees and everybody with the key can check.
import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { ApplicationId } from '../../server/domain/application.ts';
import { markKnownCase } from '../../server/features/quality/mark-known-case.ts';
import { claimCase } from '../../server/features/review/claim-case.ts';
import { escalateCase } from '../../server/features/review/escalate-case.ts';
import { openTestStores, type TestStores } from '../adapters/database/stores/stories.ts';
import { deskFor, settleStory, tendStory } from '../support/quality-stories.ts';
import { storyDeps, type StoryDeps } from '../support/shadow-story.ts';

const secret = new Uint8Array(32).fill(9);
const hourMs = 3_600_000;

const opened: TestStores[] = [];
let stores: TestStores;
let deps: StoryDeps;
const clock = { at: Date.parse('2026-11-23T01:00:00.000Z'), now: () => new Date(clock.at) };
beforeEach(async () => {
  stores = await openTestStores();
  opened.push(stores);
  deps = storyDeps(stores.db, clock);
});
afterAll(() => Promise.all(opened.map((one) => one.close())));

const settle = () => settleStory(deps, 'review', 'r_ann', 'refuse');
const atWork = async (...who: readonly string[]): Promise<void> => {
  clock.at += 60_000;
  for (const one of who) await stores.db.shifts.work(one, clock.now());
};
const tend = (known: number, second: number) => tendStory(deps, { known, second }, secret);
const tasks = () => stores.db.qualityTasks.unanswered(100);
async function drawn(): Promise<readonly { id: string; second: boolean }[]> {
  const { rows } = await stores.db.execute(
    'select application_id as id, is_second as second from quality_draws order by 1',
    [],
  );
  return rows as { id: string; second: boolean }[];
}

test('each settled submission is drawn once, whatever the share was then, and whatever it is later', async () => {
  const ids = [await settle(), await settle()];
  await atWork('r_bo', 'r_cy');
  await tend(0, 0);
  expect((await drawn()).map(({ id }) => id)).toEqual([...ids].sort());
  await tend(1, 1);
  expect(await drawn()).toEqual([...ids].sort().map((id) => ({ id, second: false })));
  expect(await tasks()).toEqual([]);
});

test('the draw is what the key says it is', async () => {
  const ids: ApplicationId[] = [];
  for (let each = 0; each < 24; each += 1) ids.push(await settle());
  await tend(0, 0.5);
  const isChosen = (id: string): boolean =>
    createHmac('sha256', secret).update(`second:${id}:1`).digest().readUIntBE(0, 6) / 2 ** 48 < 0.5;
  expect(await drawn()).toEqual([...ids].sort().map((id) => ({ id, second: isChosen(id) })));
});

test('a second review goes to somebody at work who did not decide, once, and waits until there is one', async () => {
  const id = await settle();
  await atWork('r_ann');
  await tend(0, 1);
  expect(await tasks()).toEqual([]);
  await atWork('r_cy');
  await tend(0, 0);
  const [task, ...more] = await tasks();
  expect(task).toMatchObject({ kind: 'second', applicationId: id, reviewerId: 'r_cy', knownCaseId: null });
  expect(more).toEqual([]);
  await tend(0, 0);
  expect(await tasks()).toHaveLength(1);
});

test('a known case goes to somebody who neither decided nor marked it, in place of some settled one', async () => {
  const known = await settle();
  await atWork('r_ann', 'r_bo', 'r_cy');
  await markKnownCase(
    { ...deps, fitsDecision: () => true },
    { id: 'r_bo', name: 'Bo', role: 'lead' },
    {
      applicationId: known,
      decision: 'approve',
      reasons: ['evidence-agrees'],
      explanation: 'the same person',
    },
  );
  await tend(0, 0);
  await settle();
  await tend(1, 0);
  const given = await tasks();
  expect(given.map(({ kind, applicationId, reviewerId }) => [kind, applicationId, reviewerId])).toEqual([
    ['known', known, 'r_cy'],
  ]);
});

test('what was settled more than a day before anybody drew is left alone', async () => {
  await settle();
  clock.at += 25 * hourMs;
  await atWork('r_cy');
  await tend(1, 1);
  expect(await drawn()).toEqual([]);
  expect(await tasks()).toEqual([]);
});

test('an alias that its reviewer gives to the leads is withdrawn, and no lead hears of it', async () => {
  const id = await settle();
  await atWork('r_cy');
  await tend(0, 1);
  const [task] = await tasks();
  if (task === undefined) throw new Error('one was given');
  const { alias } = task;
  const own = await deskFor(deps, alias, 'r_cy');
  await claimCase(own, alias, 'r_cy');
  await escalateCase(
    own,
    alias,
    { id: 'r_cy', name: 'Cy', role: 'reviewer' },
    {
      reason: 'cannot-tell',
      note: 'two faces',
    },
  );
  expect((await own.database.applications.find(alias))?.state).toBe('withdrawn');
  expect(await stores.db.qualityTasks.find(alias)).toMatchObject({ withdrawnBecause: 'unanswered' });
  expect(await stores.db.escalations.find(id, 1)).toBeNull();
  expect((await stores.db.applications.find(id))?.state).toBe('refused');
  const types = (await stores.db.audit.of(id)).map(({ type }) => type);
  expect(types).not.toContain('case.escalated');
  expect(types).toContain('quality.acted');
});
