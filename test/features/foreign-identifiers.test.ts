// Identifiers that are somebody else's, tried by everybody at every address that takes one: the answer is the same as
// for what is not there, and nothing is changed by asking.
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey, revokeApiKey } from '../../server/contract/api-keys.ts';
import { readMySessions } from '../../server/contract/accounts.ts';
import { openEvidence, viewEvidence } from '../../server/contract/evidence.ts';
import { openLiveness } from '../../server/contract/liveness.ts';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import { listKnownCases, markKnownCase } from '../../server/contract/quality.ts';
import { addWebhook } from '../../server/contract/webhooks.ts';
import type { Endpoint } from '../../server/contract/endpoint.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import type { ProblemType } from '../../server/domain/problem-type.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { allEndpoints } from '../support/all-endpoints.ts';
import { cardBack, somebodyAt } from '../support/applicants.ts';
import { sessionOf } from '../support/cookies.ts';
import { refusal } from '../support/desk.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { sendPhotos, somebodySubmitted } from '../support/any-request/people.ts';
import { facelessEngine } from '../support/faceless-engine.ts';
import { askers, trials, type Asker, type Belongings, type Trial } from '../support/foreign-identifiers.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { tableDigests } from '../support/table-digests.ts';
import type { ApiClient } from '../try/http-client.ts';

const people = {
  owner: { id: 'owner', name: 'Olga', role: 'reviewer' },
  otherReviewer: { id: 'ann', name: 'Ann', role: 'reviewer' },
  lead: { id: 'bea', name: 'Bea', role: 'lead' },
  operator: { id: 'opa', name: 'Opa', role: 'operator' },
} as const satisfies Record<string, Reviewer>;

let portcullis: TestPortcullis;
let owner: ApiClient;
let world: Belongings;
let headers: Readonly<Record<Asker, Readonly<Record<string, string>>>>;
let photo: Buffer;

const withIdentifier = allEndpoints.filter(({ endpoint }) => endpoint.path.includes(':'));

async function cookieOf(path: string, token: string): Promise<Readonly<Record<string, string>>> {
  const answer = await supertest(portcullis.baseUrl).post(path).send({ token }).expect(200);
  return { Cookie: sessionOf(answer) };
}

async function signedIn(who: Reviewer): Promise<Readonly<Record<string, string>>> {
  return cookieOf('/api/review/sign-in', (await portcullis.signInLink(who)).split('#sign-in=')[1] ?? '');
}

/** May do everything that the mighty one may. */
const isMightier = (who: Asker, { mighty }: Trial): boolean => mighty?.[0] === 'lead' && who === 'operator';

beforeAll(async () => {
  photo = await cardBack();
  const now = new Date(); // time stands still: what it brings by itself is not what somebody did
  portcullis = await startPortcullis({
    environment: { WEBHOOK_LOOPBACK: 'yes' },
    replacements: { engine: facelessEngine, clock: { now: () => now } },
  });
  owner = await portcullis.reviewer(people.owner);
  const operator = await portcullis.reviewer({ id: 'otto', name: 'Otto', role: 'operator' });
  const lead = await portcullis.reviewer({ id: 'lia', name: 'Lia', role: 'lead' });

  const draft = await somebodyAt(portcullis, 'declared');
  await sendPhotos(draft);
  const { sessionId: draftCapture } = await draft.client.call(openLiveness, {
    params: { applicationId: draft.id },
    body: { needs: { isLongerTime: false, without: [] } },
  });
  const [draftPicture] = await portcullis.database.evidence.current(draft.id as ApplicationId);
  const held = (await somebodySubmitted(portcullis)).id;
  await owner.call(claimCase, { params: { applicationId: held } });
  const { evidence } = await owner.call(readCase, { params: { applicationId: held } });
  const { addresses } = await owner.call(openEvidence, {
    params: { applicationId: held },
    body: { reason: 'review', evidenceIds: evidence.map(({ evidenceId }) => evidenceId) },
  });
  const settled = (await somebodySubmitted(portcullis)).id;
  await owner.call(claimCase, { params: { applicationId: settled } });
  await owner.call(decideCase, { params: { applicationId: settled }, body: refusal });
  const { decision, reasons } = refusal;
  await lead.call(markKnownCase, {
    body: { applicationId: settled, decision, reasons, explanation: 'as it was decided' },
  });
  const [knownCase] = (await lead.call(listKnownCases)).knownCases;
  const [session] = (await owner.call(readMySessions)).sessions;
  const apiKey = await operator.call(createApiKey, { body: { name: 'theirs', scopes: ['read'] } });
  const webhook = await operator.call(addWebhook, { body: { url: 'http://127.0.0.1:9/in' } });
  const own = await somebodyAt(portcullis, 'declared');
  world = {
    draft: draft.id,
    draftCapture,
    draftPicture: draftPicture?.id ?? '',
    heldCase: held,
    own: own.id,
    pass: addresses[0]?.address.split('/').at(-1) ?? '',
    reviewer: people.owner.id,
    session: session?.sessionId ?? '',
    apiKey: apiKey.keyId,
    webhook: webhook.endpointId,
    knownCase: knownCase?.knownCaseId ?? '',
  };

  const revoked = await operator.call(createApiKey, { body: { name: 'old', scopes: ['read'] } });
  await operator.call(revokeApiKey, { params: { keyId: revoked.keyId } });
  const opening = await operator.call(createApiKey, { body: { name: 'opens', scopes: ['open'] } });
  headers = {
    nobody: {},
    applicant: await cookieOf('/api/resume', own.resumeLink.split('#resume=')[1] ?? ''),
    otherReviewer: await signedIn(people.otherReviewer),
    lead: await signedIn(people.lead),
    operator: await signedIn(people.operator),
    unknownKey: { Authorization: `Bearer pck_${'0'.repeat(22)}_${'A'.repeat(43)}` },
    revokedKey: { Authorization: `Bearer ${revoked.key}` },
    openingKey: { Authorization: `Bearer ${opening.key}` },
  };
  await portcullis.tend(); // asked for every minute: what is due is done before anybody tries anything
});
afterAll(() => portcullis.close());

function ask(endpoint: Endpoint, trial: Trial, which: 'theirs' | 'absent', who: Asker): supertest.Test {
  const path = endpoint.path.replace(/:(\w+)/g, (_match, name: string) => trial[which][name] ?? '');
  const request = supertest(portcullis.baseUrl)[endpoint.method](path).set(headers[who]);
  if (trial.form === undefined)
    return trial.body === undefined ? request : request.send(trial.body as object);
  const form = Object.entries(trial.form).reduce((sent, [name, value]) => sent.field(name, value), request);
  return form.attach(endpoint.upload?.field ?? '', photo, 'photo.jpg');
}

/** Holds the answer to that type; answers what of it says something. */
async function told(asking: supertest.Test, type: ProblemType): Promise<unknown> {
  const { instance, requestId, ...rest } = expectProblem(await asking, type);
  expect([instance, requestId].every((one) => one.length > 0)).toBe(true);
  return rest;
}

test('every address with an identifier in it is tried', () => {
  expect(withIdentifier.map(({ name }) => name).sort()).toEqual(Object.keys(trials).sort());
  expect(Object.values(world).every((one: string) => one.length > 3)).toBe(true);
});

describe.each(withIdentifier)('$name', ({ name, endpoint }) => {
  test('tells nobody whether what is not theirs is there, and leaves it as it was', async () => {
    const trial = trials[name]?.(world);
    if (trial === undefined) throw new Error(`${name} is not tried`);
    const before = await tableDigests(portcullis.database);
    for (const who of askers) {
      const type = trial.told[who] ?? (who === trial.mighty?.[0] ? null : 'not-authenticated');
      if (type === null || isMightier(who, trial)) continue;
      const about = await told(ask(endpoint, trial, 'theirs', who), type);
      expect(await told(ask(endpoint, trial, 'absent', who), type), who).toEqual(about);
    }
    if (trial.mighty) await told(ask(endpoint, trial, 'absent', trial.mighty[0]), trial.mighty[1]);
    expect(await tableDigests(portcullis.database)).toEqual(before);
  });
});

test('what was tried on by so many still opens for whose it is', async () => {
  const picture = await owner.call(viewEvidence, { params: { pass: world.pass } });
  expect(picture.length).toBeGreaterThan(1000);
  expect(await owner.call(readMySessions)).toMatchObject({ sessions: [{ sessionId: world.session }] });
});
