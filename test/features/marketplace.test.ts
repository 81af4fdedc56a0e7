// What a marketplace's backend is answered about an application and told of it, from opening it to its end.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  admissionClaims,
  admissionView,
  sellerApplication,
  type AdmissionView,
} from '../../server/contract/admission.ts';
import { answerConsents, declareSubject, resumeApplication } from '../../server/contract/application.ts';
import { revokeAdmission } from '../../server/contract/revocation.ts';
import { addWebhook, listWebhooks, removeWebhook } from '../../server/contract/webhooks.ts';
import { keySet } from '../../server/contract/receipt.ts';
import { verifyCompactJws } from '../../server/adapters/signatures/compact-jws.ts';
import { verifyStatement } from '../../server/cli/statement-verify.ts';
import { thumbprintOf } from '../../server/adapters/keys/file.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { admissionsIn, submitted, tamper, type Admissions } from '../support/admissions.ts';
import { consentBody, declaration } from '../support/applicants.ts';
import { blindEngine } from '../support/blind-engine.ts';
import { ann, approval, bea, decide } from '../support/desk.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { backend, newApiKey, type Backend } from '../support/marketplace.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let admissions: Admissions;
let shop: Backend;
beforeAll(async () => {
  portcullis = await startPortcullis({
    replacements: { engine: blindEngine },
    environment: { WEBHOOK_LOOPBACK: 'yes' },
  });
  admissions = await admissionsIn(portcullis.database);
  shop = backend(portcullis.baseUrl, await newApiKey(portcullis, 'open', 'read'));
});
afterAll(() => portcullis.close());

const revocation = { reason: 'fraud-found', message: '', note: 'the card was reported stolen' } as const;
const pathOf = (id: string): string => `/api/marketplace/applications/${id}/admission`;

async function read(id: string): Promise<AdmissionView> {
  const answer = await shop.get(pathOf(id));
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  return admissionView.parse(answer.body);
}

/** Opened by the marketplace, declared by the seller, checked with everything passed. */
async function inReview(sellerReference: string): Promise<ApplicationId> {
  const answer = await shop.post('/api/marketplace/applications', { sellerReference, language: 'zh-CN' });
  const { applicationId, applyLink } = sellerApplication.parse(answer.body);
  const seller = portcullis.somebody();
  await seller.call(resumeApplication, { body: { token: applyLink?.split('#resume=')[1] ?? '' } });
  await seller.call(answerConsents, { params: { applicationId }, body: consentBody() });
  await seller.call(declareSubject, { params: { applicationId }, body: declaration });
  await submitted(admissions, applicationId);
  return applicationId;
}

async function admittedSeller(sellerReference: string): Promise<ApplicationId> {
  const id = await inReview(sellerReference);
  await decide(await portcullis.reviewer(ann), id, approval);
  return id;
}

describe('of an application', () => {
  test('that is not decided, the state alone', async () => {
    expect(await read(await inReview('seller-1'))).toMatchObject({
      sellerReference: 'seller-1',
      state: 'in_review',
      turn: 'reviewer',
      sequence: 2,
      statement: null,
      statementExpiresAt: null,
    });
  });

  test('that was admitted, a statement that the published keys verify', async () => {
    const id = await admittedSeller('seller-2');
    const view = await read(id);
    expect(view).toMatchObject({ state: 'admitted', turn: 'nobody', sequence: 3 });
    const published = await supertest(portcullis.baseUrl).get('/.well-known/jwks.json').expect(200);
    const keys = keySet.parse(published.body).keys.map(({ kty, crv, x }) => {
      const publicJwk = { kty, crv, x };
      return { keyId: thumbprintOf(publicJwk), publicJwk };
    });
    const verdict = verifyCompactJws('admission', view.statement ?? '', keys);
    expect(verdict.isSigned).toBe(true);
    expect(admissionClaims.parse(verdict.claims)).toMatchObject({
      iss: expect.stringMatching(/^http:\/\/localhost:\d+$/) as string,
      sub: id,
      sellerReference: 'seller-2',
      basis: 'reviewed',
      subjectKind: 'individual',
    });
    const said = JSON.stringify(verdict.claims);
    const { legalName, citizenId, contact, shop: ofSeller } = declaration;
    for (const secret of [legalName, citizenId, contact.phone, ofSeller.name])
      expect(said).not.toContain(secret);
    expect(portcullis.log()).not.toContain(view.statement);
  });

  test('whose admission was revoked, that it was; and the list says so to anybody', async () => {
    const id = await admittedSeller('seller-3');
    await read(id);
    await (
      await portcullis.reviewer(bea)
    ).call(revokeAdmission, { params: { applicationId: id }, body: revocation });
    expect(await read(id)).toMatchObject({ state: 'revoked', sequence: 4, statement: null });
    const answer = await fetch(`${portcullis.baseUrl}/.well-known/portcullis-revocations`);
    expect(answer.headers.get('content-type')).toBe('application/jose');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
    const payload = Buffer.from((await answer.text()).split('.')[1] ?? '', 'base64url').toString();
    expect(payload).toContain(id);
  });

  test('a statement that was kept in a file: it verifies with nothing but the keys, and not once it is revoked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'marketplace-'));
    const at = (name: string): string => join(folder, name);
    const keep = async (name: string, path: string): Promise<void> =>
      writeFile(at(name), await (await fetch(portcullis.baseUrl + path)).text());
    /** What the marketplace runs, with nothing but files. */
    const verify = async (revocations: string): Promise<readonly [number, string | undefined]> => {
      const lines: string[] = [];
      const print = (line: string) => lines.push(line);
      const options = { jwks: at('keys.json'), revocations: at(revocations) };
      const voice = { print, complain: print };
      return [await verifyStatement(at('statement.jws'), options, {}, voice, new Date()), lines.at(-1)];
    };
    const list = '/.well-known/portcullis-revocations';
    try {
      const id = await admittedSeller('seller-by-hand');
      await writeFile(at('statement.jws'), (await read(id)).statement ?? '');
      await keep('keys.json', '/.well-known/jwks.json');
      await keep('before', list);
      expect(await verify('before')).toEqual([0, expect.stringMatching(/^valid: signed by the key /)]);

      const lead = await portcullis.reviewer(bea);
      await lead.call(revokeAdmission, { params: { applicationId: id }, body: revocation });
      await keep('after', list);
      expect(await verify('after')).toEqual([
        1,
        expect.stringMatching(/^not valid: the admission was revoked 2\S+Z$/),
      ]);
      expect((await verify('before'))[0], 'an old list knows nothing of it').toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('whose records were changed, nothing; operators find why in log and trail', async () => {
    const id = await admittedSeller('seller-4');
    await tamper(
      portcullis.database,
      'check_results',
      "update check_results set outcome = 'failed', reason = 'record-mismatch' where application_id = $1 and check_name = 'government-record'",
      [id],
    );
    const problem = expectProblem(await shop.get(pathOf(id)), 'admission-not-proven');
    expect(JSON.stringify(problem)).not.toContain('checks');
    const line = portcullis
      .log()
      .split('\n')
      .find((one) => one.includes(problem.requestId) && one.includes('request.failed'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 50,
      type: 'admission-not-proven',
      err: { message: expect.stringContaining(`${id} do not prove its admission: checks-altered`) as string },
    });
  });

  test('that does not exist, nothing', async () => {
    expectProblem(await shop.get(pathOf(`a_${'0'.repeat(22)}`)), 'not-found');
    expectProblem(await shop.get(pathOf('seller-1')), 'invalid-request');
  });

  test('nothing to a key that may only open', async () => {
    const opener = backend(portcullis.baseUrl, await newApiKey(portcullis, 'open'));
    expectProblem(await opener.get(pathOf(await inReview('seller-5'))), 'scope-missing');
  });
});

interface News {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly applicationId: string; readonly sequence: number; readonly admissionUrl: string };
}

/** A stand-in that verifies what comes in by another program, and is told when all of an application has come. */
async function receiver(): Promise<{
  url: string;
  trust: (secret: string) => void;
  until: (isEnough: (news: readonly News[]) => boolean) => Promise<readonly News[]>;
  close: () => void;
}> {
  const news: News[] = [];
  let webhook: Webhook | null = null;
  let look: () => void = () => undefined;
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const body = webhook?.verify(Buffer.concat(parts).toString(), headers) as Omit<News, 'id'>;
      news.push({ id: headers['webhook-id'] ?? '', ...body });
      response.writeHead(204).end();
      look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
    trust: (secret) => (webhook = new Webhook(secret)),
    until: (isEnough) =>
      new Promise((resolve) => {
        look = () => {
          if (isEnough(news)) resolve(news);
        };
        look();
      }),
    close: () => server.close(),
  };
}

describe('by webhooks', () => {
  const opa = { id: 'opa', name: 'Opa', role: 'operator' } as const;

  test('it is told of every change in order, and asks where the message says', async () => {
    const desk = await portcullis.reviewer(opa);
    const stand = await receiver();
    const added = await desk.call(addWebhook, { body: { url: stand.url } });
    stand.trust(added.secret);
    const id = await admittedSeller('seller-6');
    const ofThis = (news: readonly News[]): readonly News[] =>
      news.filter(({ data }) => data.applicationId === id);
    const told = ofThis(await stand.until((news) => ofThis(news).length === 3));
    expect(told.map(({ type, data }) => [data.sequence, type])).toEqual([
      [1, 'application.checking'],
      [2, 'application.in-review'],
      [3, 'admission.granted'],
    ]);
    const asked = new URL(told.at(-1)?.data.admissionUrl ?? '').pathname;
    expect(admissionView.parse((await shop.get(asked)).body).statement).not.toBeNull();
    await (
      await portcullis.reviewer(bea)
    ).call(revokeAdmission, { params: { applicationId: id }, body: revocation });
    const after = ofThis(await stand.until((news) => ofThis(news).length === 4));
    expect(after.at(-1)?.type).toBe('admission.revoked');
    expect(new Set(after.map((one) => one.id)).size).toBe(4);
    await desk.call(removeWebhook, { params: { endpointId: added.endpointId } });
    expect((await desk.call(listWebhooks)).endpoints).toEqual([]);
    stand.close();
  });

  test('nobody but an operator says where', async () => {
    const desk = await portcullis.reviewer(ann);
    await expectRefused(desk.call(listWebhooks), 'role-not-enough');
    await expectRefused(desk.call(addWebhook, { body: { url: 'https://shop.example/' } }), 'role-not-enough');
    const operator = await portcullis.reviewer(opa);
    await expectRefused(operator.call(addWebhook, { body: { url: 'https://10.0.0.1/' } }), 'invalid-request');
  });
});
