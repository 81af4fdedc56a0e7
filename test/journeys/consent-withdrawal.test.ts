// One consent is taken back, at any time: what it allowed goes at once, with proof; the application goes on as far as it can.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyCompactJws } from '../../server/adapters/signatures/compact-jws.ts';
import { appealRefusal, submitApplication, type ApplicationView } from '../../server/contract/application.ts';
import { erasureClaims, readErasureReceipt, withdrawConsent } from '../../server/contract/privacy.ts';
import { claimCase, readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { ConsentItem } from '../../server/domain/consent.ts';
import { evidenceRow } from '../adapters/database/stores/stories.ts';
import { cardFront, faceFree, photograph, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, approval, askAgain, decide, refusal } from '../support/desk.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { untilChecked } from '../try/drive-application.ts';
import type { ApiClient } from '../try/http-client.ts';

let portcullis: TestPortcullis;
let desk: ApiClient;
beforeAll(async () => {
  portcullis = await startPortcullis();
  desk = await portcullis.reviewer(ann);
});
afterAll(() => portcullis.close());

const takeBack = ({ client, id }: Somebody, item: ConsentItem): Promise<ApplicationView> =>
  client.call(withdrawConsent, { params: { applicationId: id, item } });
const trailOf = ({ id }: Somebody) => portcullis.database.audit.of(id as ApplicationId);
const typesOf = async (one: Somebody): Promise<string[]> => (await trailOf(one)).map(({ type }) => type);

function filesOf({ id }: Somebody): number {
  const folder = join(portcullis.dataDirectory, 'evidence', id);
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

async function receiptOf({ client, id }: Somebody) {
  const bytes = await client.call(readErasureReceipt, { params: { applicationId: id } });
  const text = Buffer.from(bytes).toString('ascii');
  const verdict = verifyCompactJws('erasure', text, await portcullis.database.signingKeys.all());
  expect(verdict.isSigned).toBe(true);
  return erasureClaims.parse(verdict.claims);
}

/** Nothing of the face is left: no picture, no features; the proof is in the trail and in the receipt. */
async function expectFaceless(one: Somebody): Promise<void> {
  const { rows } = await portcullis.database.execute(
    `select id, sha256, kind from evidence where application_id = $1
     and kind in ('liveness-frame', 'best-frame', 'record-portrait') order by id`,
    [one.id],
  );
  const pieces = rows as { id: string; sha256: string; kind: string }[];
  const left = await portcullis.database.execute(
    `select 1 from evidence where application_id = $1 and erased_at is null
     and kind in ('liveness-frame', 'best-frame', 'record-portrait')
     union all select 1 from liveness_sessions where application_id = $1 and reference_sealed is not null`,
    [one.id],
  );
  expect(left.rows).toEqual([]);
  expect(filesOf(one)).toBe(2);
  const { erased, templates, takenBack } = await receiptOf(one);
  const told = erased.map(({ evidenceId: id, sha256, kind }) => ({ id, sha256, kind }));
  expect(told.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(pieces.sort((a, b) => (a.id < b.id ? -1 : 1)));
  expect(pieces.length).toBeGreaterThan(2);
  expect(templates).toHaveLength(1);
  expect(takenBack).toMatchObject([{ item: 'face' }]);
}

describe('the face', () => {
  test('while a person reviews: the case goes on, same place, and is decided without it', async () => {
    const applicant = await somebodyAt(portcullis, 'held');
    const params = { applicationId: applicant.id };
    await desk.call(claimCase, { params });
    const before = await applicant.view();
    const after = await takeBack(applicant, 'face');
    expect(after).toMatchObject({
      state: 'in_review',
      path: 'face-free',
      consents: { face: 'withdrawn', 'id-document': 'granted' },
      hasErasureReceipt: true,
    });
    expect(after.waiting?.submittedAt).toBe(before.waiting?.submittedAt);
    expect(after.waiting?.targetAt).toBe(before.waiting?.targetAt);
    await expectFaceless(applicant);
    const seen = await desk.call(readCase, { params });
    expect(seen).toMatchObject({ state: 'in_review', path: 'face-free', liveness: null, receipt: null });
    expect(seen.evidence.map(({ kind }) => kind).sort()).toEqual(['id-back', 'id-front']);
    const trail = await typesOf(applicant);
    expect(await takeBack(applicant, 'face')).toMatchObject({ state: 'in_review' });
    expect((await typesOf(applicant)).filter((type) => type !== 'erasure-receipt.issued')).toEqual(
      trail.filter((type) => type !== 'erasure-receipt.issued'),
    );
    await decide(desk, applicant.id, approval);
    expect(await applicant.view()).toMatchObject({ state: 'admitted' });
  });

  test('after the decision: the decision stands', async () => {
    const applicant = await somebodyAt(portcullis, 'held');
    await decide(desk, applicant.id, approval);
    expect(await takeBack(applicant, 'face')).toMatchObject({ state: 'admitted', path: 'face-free' });
    await expectFaceless(applicant);
  });

  test('when asked again: what is left to do goes on without it', async () => {
    const applicant = await somebodyAt(portcullis, 'held');
    await decide(desk, applicant.id, askAgain('liveness'));
    const view = await takeBack(applicant, 'face');
    expect(view).toMatchObject({ state: 'awaiting_resubmission', fix: [], nextStep: 'submit' });
    const params = { applicationId: applicant.id };
    expect(await applicant.client.call(submitApplication, { params })).toMatchObject({ state: 'checking' });
  });

  test('cannot be taken back by who never gave it', async () => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    await expectRefused(takeBack(applicant, 'face'), 'consent-missing');
    await expectRefused(
      applicant.client.call(readErasureReceipt, { params: { applicationId: applicant.id } }),
      'not-found',
    );
  });
});

test('the query of the record: its portrait goes, the face stays, and it is not asked again', async () => {
  const applicant = await somebodyAt(portcullis, 'held');
  const kinds = async () =>
    (await portcullis.database.evidence.current(applicant.id as ApplicationId)).map(({ kind }) => kind);
  // as a record would have it that gives its portrait
  await portcullis.database.evidence.add(
    evidenceRow(applicant.id as ApplicationId, { kind: 'record-portrait' }),
  );
  expect(await kinds()).toContain('record-portrait');
  expect(await takeBack(applicant, 'government-query')).toMatchObject({ state: 'in_review', path: 'face' });
  expect(await kinds()).not.toContain('record-portrait');
  expect(await kinds()).toContain('best-frame');
  const asked = await portcullis.database.queries.of(applicant.id as ApplicationId);
  expect(asked).toMatchObject([{ source: 'government-record', showsFace: true }]);
  await decide(desk, applicant.id, askAgain('id-front'));
  await photograph(applicant.client, applicant.id, 'id-front', await cardFront('sample1'));
  await applicant.client.call(submitApplication, { params: { applicationId: applicant.id } });
  await untilChecked(applicant.client, applicant.id, { everyMs: 50 });
  expect(await portcullis.database.queries.of(applicant.id as ApplicationId)).toEqual(asked);
  const { checks } = await desk.call(readCase, { params: { applicationId: applicant.id } });
  expect(checks.find(({ check }) => check === 'government-record')).toMatchObject({
    outcome: 'unavailable',
    reason: 'record-consent-refused',
  });
});

describe('the document or the history', () => {
  test.each(['id-document', 'retention'] as const)('%s: before a decision it ends', async (item) => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    expect(await takeBack(applicant, item)).toMatchObject({ state: 'withdrawn', declared: null, photos: [] });
    expect(filesOf(applicant)).toBe(0);
    expect((await receiptOf(applicant)).declarationErasedAt).not.toBeNull();
    expect(await typesOf(applicant)).toContain('application.withdrawn');
  });

  test('after a refusal it is erased, the refusal stands, and there is nothing left to appeal with', async () => {
    const applicant = await somebodyAt(portcullis, 'held', faceFree);
    await decide(desk, applicant.id, refusal);
    expect(await takeBack(applicant, 'id-document')).toMatchObject({ state: 'refused', photos: [] });
    expect(filesOf(applicant)).toBe(0);
    const params = { applicationId: applicant.id };
    await expectRefused(applicant.client.call(appealRefusal, { params }), 'event-not-possible');
  });
});
