// The queue with an alias in it: for the one it was given to a case like any other, for everybody else nothing.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { settleDecision } from '../../server/contract/decision.ts';
import { claimNext, readQueue, searchCases } from '../../server/contract/queue.ts';
import { decideCase, releaseCase } from '../../server/contract/review.ts';
import type { ApiClient } from '../try/http-client.ts';
import { agreeingNumber, faceFree, somebodyAt } from '../support/applicants.ts';
import { approval } from '../support/desk.ts';
import { at, decideForGood, faceOf, startQualityDesks, type QualityDesks } from '../support/quality-desks.ts';
import type { TestPortcullis } from '../support/start-portcullis.ts';

let room: QualityDesks;
let portcullis: TestPortcullis;
beforeAll(async () => {
  room = await startQualityDesks();
  portcullis = room.portcullis;
});
afterAll(() => portcullis.close());
afterEach(() => room.clear());

const queueOf = (desk: ApiClient, query: Record<string, string> = {}) => desk.call(readQueue, { query });
const ageless = new Set(['workingMsLeft', 'after']);

/** What the queue says about one case, but for its age. */
const entryFace = (entry: object | undefined): unknown =>
  faceOf(Object.fromEntries(Object.entries(entry ?? {}).filter(([key]) => !ageless.has(key))));

test('it stands like any case, counts like one, and is found like one', async () => {
  const before = await queueOf(room.desks().bea);
  const colleague = await queueOf(room.desks().cem);
  const { alias } = await room.aliasForBea();
  const ordinary = await somebodyAt(portcullis, 'held', faceFree);
  const after = await queueOf(room.desks().bea);
  const [given, real] = [alias, ordinary.id].map((id) =>
    after.cases.find(({ applicationId }) => applicationId === id),
  );
  expect(entryFace(given)).toEqual(entryFace(real));
  for (const name of ['open', 'free'] as const) expect(after.counts[name]).toBe(before.counts[name] + 2);
  expect((await queueOf(room.desks().cem)).counts.open).toBe(colleague.counts.open + 1);
  for (const query of [
    { path: 'face-free' },
    { hold: 'free' },
    { reason: 'record-consent-refused' },
  ] as const) {
    const narrowed = (await queueOf(room.desks().bea, query)).cases.map(({ applicationId }) => applicationId);
    expect(narrowed.some((id) => id === alias)).toBe(narrowed.some((id) => id === ordinary.id));
  }
  expect((await queueOf(room.desks().bea, { subjectKind: 'company' })).cases).toEqual([]);
  for (const text of [alias, alias.slice(2, 8)]) {
    const { cases } = await room.desks().bea.call(searchCases, { body: { text } });
    expect(cases.map((found) => entryFace(found))).toEqual([entryFace(given)]);
    expect((await room.desks().cem.call(searchCases, { body: { text } })).cases).toEqual([]);
  }
});

test('it is claimed in its turn, held by name, and gone once decided', async () => {
  const { alias } = await room.aliasForBea();
  const claimed: string[] = [];
  for (;;) {
    const { applicationId } = await room.desks().bea.call(claimNext, { body: { except: [] } });
    if (applicationId === null) break;
    claimed.push(applicationId);
  }
  const queue = await queueOf(room.desks().bea);
  const takeable = queue.cases.filter(({ isForOthers }) => !isForOthers);
  expect(claimed).toEqual(takeable.map(({ applicationId }) => applicationId));
  expect(queue.mine.map(({ applicationId }) => applicationId)).toContain(alias);
  expect(queue.cases.find(({ applicationId }) => applicationId === alias)).toMatchObject({
    isMine: true,
    claimedBy: 'Bea',
  });
  await room.desks().bea.call(decideCase, { ...at(alias), body: approval });
  const parked = await queueOf(room.desks().bea);
  expect(parked.cases.map(({ applicationId }) => applicationId)).not.toContain(alias);
  await room.desks().bea.call(settleDecision, at(alias));
  const decided = await queueOf(room.desks().bea);
  expect(decided.counts.open).toBe(parked.counts.open);
  expect(decided.counts.decidedToday).toBe(parked.counts.decidedToday + 1);
  for (const id of claimed.filter((one) => one !== alias)) await room.desks().bea.call(releaseCase, at(id));
});

test('a search for its person finds it in place of the original, until it is answered', async () => {
  const { alias, original } = await room.aliasForBea();
  const found = async (desk: ApiClient) => {
    const { cases } = await desk.call(searchCases, { body: { text: agreeingNumber.slice(-4) } });
    return cases.map(({ applicationId }) => applicationId).filter((id) => [alias, original.id].includes(id));
  };
  expect(await found(room.desks().bea)).toEqual([alias]);
  expect(await found(room.desks().cem)).toEqual([original.id]);
  await decideForGood(room.desks().bea, alias, approval);
  expect(await found(room.desks().bea)).toEqual([original.id]);
});

test('applicants are told of no case but real ones', async () => {
  const { alias } = await room.aliasForBea();
  const waiting = await portcullis.database.queue.openByPath(portcullis.clock.now());
  const open = waiting.reduce((sum, path) => sum + path.open, 0);
  expect((await queueOf(room.desks().bea)).counts.open).toBe(open + 1);
  await decideForGood(room.desks().bea, alias, approval);
  const waits = await portcullis.database.waits.since(new Date(0), 1000);
  const decided = await portcullis.database.execute(
    'select distinct application_id, round from review_decisions',
    [],
  );
  expect(waits).toHaveLength(decided.rows.length);
});
