// A marketplace opens applications for its sellers: one under way for each, and the link is the seller's alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerConsents,
  declareSubject,
  readApplication,
  resumeApplication,
  withdrawApplication,
} from '../../server/contract/application.ts';
import { sellerApplication, type SellerApplication } from '../../server/contract/admission.ts';
import type { ApiClient } from '../try/http-client.ts';
import { agreeingNumber, consentBody, declaration } from '../support/applicants.ts';
import { blindEngine } from '../support/blind-engine.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { backend, newApiKey, type Backend } from '../support/marketplace.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let shop: Backend;
beforeAll(async () => {
  portcullis = await startPortcullis({ replacements: { engine: blindEngine } });
  shop = backend(portcullis.baseUrl, await newApiKey(portcullis, 'open'));
});
afterAll(() => portcullis.close());

let sellers = 0;
const newReference = (): string => `seller:${(sellers += 1)}`;

async function open(sellerReference: string): Promise<SellerApplication> {
  const answer = await shop.post('/api/marketplace/applications', { sellerReference, language: 'zh-CN' });
  expect(answer.status).toBe(200);
  return sellerApplication.parse(answer.body);
}

/** The seller, having followed the link. */
async function sellerWith({ applyLink }: SellerApplication): Promise<ApiClient> {
  const seller = portcullis.somebody();
  const token = applyLink?.split('#resume=')[1] ?? '';
  await seller.call(resumeApplication, { body: { token } });
  return seller;
}

const consent = (seller: ApiClient, applicationId: string): Promise<unknown> =>
  seller.call(answerConsents, { params: { applicationId }, body: consentBody() });

test('opens an application whose link lets the seller apply', async () => {
  const reference = newReference();
  const opened = await open(reference);
  expect(opened).toMatchObject({
    sellerReference: reference,
    state: 'draft',
    turn: 'applicant',
    isNew: true,
  });
  expect(opened.applyLink).toMatch(/^http:\/\/localhost:\d+\/apply#resume=/);
  const params = { applicationId: opened.applicationId };
  const view = await (await sellerWith(opened)).call(readApplication, { params });
  expect(view).toMatchObject({ applicationId: opened.applicationId, language: 'zh-CN', nextStep: 'consent' });
});

test('puts on record which key opened it, and not for whom', async () => {
  const reference = newReference();
  const { applicationId } = await open(reference);
  const trail = await portcullis.database.audit.of(applicationId);
  expect(trail).toEqual([
    expect.objectContaining({
      type: 'application.opened',
      actor: { kind: 'marketplace', keyId: expect.stringMatching(/^k_/) as string },
    }),
  ]);
  expect(JSON.stringify(trail)).not.toContain(reference);
  expect(portcullis.log()).not.toContain(reference);
});

test('keeps by the jurisdiction that it was told, by the default where nothing was said', async () => {
  const told = sellerApplication.parse(
    (
      await shop.post('/api/marketplace/applications', {
        sellerReference: newReference(),
        language: 'en',
        jurisdiction: 'EU',
      })
    ).body,
  );
  const silent = await open(newReference());
  const rowOf = ({ applicationId }: SellerApplication) =>
    portcullis.database.applications.find(applicationId);
  expect(await rowOf(told)).toMatchObject({ jurisdiction: 'EU', jurisdictionBasis: 'told' });
  expect(await rowOf(silent)).toMatchObject({ jurisdiction: 'CN', jurisdictionBasis: 'default' });
  const seller = await sellerWith(told);
  await consent(seller, told.applicationId);
  await seller.call(declareSubject, {
    params: { applicationId: told.applicationId },
    body: declaration,
  });
  expect(await rowOf(told)).toMatchObject({ jurisdiction: 'EU', jurisdictionBasis: 'told' });
});

test('asked again for the same seller, answers the same application', async () => {
  const reference = newReference();
  const [first, again] = [await open(reference), await open(reference)];
  expect(again).toMatchObject({ applicationId: first.applicationId, isNew: false });
  await sellerWith(again);
});

test('asked for one seller many times at once, opens one application', async () => {
  const reference = newReference();
  const answers = await Promise.all(Array.from({ length: 8 }, () => open(reference)));
  expect(new Set(answers.map(({ applicationId }) => applicationId)).size).toBe(1);
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
});

test('gives no link any more once the seller has begun, and the seller goes on by the first', async () => {
  const reference = newReference();
  const opened = await open(reference);
  await consent(await sellerWith(opened), opened.applicationId);
  expect(await open(reference)).toMatchObject({
    applicationId: opened.applicationId,
    isNew: false,
    applyLink: null,
    applyLinkExpiresAt: null,
  });
  await sellerWith(opened);
});

test('opens a new one when the seller withdrew', async () => {
  const reference = newReference();
  const opened = await open(reference);
  const seller = await sellerWith(opened);
  const params = { applicationId: opened.applicationId };
  await seller.call(withdrawApplication, { params, body: { reason: 'changed-mind' } });
  const again = await open(reference);
  expect(again.isNew).toBe(true);
  expect(again.applicationId).not.toBe(opened.applicationId);
});

describe('a reference', () => {
  test.each([
    ['with a space', 'seller 1'],
    ['with an address', 'someone@example.com'],
    ['with a name', '林试'],
    ['of nothing', ''],
    ['that is too long', 'x'.repeat(65)],
    ['that is a resident ID number', agreeingNumber],
  ])('%s is refused', async (_what, sellerReference) => {
    const answer = await shop.post('/api/marketplace/applications', { sellerReference, language: 'en' });
    expect(expectProblem(answer, 'invalid-request').errors).toEqual([
      expect.objectContaining({ pointer: '/sellerReference' }),
    ]);
  });

  test('stays what it was', async () => {
    const { applicationId } = await open(newReference());
    const change = "update seller_references set reference = 'other' where application_id = $1";
    await expect(portcullis.database.execute(change, [applicationId])).rejects.toThrow('append-only');
    expect(await portcullis.database.sellerReferences.of(applicationId)).toMatch(/^seller:/);
  });
});
