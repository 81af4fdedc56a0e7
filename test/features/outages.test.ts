// Something of ours is away for a while: the answer says so, nothing is half done, and it goes on by itself afterwards.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { submitApplication } from '../../server/contract/application.ts';
import { openEvidence, viewEvidence } from '../../server/contract/evidence.ts';
import { withdrawConsent } from '../../server/contract/privacy.ts';
import { readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { CannotOpen } from '../../server/ports/keys.ts';
import { WrappingUnavailable } from '../../server/ports/wrapping-keys.ts';
import { untilChecked } from '../try/drive-application.ts';
import { evidenceRow } from '../adapters/database/stores/stories.ts';
import { plainPhoto, sendPhotos, somebodySubmitted } from '../support/any-request/people.ts';
import { declaration, faceFree, somebodyAt } from '../support/applicants.ts';
import { ann } from '../support/desk.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { facelessEngine } from '../support/faceless-engine.ts';
import { createOutages, failure } from '../support/outages.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const outages = createOutages();
let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis({
    replacements: { engine: facelessEngine, inFrontOf: outages.inFrontOf },
  });
});
afterAll(() => portcullis.close());
afterEach(() => {
  outages.disk = null;
  outages.database = null;
  outages.key = null;
});

const files = (id: string): number => {
  const folder = join(portcullis.dataDirectory, 'evidence', id);
  return existsSync(folder) ? readdirSync(folder).length : 0;
};
const trail = async (id: string): Promise<readonly string[]> =>
  (await portcullis.database.audit.of(id as ApplicationId)).map(({ type }) => type);
const pieces = async (id: string): Promise<number> =>
  (await portcullis.database.evidence.current(id as ApplicationId)).length;

async function sendFront(id: string, browser: TestAgent): Promise<supertest.Response> {
  return browser
    .post(`/api/applications/${id}/photos/id-front`)
    .field('insist', 'yes')
    .attach('photo', await plainPhoto(7), 'a.jpg');
}

/** Says when to come again, and nothing of what is wrong with us. */
function expectAway(answer: supertest.Response): void {
  const problem = expectProblem(answer, 'temporarily-unavailable');
  expect(answer.headers['retry-after']).toBe(String(problem.retryAfterSeconds));
  expect(answer.text).not.toMatch(/some.where|made up|E[A-Z]{4,}/);
}

describe.each(['ENOSPC', 'EROFS', 'EIO', 'ESTALE'])('while the disk says %s', (code) => {
  test('a photo is not taken, and nothing of it stays; afterwards it is', async () => {
    const somebody = await somebodyAt(portcullis, 'declared', faceFree);
    const browser = await somebody.agent();
    const [before, told] = [await somebody.view(), await trail(somebody.id)];
    outages.disk = failure(code);
    expectAway(await sendFront(somebody.id, browser));
    expect(await somebody.view()).toEqual(before);
    expect([await trail(somebody.id), await pieces(somebody.id), files(somebody.id)]).toEqual([told, 0, 0]);
    expect(portcullis.log()).toContain(code);

    outages.disk = null;
    expect((await sendFront(somebody.id, browser)).status).toBe(201);
    expect([await pieces(somebody.id), files(somebody.id)]).toEqual([1, 1]);
  });
});

test('a picture that cannot be read for now is not shown as gone; afterwards it opens', async () => {
  const { id } = await somebodySubmitted(portcullis);
  const desk = await portcullis.reviewer(ann);
  const { evidence } = await desk.call(readCase, { params: { applicationId: id } });
  const look = async (): Promise<Uint8Array> => {
    const { addresses } = await desk.call(openEvidence, {
      params: { applicationId: id },
      body: { reason: 'review', evidenceIds: evidence.map(({ evidenceId }) => evidenceId).slice(0, 1) },
    });
    return desk.call(viewEvidence, { params: { pass: addresses[0]?.address.split('/').at(-1) ?? '' } });
  };
  outages.disk = failure('EIO');
  await expectRefused(look(), 'temporarily-unavailable');
  outages.disk = null;
  expect((await look()).length).toBeGreaterThan(1000);
});

describe.each([
  ['cannot be asked for', new WrappingUnavailable('ECONNREFUSED'), 'temporarily-unavailable'],
  // of another installation: nothing that waiting would help
  ['is another one', new CannotOpen('other-key'), 'internal'],
] as const)('while the key %s', (_how, fault, type) => {
  test('nothing is told and nothing is half done; afterwards it goes on', async () => {
    const somebody = await somebodyAt(portcullis, 'declared', faceFree);
    const { id: held } = await somebodySubmitted(portcullis);
    const [browser, desk] = [await somebody.agent(), await portcullis.reviewer(ann)];
    const params = { applicationId: held };
    const [before, told] = [await somebody.view(), await trail(somebody.id)];
    outages.key = fault;
    const answer = await sendFront(somebody.id, browser);
    expectProblem(answer, type);
    expect(answer.text).not.toMatch(/key|ECONN/i);
    await expectRefused(desk.call(readCase, { params }), type);
    const changed = await browser.put(`/api/applications/${somebody.id}/declaration`).send(declaration);
    expectProblem(changed, type);
    outages.key = null;
    expect(await somebody.view()).toEqual(before);
    expect([await trail(somebody.id), await pieces(somebody.id), files(somebody.id)]).toEqual([told, 0, 0]);
    expect(await desk.call(readCase, { params })).toMatchObject({ applicationId: held });
    expect((await sendFront(somebody.id, browser)).status).toBe(201);
  });
});

describe.each([
  ['the disk cannot be written', () => (outages.disk = failure('EROFS'))],
  ['the key service is away', () => (outages.key = new WrappingUnavailable('ECONNREFUSED'))],
])('while %s', (_what, goAway) => {
  test('a consent that is taken back is so, at once; what it allowed goes as soon as it can', async () => {
    const somebody = await somebodyAt(portcullis, 'declared');
    const id = somebody.id as ApplicationId;
    const face = evidenceRow(id, { kind: 'best-frame' });
    await portcullis.database.evidence.add(face);
    const isKept = async (): Promise<boolean> =>
      (await portcullis.database.evidence.kept(id)).some((piece) => piece.id === face.id);
    goAway();
    const asked = somebody.client.call(withdrawConsent, {
      params: { applicationId: id, item: 'face' },
    });
    // a name cannot be shown without its key, and the answer shows it
    if (outages.key === null) expect(await asked).toMatchObject({ path: 'face-free' });
    else await expectRefused(asked, 'temporarily-unavailable');
    expect(await trail(id)).toContain('consent.withdrawn');
    await expect(portcullis.tend()).rejects.toThrow();
    expect([await isKept(), (await trail(id)).includes('evidence.erased')]).toEqual([true, false]);

    [outages.disk, outages.key] = [null, null];
    await portcullis.tend();
    expect([await isKept(), (await trail(id)).includes('evidence.erased')]).toEqual([false, true]);
    expect(await somebody.view()).toMatchObject({ path: 'face-free', consents: { face: 'withdrawn' } });
  });
});

describe('while the database is away', () => {
  const away = failure('ECONNREFUSED');

  test('it is alive, not ready, and says so to everybody; afterwards everybody goes on', async () => {
    const somebody = await somebodyAt(portcullis, 'declared', faceFree);
    const [browser, desk] = [await somebody.agent(), await portcullis.reviewer(ann)];
    const before = await somebody.view();
    outages.database = away;
    await supertest(portcullis.baseUrl).get('/healthz').expect(200);
    const ready = expectProblem(
      await supertest(portcullis.baseUrl).get('/readyz'),
      'temporarily-unavailable',
    );
    expect(ready).toMatchObject({ database: false });
    expectAway(await supertest(portcullis.baseUrl).post('/api/applications').send({ language: 'en' }));
    expectAway(await browser.get(`/api/applications/${somebody.id}`));
    expectAway(
      await browser.post(`/api/applications/${somebody.id}/withdrawal`).send({ reason: 'changed-mind' }),
    );
    await expectRefused(
      desk.call(readCase, { params: { applicationId: somebody.id } }),
      'temporarily-unavailable',
    );
    const key = `pck_${'0'.repeat(22)}_${'A'.repeat(43)}`;
    // could not be asked is not the same as wrong
    expectAway(
      await supertest(portcullis.baseUrl)
        .get(`/api/marketplace/applications/${somebody.id}/admission`)
        .set('Authorization', `Bearer ${key}`),
    );

    outages.database = null;
    expect(await somebody.view()).toEqual(before);
    await sendPhotos(somebody);
    await somebody.client.call(submitApplication, { params: { applicationId: somebody.id } });
    expect(await untilChecked(somebody.client, somebody.id, { everyMs: 20 })).toMatchObject({
      state: 'in_review',
    });
    await supertest(portcullis.baseUrl).get('/readyz').expect(200);
  });

  test('a photo that was kept just before is taken away again', async () => {
    const somebody = await somebodyAt(portcullis, 'declared', faceFree);
    const browser = await somebody.agent();
    const told = await trail(somebody.id);
    outages.onKept = () => {
      outages.database = away;
    };
    expectAway(await sendFront(somebody.id, browser));
    outages.database = null;
    expect([await trail(somebody.id), await pieces(somebody.id), files(somebody.id)]).toEqual([told, 0, 0]);
    expect((await sendFront(somebody.id, browser)).status).toBe(201);
  });

  test('an application that was submitted before is checked once it is back', async () => {
    const somebody = await somebodyAt(portcullis, 'declared', faceFree);
    await sendPhotos(somebody);
    await somebody.client.call(submitApplication, { params: { applicationId: somebody.id } });
    outages.database = away;
    expectProblem(await supertest(portcullis.baseUrl).get('/readyz'), 'temporarily-unavailable');
    outages.database = null;
    // a job that was taken in that moment runs again once its time is up
    await portcullis.database.execute(
      `update pgboss.job set started_on = started_on - expire_in where state = 'active'`,
      [],
    );
    expect(await untilChecked(somebody.client, somebody.id, { everyMs: 50 })).toMatchObject({
      state: 'in_review',
    });
    const events = await trail(somebody.id);
    expect(events.filter((one) => one === 'recommendation.sealed')).toHaveLength(1);
  });
});

test('while the folder of evidence is not mounted, it is out; mounted again, everybody goes on', async () => {
  const somebody = await somebodyAt(portcullis, 'declared', faceFree);
  const browser = await somebody.agent();
  const look = () => browser.get(`/api/applications/${somebody.id}/photos/id-front`);
  expect((await sendFront(somebody.id, browser)).status).toBe(201);
  const [before, told] = [await somebody.view(), await trail(somebody.id)];
  const folder = join(portcullis.dataDirectory, 'evidence');
  renameSync(folder, `${folder}-mounted`);
  mkdirSync(folder);
  expectAway(await look());
  expectAway(await sendFront(somebody.id, browser));
  portcullis.clock.putForward(60_000); // what was known a moment before has to be asked again
  const ready = await supertest(portcullis.baseUrl).get('/readyz');
  expect(expectProblem(ready, 'temporarily-unavailable')).toMatchObject({ evidence: false, keys: true });
  expect(readdirSync(folder)).toEqual([]);
  expect([await somebody.view(), await trail(somebody.id)]).toEqual([before, told]);
  rmSync(folder, { recursive: true });
  renameSync(`${folder}-mounted`, folder);
  portcullis.clock.putForward(60_000);
  await supertest(portcullis.baseUrl).get('/readyz').expect(200);
  expect((await look()).status).toBe(200);
  expect((await sendFront(somebody.id, browser)).status).toBe(201);
});
