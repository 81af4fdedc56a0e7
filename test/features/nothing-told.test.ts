// What is written for operators, at the most talkative level, names nobody and opens nothing, whatever goes wrong.
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { magicNumbers } from '../../server/adapters/government-records/magic-numbers.ts';
import { openStandIn } from '../../server/compose-stand-in.ts';
import { createApiKey } from '../../server/contract/api-keys.ts';
import { submitApplication } from '../../server/contract/application.ts';
import { openEvidence, viewEvidence } from '../../server/contract/evidence.ts';
import { searchCases } from '../../server/contract/queue.ts';
import { revealCase } from '../../server/contract/reveal.ts';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import { addWebhook } from '../../server/contract/webhooks.ts';
import { plainPhoto } from '../support/any-request/people.ts';
import { faceFree, photographAnyway, somebodyAt } from '../support/applicants.ts';
import { cookiesOf, pairOf, sessionOf } from '../support/cookies.ts';
import { bea, refusal } from '../support/desk.ts';
import { facelessEngine } from '../support/faceless-engine.ts';
import { backendWith } from '../support/marketplace.ts';
import { createOutages } from '../support/outages.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { untilChecked } from '../try/drive-application.ts';

const outages = createOutages();
const written: string[] = [];
let portcullis: TestPortcullis;
let service: Awaited<ReturnType<typeof openStandIn>>;
beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  service = await openStandIn('tencent');
  portcullis = await startPortcullis({
    environment: { ...service.environment, WEBHOOK_LOOPBACK: 'yes' },
    replacements: { engine: facelessEngine, inFrontOf: outages.inFrontOf },
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await portcullis.close();
  await service.close();
});

const person = {
  legalName: '欧阳试隐',
  citizenId: magicNumbers.find(({ outcome }) => outcome === 'unpaid')?.citizenId ?? '',
  phone: '+86 10 5555 0177',
  email: 'nobody.told@shop.example',
  business: '沙盒晨光贸易有限公司',
  code: '91990000MA0000015Q',
};

/** What fails carries what it was about, as a database's error carries the values of a row. */
const telling = Object.assign(new Error('could not write'), {
  code: 'ENOSPC',
  detail: `Failing row contains (${Object.values(person).join(', ')})`,
  parameters: Object.values(person),
});

test('a whole story with everything that can go wrong in it is told without anybody in it', async () => {
  const secrets = new Map<string, string>(Object.entries(person));
  const problems: string[] = [];
  const { baseUrl } = portcullis;
  const session = async (path: string, token: string, name: string): Promise<string> => {
    secrets.set(`${name} token`, token);
    const answer = await supertest(baseUrl).post(path).send({ token }).expect(200);
    for (const [called = '', value = ''] of cookiesOf(answer).map((line) => pairOf(line).split('=')))
      secrets.set(`${name} cookie ${called}`, value);
    return sessionOf(answer);
  };
  const refused = async (request: supertest.Test): Promise<void> => {
    const answer = await request;
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
    problems.push(answer.text);
  };

  const somebody = await somebodyAt(portcullis, 'declared', {
    ...faceFree,
    declaration: {
      subjectKind: 'company',
      legalName: person.legalName,
      citizenId: person.citizenId,
      business: { name: person.business, code: person.code, legalRepresentative: person.legalName },
      contact: { phone: person.phone, email: person.email },
    },
  });
  const { id, client } = somebody;
  const own = await session('/api/resume', somebody.resumeLink.split('#resume=')[1] ?? '', 'applicant');
  const at = `/api/applications/${id}`;
  const sending = (): supertest.Test => supertest(baseUrl).put(`${at}/declaration`).set('Cookie', own);

  // bodies that are wrong in every way, each with the person in it
  await refused(
    sending().send({ legalName: person.legalName, citizenId: person.citizenId, phone: person.phone }),
  );
  await refused(sending().type('json').send(`{"legalName":"${person.legalName}`));
  await refused(sending().type('json').set('Content-Encoding', 'gzip').send(JSON.stringify(person)));
  await refused(sending().set('Origin', 'https://evil.example').send(person));
  await refused(
    supertest(baseUrl).get(`${at}?phone=${encodeURIComponent(person.phone)}&email=${person.email}`),
  );
  await refused(supertest(baseUrl).get(at).set('Authorization', `Bearer ${own}`).set('Cookie', `${own}x`));
  outages.disk = telling;
  await refused(
    supertest(baseUrl)
      .post(`${at}/photos/id-front`)
      .set('Cookie', own)
      .field('insist', 'yes')
      .attach('photo', await plainPhoto(1), `${person.legalName}.jpg`),
  );
  outages.disk = null;
  outages.database = telling;
  await refused(supertest(baseUrl).get(at).set('Cookie', own));
  outages.database = null;

  for (const kind of ['id-front', 'id-back', 'business-licence'] as const)
    await photographAnyway(client, id, kind, await plainPhoto(kind.length));
  await client.call(submitApplication, { params: { applicationId: id } });
  await untilChecked(client, id, { everyMs: 20 });

  await session(
    '/api/review/sign-in',
    (await portcullis.signInLink(bea)).split('#sign-in=')[1] ?? '',
    'reviewer',
  );
  const desk = await portcullis.reviewer(bea);
  const params = { applicationId: id };
  await desk.call(claimCase, { params });
  const { evidence, checks } = await desk.call(readCase, { params });
  expect(checks).toContainEqual(
    expect.objectContaining({ check: 'government-record', outcome: 'unavailable' }),
  );
  expect(checks).toContainEqual(expect.objectContaining({ check: 'business-registry' }));
  const shown = await desk.call(revealCase, {
    params,
    body: { fields: ['legalName', 'citizenId', 'phone', 'email'] },
  });
  expect(shown).toMatchObject({ legalName: person.legalName, citizenId: person.citizenId });
  await desk.call(searchCases, { body: { text: person.citizenId.slice(-4) } });
  const { addresses } = await desk.call(openEvidence, {
    params,
    body: { reason: 'review', evidenceIds: evidence.map(({ evidenceId }) => evidenceId) },
  });
  for (const { address } of addresses) {
    const pass = address.split('/').at(-1) ?? '';
    secrets.set(`pass ${pass}`, pass);
    await desk.call(viewEvidence, { params: { pass } });
    await refused(supertest(baseUrl).get(address));
  }
  const operator = await portcullis.reviewer({ id: 'opa', name: 'Opa', role: 'operator' });
  const { key } = await operator.call(createApiKey, { body: { name: 'shop', scopes: ['read'] } });
  secrets.set('API key', key.slice(-43));
  await backendWith(baseUrl, `Bearer ${key}`)
    .get(`/api/marketplace/applications/${id}/admission`)
    .expect(200);
  await refused(backendWith(baseUrl, `Bearer ${key}x`).get(`/api/marketplace/applications/${id}/admission`));
  const webhook = await operator.call(addWebhook, { body: { url: 'http://127.0.0.1:9/in' } });
  secrets.set('webhook secret', webhook.secret.replace('whsec_', ''));
  const note = `${person.legalName}, ${person.phone}`;
  await desk.call(decideCase, { params, body: { ...refusal, message: note, note } });
  await portcullis.tend();

  const log = portcullis.log();
  // it was told of what happened, not of whom it happened to
  for (const event of ['request.failed', 'request.refused', 'request.finished', 'government-record.trouble'])
    expect(log).toContain(event);
  expect(secrets.size).toBeGreaterThan(12);
  for (const [name, secret] of secrets) {
    expect(secret.length, name).toBeGreaterThan(3);
    for (const told of [log, written.join(''), problems.join('\n')])
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        expect(told.includes(form), `${name} is told`).toBe(false);
  }
});
