// How long a seller's data stays: while they sell, for the time of their jurisdiction after, longer only under a hold.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { withdrawConsent } from '../../server/contract/privacy.ts';
import { liftLegalHold, listLegalHolds, setLegalHold } from '../../server/contract/retention.ts';
import { readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, bea, decide, lookAt } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { backend, newApiKey, type Backend } from '../support/marketplace.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const dayMs = 24 * 3_600_000;
const operator = { id: 'r_op', name: 'Op', role: 'operator' } as const;

let portcullis: TestPortcullis;
let shop: Backend;
beforeAll(async () => {
  portcullis = await startPortcullis();
  shop = backend(portcullis.baseUrl, await newApiKey(portcullis, 'exit', 'read'));
});
afterEach(() => portcullis.clock.putRight());
afterAll(() => portcullis.close());

const idOf = ({ id }: Somebody): ApplicationId => id as ApplicationId;
const typesOf = async (one: Somebody): Promise<string[]> =>
  (await portcullis.database.audit.of(idOf(one))).map(({ type }) => type);
const leave = (one: Somebody, leftAt: Date) =>
  shop.post(`/api/marketplace/applications/${one.id}/exit`, { leftAt: leftAt.toISOString() });

function filesOf({ id }: Somebody): number {
  const folder = join(portcullis.dataDirectory, 'evidence', id);
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

async function later(ms: number): Promise<void> {
  portcullis.clock.putForward(ms);
  await portcullis.tend();
}

async function admitted(wishes = faceFree): Promise<Somebody> {
  const one = await somebodyAt(portcullis, 'held', wishes);
  const written = { ...approval, message: 'Welcome', note: 'spoke to them on the phone' };
  await decide(await portcullis.reviewer(ann), one.id, written);
  return one;
}

/** What reviewers wrote, to whomever. */
const textsOf = async (one: Somebody): Promise<readonly string[]> =>
  (await portcullis.database.reviews.decisions(idOf(one))).flatMap(({ message, note }) => [message, note]);

describe('a seller who left', () => {
  test('is locked at once, and erased after three years in China, not before', async () => {
    const one = await admitted();
    const [photo] = await portcullis.database.evidence.current(idOf(one));
    const leftAt = portcullis.clock.now();
    const told = await leave(one, leftAt).expect(200);
    expect(told.body).toMatchObject({ jurisdiction: 'CN', leftAt: leftAt.toISOString() });
    await leave(one, leftAt).expect(200);
    await leave(one, new Date(leftAt.getTime() + 1000)).expect(409);
    const admission = await shop.get(`/api/marketplace/applications/${one.id}/admission`).expect(200);
    expect(admission.body).toMatchObject({ state: 'admitted', statement: null });
    const desk = await portcullis.reviewer(ann);
    const params = { applicationId: one.id };
    await expectRefused(desk.call(readCase, { params }), 'case-locked');
    await expectRefused(lookAt(desk, one.id, photo?.id ?? '', 'complaint'), 'not-found');
    expect(await portcullis.database.subjectKeys.find(idOf(one))).toBeNull();
    expect(await one.view()).toMatchObject({ state: 'admitted', declared: null, photos: [] });
    expect(filesOf(one)).toBe(2);
    await later(3 * 365 * dayMs - dayMs);
    expect(filesOf(one)).toBe(2);
    expect(await textsOf(one)).toEqual(['Welcome', 'spoke to them on the phone']);
    await later(3 * dayMs);
    expect(filesOf(one)).toBe(0);
    expect(await textsOf(one)).toEqual(['', '']);
    const texts = (await portcullis.database.audit.of(idOf(one))).filter(
      ({ type }) => type === 'texts.erased',
    );
    expect(texts).toMatchObject([{ data: { decisions: 1, escalations: 0, revocations: 0, audits: 0 } }]);
    await portcullis.tend();
    expect((await typesOf(one)).filter((type) => type === 'texts.erased')).toHaveLength(1);
    expect(await typesOf(one)).toEqual(
      expect.arrayContaining(['seller.left', 'data.locked', 'evidence.erased', 'declaration.erased']),
    );
    expect((await typesOf(one)).filter((type) => type === 'seller.left')).toHaveLength(1);
  });

  test('cannot be told of with another key, before admission, ahead of time, or before the decision', async () => {
    const [held, one] = [await somebodyAt(portcullis, 'held', faceFree), await admitted()];
    const now = portcullis.clock.now();
    await leave(held, now).expect(409);
    await leave(one, new Date(now.getTime() + dayMs)).expect(400);
    await leave(one, new Date(now.getTime() - dayMs)).expect(400);
    const other = backend(portcullis.baseUrl, await newApiKey(portcullis, 'read', 'open'));
    const path = `/api/marketplace/applications/${one.id}/exit`;
    expect((await other.post(path, { leftAt: now.toISOString() })).status).toBe(403);
    expect(await typesOf(one)).not.toContain('seller.left');
  });
});

describe('a legal hold', () => {
  test('keeps what falls due, locked; lifted, it goes', async () => {
    const one = await admitted({});
    const boss = await portcullis.reviewer(operator);
    const params = { applicationId: one.id };
    const body = { reason: 'a dispute about a delivery' };
    await expectRefused(
      (await portcullis.reviewer(ann)).call(setLegalHold, { params, body }),
      'role-not-enough',
    );
    const { holdId } = await boss.call(setLegalHold, { params, body });
    await expectRefused(boss.call(setLegalHold, { params, body }), 'event-not-possible');
    const { holds } = await boss.call(listLegalHolds);
    const seenHold = { holdId, applicationId: one.id, ...body, setBy: 'r_op', setByName: operator.name };
    expect(holds).toMatchObject([seenHold]);
    const ofOne = (applicationId: string) => boss.call(listLegalHolds, { query: { applicationId } });
    expect((await ofOne(one.id)).holds).toMatchObject([seenHold]);
    const other = await admitted({});
    expect(await ofOne(other.id)).toEqual({ holds: [] });
    await expectRefused(
      (await portcullis.reviewer(bea)).call(listLegalHolds, { query: { applicationId: one.id } }),
      'role-not-enough',
    );
    const files = filesOf(one);
    await later(31 * dayMs);
    expect(filesOf(one)).toBe(files);
    const seen = await (await portcullis.reviewer(ann)).call(readCase, { params });
    expect(seen.isFaceLocked).toBe(true);
    expect(seen.evidence.map(({ kind }) => kind).sort()).toEqual(['id-back', 'id-front']);
    await (await portcullis.reviewer(operator)).call(liftLegalHold, { params, body: { reason: 'settled' } });
    await portcullis.tend();
    expect(filesOf(one)).toBe(2);
    expect(await typesOf(one)).toEqual(
      expect.arrayContaining(['legal-hold.set', 'data.locked', 'legal-hold.lifted', 'evidence.erased']),
    );
  });

  test('locks a face at once whose consent is taken back', async () => {
    const one = await admitted({});
    const boss = await portcullis.reviewer(operator);
    await boss.call(setLegalHold, { params: { applicationId: one.id }, body: { reason: 'an inspection' } });
    const files = filesOf(one);
    const params = { applicationId: one.id, item: 'face' } as const;
    expect(await one.client.call(withdrawConsent, { params })).toMatchObject({ path: 'face-free' });
    expect(filesOf(one)).toBe(files);
    expect((await portcullis.database.applications.find(idOf(one)))?.faceLockedAt).not.toBeNull();
    expect((await portcullis.database.evidence.current(idOf(one))).map(({ kind }) => kind).sort()).toEqual([
      'id-back',
      'id-front',
    ]);
    expect(await typesOf(one)).not.toContain('templates.erased');
  });
});

test('the document taken back by an admitted seller is locked for the duty, and they stay admitted', async () => {
  const one = await admitted();
  const params = { applicationId: one.id, item: 'id-document' } as const;
  expect(await one.client.call(withdrawConsent, { params })).toMatchObject({
    state: 'admitted',
    declared: null,
    photos: [],
  });
  expect(filesOf(one)).toBe(2);
  const desk = await portcullis.reviewer(ann);
  await expectRefused(desk.call(readCase, { params: { applicationId: one.id } }), 'case-locked');
});

test('a draft that was left is erased when it expires, with what was photographed', async () => {
  const one = await somebodyAt(portcullis, 'photographed', faceFree);
  await later(7 * dayMs + 60_000);
  expect(filesOf(one)).toBe(0);
  expect(await portcullis.database.applications.sealedDeclaration(idOf(one))).toBeNull();
});
