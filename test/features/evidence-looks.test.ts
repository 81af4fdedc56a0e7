// Pictures leave by one way: asked for with a reason, on record, by an address that opens once, for one person, soon.
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEvidence, viewEvidence, type OpenEvidenceBody } from '../../server/contract/evidence.ts';
import { readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { evidenceReasons } from '../../server/domain/evidence-reason.ts';
import { evidencePassLifetimeMs } from '../../server/domain/limits.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, cem, decide, lookAt, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import type { ApiClient } from '../try/http-client.ts';

let portcullis: TestPortcullis;
let desk: ApiClient;
let other: ApiClient;
let held: Somebody;
let pieces: readonly string[];
beforeAll(async () => {
  portcullis = await startPortcullis();
  desk = await portcullis.reviewer(ann);
  other = await portcullis.reviewer(cem);
  held = await somebodyAt(portcullis, 'held', faceFree);
  const { evidence } = await desk.call(readCase, { params: { applicationId: held.id } });
  pieces = evidence.map(({ evidenceId }) => evidenceId);
});
afterAll(() => portcullis.close());

const ask = (somebody: Somebody, reason: OpenEvidenceBody['reason'], evidenceIds: readonly string[]) =>
  desk.call(openEvidence, {
    params: { applicationId: somebody.id },
    body: { reason, evidenceIds: [...evidenceIds] },
  });
const passOf = (address: string | undefined): { params: { pass: string } } => ({
  params: { pass: address?.split('/').at(-1) ?? '' },
});
const looksAt = async (somebody: Somebody) =>
  (await portcullis.database.audit.of(somebody.id as ApplicationId)).flatMap((entry) =>
    entry.type === 'evidence.viewed' ? [entry] : [],
  );

test('each piece is on record with who looked and why, before anything leaves', async () => {
  expect(pieces.length).toBeGreaterThan(1);
  const before = (await looksAt(held)).length;
  const { addresses } = await ask(held, 'review', pieces);
  expect(addresses.map(({ evidenceId }) => evidenceId)).toEqual(pieces);
  const looks = (await looksAt(held)).slice(before);
  expect(looks.map(({ data }) => data.evidenceId)).toEqual(pieces);
  for (const look of looks)
    expect(look).toMatchObject({ actor: { reviewerId: 'ann' }, data: { reason: 'review' } });
});

test('an address opens once, for whoever asked, and is kept by no cache', async () => {
  const { addresses } = await ask(held, 'review', pieces);
  const [first, second] = addresses.map(({ address }) => address);
  await expectRefused(other.call(viewEvidence, passOf(first)), 'not-found');
  await expectRefused(portcullis.somebody().call(viewEvidence, passOf(first)), 'not-authenticated');
  expect([...(await desk.call(viewEvidence, passOf(first))).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  await expectRefused(desk.call(viewEvidence, passOf(first)), 'not-found');
  const atOnce = await Promise.allSettled([1, 2, 3].map(() => desk.call(viewEvidence, passOf(second))));
  expect(atOnce.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const agent = request.agent(portcullis.app);
  const token = (await portcullis.signInLink(ann)).split('#sign-in=')[1];
  await agent.post('/api/review/sign-in').send({ token });
  const [third] = (await ask(held, 'review', pieces.slice(0, 1))).addresses;
  const answer = await agent.get(third?.address ?? '');
  expect(answer.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
});

test('an address that nobody opened in its time opens no more', async () => {
  const { addresses, expiresAt } = await ask(held, 'review', pieces.slice(0, 1));
  const now = portcullis.clock.now().getTime();
  expect(Math.abs(Date.parse(expiresAt) - now - evidencePassLifetimeMs)).toBeLessThan(60_000);
  portcullis.clock.putForward(evidencePassLifetimeMs + 1000);
  await expectRefused(desk.call(viewEvidence, passOf(addresses[0]?.address)), 'not-found');
});

test('pieces of somebody else are left out, and nothing that is there is found under another case', async () => {
  const stranger = await somebodyAt(portcullis, 'held', faceFree);
  const { addresses } = await ask(held, 'review', ['e_0000000000000000000000', ...pieces.slice(0, 1)]);
  expect(addresses.map(({ evidenceId }) => evidenceId)).toEqual(pieces.slice(0, 1));
  await expectRefused(ask(stranger, 'review', pieces), 'not-found');
});

test('once a case is decided, reviewing is no reason any more; others are, and say so in the trail', async () => {
  const decided = await somebodyAt(portcullis, 'held', faceFree);
  const { evidence } = await desk.call(readCase, { params: { applicationId: decided.id } });
  const [piece = ''] = evidence.map(({ evidenceId }) => evidenceId);
  await decide(desk, decided.id, refusal);
  await expectRefused(lookAt(desk, decided.id, piece, 'review'), 'event-not-possible');
  expect(await looksAt(decided)).toEqual([]);
  const others = evidenceReasons.filter((reason) => reason !== 'review');
  for (const reason of others) await lookAt(desk, decided.id, piece, reason);
  expect((await looksAt(decided)).map(({ data }) => data.reason)).toEqual(others);
});
