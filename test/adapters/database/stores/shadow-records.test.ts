// What counts as evidence: verdicts of people on recommendations that were sealed before, proved by the trail.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appealRefusal } from '../../../../server/features/application/appeal-refusal.ts';
import { concludeVerification } from '../../../../server/features/verification/conclude-verification.ts';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { idDrawn } from './stories.ts';
import { openTestStores, type TestStores } from './stories.ts';
import {
  decideStory,
  machineOfStory,
  openCheckedCase,
  openConcludedCase,
  storyDeps,
  type StoryDeps,
} from '../../../support/shadow-story.ts';
import { goLive } from './stories.ts';

let stores: TestStores;
let deps: StoryDeps;
let before: number;
beforeAll(async () => {
  stores = await openTestStores();
  deps = storyDeps(stores.db, { now: () => new Date() });
});
afterAll(() => stores.close());
/** Every test looks at what came after its beginning. */
beforeEach(async () => {
  before = await stores.db.shadow.head();
});

type Row = { verdict: string; standing: string; recommended: string | null; round: number };
const rowsOf = async (id: ApplicationId): Promise<readonly Row[]> => {
  const { rows } = await stores.db.execute(
    `select verdict, standing, recommended, round from shadow_cases where application_id = $1 order by verdict_seq`,
    [id],
  );
  return rows as Row[];
};
const standingOf = async (id: ApplicationId) => (await rowsOf(id)).map(({ standing }) => standing);
/** Cells through now that were not there before, as `recommended verdict cases`. */
async function newCells(): Promise<readonly string[]> {
  const [then, now] = [
    await stores.db.shadow.cells(before),
    await stores.db.shadow.cells(await stores.db.shadow.head()),
  ];
  const text = (cell: (typeof now)[number]) => JSON.stringify({ ...cell, cases: 0 });
  return now
    .map((cell) => ({
      ...cell,
      cases: cell.cases - (then.find((one) => text(one) === text(cell))?.cases ?? 0),
    }))
    .filter(({ cases }) => cases !== 0)
    .map(({ recommended, verdict, cases }) => `${recommended} ${verdict} ${cases}`)
    .sort();
}

test('sets what people decided beside what was recommended, by everything that is told apart', async () => {
  const id = await openConcludedCase(deps, 'admit', {
    subjectKind: 'company',
    language: 'en',
    faceDistance: 0.413,
  });
  expect(await rowsOf(id)).toEqual([]);
  await decideStory(deps, id, 'r_ann', 'refuse');
  expect(await rowsOf(id)).toEqual([
    { verdict: 'refuse', standing: 'counts', recommended: 'admit', round: 1 },
  ]);
  const head = await stores.db.shadow.head();
  expect(await stores.db.shadow.cells(head)).toContainEqual({
    recommended: 'admit',
    verdict: 'refuse',
    subjectKind: 'company',
    language: 'en',
    documentType: 'resident-identity-card',
    ...machineOfStory(deps),
    cases: 1,
  });
  const distances = await stores.db.shadow.distances(head, 0.02);
  expect(distances).toContainEqual({ of: 'document-face', bin: 20, cases: 1, ...machineOfStory(deps) });
  expect(distances).toContainEqual({ of: 'record-face', bin: 20, cases: 1, ...machineOfStory(deps) });
});

test.each([
  ['admit', 'approve', 'admit admit 1'],
  ['admit', 'ask-again', 'admit resubmit 1'],
  ['review', 'approve', 'review admit 1'],
  ['review', 'refuse', 'review refuse 1'],
  ['resubmit', 'ask-again', 'resubmit resubmit 1'],
  ['refuse', 'refuse', 'refuse refuse 1'],
] as const)('counts %s beside %s', async (finding, decision, cell) => {
  await decideStory(deps, await openConcludedCase(deps, finding), 'r_ann', decision);
  expect(await newCells()).toEqual([cell]);
});

test('counts what two people decided once, when the second has', async () => {
  const id = await openConcludedCase(deps, 'grave');
  await decideStory(deps, id, 'r_ann', 'approve');
  expect(await newCells()).toEqual([]);
  await decideStory(deps, id, 'r_bo', 'approve');
  expect(await newCells()).toEqual(['review admit 1']);
});

test('counts nothing that nobody has decided', async () => {
  await openConcludedCase(deps, 'admit');
  expect(await newCells()).toEqual([]);
});

test('an appeal is no case of its own, however often it is refused', async () => {
  const id = await openConcludedCase(deps, 'review');
  await decideStory(deps, id, 'r_ann', 'refuse');
  await appealRefusal(deps, id);
  await decideStory(deps, id, 'r_bo', 'refuse');
  await appealRefusal(deps, id);
  await decideStory(deps, id, 'r_cy', 'refuse');
  expect(await newCells()).toEqual(['review refuse 1']);
});

test('a refusal that an appeal takes back says so, up to the entry that one looks at', async () => {
  const id = await openConcludedCase(deps, 'admit');
  await decideStory(deps, id, 'r_ann', 'refuse');
  const between = await stores.db.shadow.head();
  await appealRefusal(deps, id);
  expect(await newCells()).toEqual(['admit refuse 1']);
  await decideStory(deps, id, 'r_bo', 'approve');
  expect(await newCells()).toEqual(['admit overturned 1']);
  const then = await stores.db.shadow.cells(between);
  expect(then.some(({ verdict }) => verdict === 'overturned')).toBe(false);
});

test('an appeal that is asked again, and then checked anew, is a case besides', async () => {
  const id = await openConcludedCase(deps, 'review');
  await decideStory(deps, id, 'r_ann', 'refuse');
  await appealRefusal(deps, id);
  await decideStory(deps, id, 'r_bo', 'ask-again');
  const { db } = stores;
  await db.applications.save(id, { state: 'checking', round: 3 });
  await db.verification.record(id, 3, await db.verification.reports(id, 2), new Date());
  await concludeVerification(deps, id, 3);
  await decideStory(deps, id, 'r_bo', 'approve'); // kept for whoever asked again
  expect(await newCells()).toEqual(['review admit 1', 'review overturned 1']);
});

test('leaves out the path without a face', async () => {
  const id = await openConcludedCase(deps, 'admit', { path: 'face-free' });
  await decideStory(deps, id, 'r_ann', 'refuse');
  expect(await standingOf(id)).toEqual(['face-free']);
});

test('leaves out what the automation was to decide, and counts what was always for people', async () => {
  await goLive(stores.db, { share: 0.5, machine: machineOfStory(deps) });
  await stores.db.gateModes.watched(new Date());
  const within = await openConcludedCase(deps, 'review', { id: idDrawn((draw) => draw < 0.5) });
  const beyond = await openConcludedCase(deps, 'review', { id: idDrawn((draw) => draw >= 0.5) });
  await stores.db.gateModes.add({ kind: 'held', by: 'r_ann', note: '', at: new Date() });
  for (const id of [within, beyond]) await decideStory(deps, id, 'r_ann', 'refuse');
  expect([await standingOf(within), await standingOf(beyond)]).toEqual([['within-share'], ['counts']]);
  expect(await newCells()).toEqual(['review refuse 1']);
});

test('leaves out what was never sealed into the trail', async () => {
  const id = await openCheckedCase(deps, 'admit');
  const { db } = stores;
  await db.applications.save(id, { state: 'in_review' });
  await db.verification.seal({
    applicationId: id,
    round: 1,
    outcome: 'admit',
    reasons: [],
    ...machineOfStory(deps),
    facts: {},
    sealed: '{}',
    sealSha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    at: new Date(),
  });
  await decideStory(deps, id, 'r_ann', 'refuse');
  expect(await standingOf(id)).toEqual(['not-sealed']);
});

test('leaves out what was sealed after somebody had decided', async () => {
  const id = await openConcludedCase(deps, 'grave');
  const { db } = stores;
  await decideStory(deps, id, 'r_ann', 'approve');
  const late = await openCheckedCase(deps, 'admit');
  // the trail says that somebody decided, and only then what was recommended
  await db.audit.append({
    type: 'review.decided',
    applicationId: late,
    actor: { kind: 'reviewer', reviewerId: 'r_bo' },
    at: new Date(),
    data: { round: 1, decision: 'refuse', reasons: [], items: [], decidedAt: new Date().toISOString() },
  });
  await concludeVerification(deps, late, 1);
  await decideStory(deps, late, 'r_ann', 'refuse');
  expect(await standingOf(late)).toEqual(['sealed-late']);
});

test('leaves out, and shows, what is not what was sealed', async () => {
  const { db } = stores;
  const twice = await openConcludedCase(deps, 'admit');
  const seal = await db.verification.recommendation(twice, 1);
  await db.audit.append({
    type: 'recommendation.sealed',
    applicationId: twice,
    actor: { kind: 'system' },
    at: new Date(),
    data: { round: 1, sealSha256: seal?.sealSha256 ?? '', policyVersion: 'test' },
  });
  await decideStory(deps, twice, 'r_ann', 'refuse');
  expect(await standingOf(twice)).toEqual(['seal-broken']);

  // somebody put in a recommendation of their own before the checks were concluded
  const forged = await openCheckedCase(deps, 'admit');
  await db.verification.seal({
    applicationId: forged,
    round: 1,
    outcome: 'review',
    reasons: ['check-missing'],
    ...machineOfStory(deps),
    facts: {},
    sealed: '{}',
    sealSha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    at: new Date(),
  });
  await concludeVerification(deps, forged, 1);
  await decideStory(deps, forged, 'r_ann', 'refuse');
  expect(await standingOf(forged)).toEqual(['seal-broken']);
  const leftOut = await db.shadow.leftOut(await db.shadow.head());
  expect(leftOut['seal-broken']).toBe(2);
  expect(await newCells()).toEqual([]);
});

test('leaves out a verdict in the trail that no decision bears out', async () => {
  const id = await openConcludedCase(deps, 'review');
  await stores.db.audit.append({
    type: 'gate.decided',
    applicationId: id,
    actor: { kind: 'system' },
    at: new Date(),
    data: { round: 1, outcome: 'refuse', basis: 'reviewers', mode: 'hold', state: 'refused' },
  });
  expect(await standingOf(id)).toEqual(['no-decision']);
});

test('is written by verdicts alone, and never edited', async () => {
  const { db } = stores;
  await decideStory(deps, await openConcludedCase(deps, 'admit'), 'r_ann', 'refuse');
  for (const statement of [
    "update shadow_cases set verdict = 'admit'",
    'delete from shadow_cases',
    'truncate shadow_cases',
    'insert into shadow_cases select * from shadow_cases',
  ])
    await expect(db.execute(statement, [])).rejects.toThrow(/append-only/);
});

test('a stored text that its seal is not the hash of is refused', async () => {
  const id = await openCheckedCase(deps, 'admit');
  const seal = (sealed: string, sealSha256: string) =>
    stores.db.verification.seal({
      applicationId: id,
      round: 1,
      outcome: 'admit',
      reasons: [],
      ...machineOfStory(deps),
      facts: {},
      sealed,
      sealSha256,
      at: new Date(),
    });
  await expect(seal('{}', '0'.repeat(64))).rejects.toThrow(/check constraint/);
});

test('recent recommendations come newest first, without appeals and the path without a face', async () => {
  const since = new Date();
  await openConcludedCase(deps, 'admit', { path: 'face-free' });
  const id = await openConcludedCase(deps, 'refuse', { language: 'en', faceDistance: 0.31 });
  await decideStory(deps, id, 'r_ann', 'refuse');
  await appealRefusal(deps, id);
  await openConcludedCase(deps, 'admit', { faceDistance: 0.45 });
  const recent = await stores.db.shadow.recent(since, 10);
  expect(recent).toEqual([
    { outcome: 'admit', language: 'zh-CN', distances: { 'document-face': 0.45, 'record-face': 0.45 } },
    { outcome: 'refuse', language: 'en', distances: { 'document-face': 0.31, 'record-face': 0.31 } },
  ]);
  expect(await stores.db.shadow.recent(since, 1)).toHaveLength(1);
});

test('answers of the record are counted, the newest first, those that were none apart', async () => {
  const since = new Date();
  await openCheckedCase(deps, 'record-unavailable');
  await openCheckedCase(deps, 'admit');
  await openCheckedCase(deps, 'record-unavailable');
  expect(await stores.db.shadow.recordAnswers(since, 10)).toEqual({ asked: 3, unavailable: 2 });
  expect(await stores.db.shadow.recordAnswers(since, 1)).toEqual({ asked: 1, unavailable: 1 });
  const at = deps.clock.now();
  const waiting = { round: 1, check: 'government-record', questions: 1, since: at } as const;
  const [one, other] = [await openCheckedCase(deps, 'admit'), await openCheckedCase(deps, 'admit')];
  for (const applicationId of [one, other])
    await stores.db.checkWaits.put({ ...waiting, applicationId, askAgainAt: at });
  // as the mark of a question that is out, and may be answered in a moment
  expect(await stores.db.shadow.recordAnswers(since, 10)).toEqual({ asked: 5, unavailable: 2 });
  const askAgainAt = new Date(at.getTime() + 15_000);
  for (const applicationId of [one, other])
    await stores.db.checkWaits.put({ ...waiting, applicationId, askAgainAt });
  expect(await stores.db.shadow.recordAnswers(since, 10)).toEqual({ asked: 7, unavailable: 4 });
  await stores.db.checkWaits.end(one, 1, 'government-record');
  expect(await stores.db.shadow.recordAnswers(since, 10)).toEqual({ asked: 6, unavailable: 3 });
});
