// Lost connections, double clicks, two tabs and our own faults: nothing is lost, nothing is there twice.
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createOnnxFaceEngine } from '../../server/adapters/face-engine/onnx.ts';
import { submitApplication } from '../../server/contract/application.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { FaceEngineBusy, type FaceEngine } from '../../server/ports/face-engine.ts';
import { untilChecked } from '../try/drive-application.ts';
import {
  cardBack,
  cardFront,
  declaration,
  faceFree,
  photograph,
  somebodyAt,
  type Somebody,
} from '../support/applicants.ts';
import { sessionOf } from '../support/cookies.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { createRememberingEngine } from '../support/remembering-engine.ts';
import { startPortcullis, testModels, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let fault: Error | null = null;
beforeAll(async () => {
  const real = createRememberingEngine(
    createOnnxFaceEngine({ workers: 1, maxQueue: 64, modelFolder: testModels }),
  );
  const engine: FaceEngine = {
    ...real,
    look: async (...asked) => {
      if (fault !== null) throw fault;
      return real.look(...asked);
    },
  };
  portcullis = await startPortcullis({ replacements: { engine } });
});
afterAll(() => portcullis.close());
afterEach(() => {
  fault = null;
});

/** Files of that application's evidence. */
const kept = (id: string): number => {
  if (!existsSync(join(portcullis.dataDirectory, 'evidence'))) return 0;
  const files = readdirSync(join(portcullis.dataDirectory, 'evidence'), {
    recursive: true,
    withFileTypes: true,
  });
  return files.filter((file) => file.isFile() && file.parentPath.includes(id)).length;
};
const trail = async (id: string): Promise<string[]> =>
  (await portcullis.database.audit.of(id as ApplicationId)).map(({ type }) => type);
const alive = async (): Promise<void> => {
  await supertest(portcullis.baseUrl).get('/readyz').expect(200);
};

describe('a connection that is lost in the middle of an upload', () => {
  test('leaves everything as it was; the photo can be sent again', async () => {
    const applicant = await somebodyAt(portcullis, 'declared', faceFree);
    const before = await applicant.view();
    const token = applicant.resumeLink.split('#resume=')[1];
    const resumed = await supertest(portcullis.baseUrl).post('/api/resume').send({ token });
    const socket = connect(Number(new URL(portcullis.baseUrl).port), '127.0.0.1');
    const photo = await cardFront('sample1');
    socket.write(
      `POST /api/applications/${applicant.id}/photos/id-front HTTP/1.1\r\nHost: localhost\r\n` +
        `Cookie: ${sessionOf(resumed)}\r\nContent-Length: ${photo.length + 200}\r\n` +
        'Content-Type: multipart/form-data; boundary=edge\r\n\r\n' +
        '--edge\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n',
    );
    socket.write(photo.subarray(0, 20_000));
    await vi.waitUntil(() => socket.bytesWritten > 20_000 && socket.writableLength === 0);
    socket.destroy();
    const finished = `"path":"/api/applications/${applicant.id}/photos/id-front"`;
    await vi.waitUntil(() => portcullis.log().includes(finished), { timeout: 120_000 });

    await alive();
    expect(await applicant.view()).toEqual(before);
    expect(kept(applicant.id)).toBe(0);
    const again = await photograph(applicant.client, applicant.id, 'id-front', photo);
    expect(again).toMatchObject({ nextStep: 'id-back' });
  });
});

describe('sent twice', () => {
  let applicant: Somebody;
  let params: { applicationId: string };
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'photographed', faceFree);
    params = { applicationId: applicant.id };
  });

  test('at once, an application is submitted and checked once', async () => {
    const send = (): Promise<{ state: string }> => applicant.client.call(submitApplication, { params });
    await Promise.all([send(), send(), send(), send()]);
    expect(await untilChecked(applicant.client, applicant.id, { everyMs: 50 })).toMatchObject({
      state: 'in_review',
    });
    // and once more, after it was checked
    expect(await send()).toMatchObject({ state: 'in_review' });
    const events = await trail(applicant.id);
    for (const type of ['application.submitted', 'recommendation.sealed', 'gate.decided'])
      expect(
        events.filter((one) => one === type),
        type,
      ).toHaveLength(1);
    const row = await portcullis.database.applications.find(applicant.id as ApplicationId);
    expect(row?.round).toBe(1);
  });

  test('at once, the same photo is there once', async () => {
    const photo = await cardFront('sample1');
    const send = (): Promise<unknown> => photograph(applicant.client, applicant.id, 'id-front', photo);
    await Promise.all([send(), send(), send()]);
    const { photos } = await applicant.view();
    expect(photos.map(({ kind }) => kind).sort()).toEqual(['id-back', 'id-front']);
  });

  test('from two tabs, the later declaration and photo are in force', async () => {
    const [one, two] = [await applicant.agent(), await applicant.agent()];
    const path = `/api/applications/${applicant.id}`;
    await one.put(`${path}/declaration`).send({ ...declaration, shop: { ...declaration.shop, name: '一' } });
    await two.put(`${path}/declaration`).send({ ...declaration, shop: { ...declaration.shop, name: '二' } });
    expect(await applicant.view()).toMatchObject({ declared: { shopName: '二' } });
    await two.post(`${path}/submission`).expect(202);
    await untilChecked(applicant.client, applicant.id, { everyMs: 50 });
    // the first tab still shows the photo screen
    const late = await one.post(`${path}/photos/id-back`).attach('photo', await cardBack(), 'back.jpg');
    expect(expectProblem(late, 'application-not-editable')['state']).toBe('in_review');
    const other = await one.put(`${path}/declaration`).send(declaration);
    expectProblem(other, 'application-not-editable');
    expect(await applicant.view()).toMatchObject({ declared: { shopName: '二' } });
  });
});

describe('a fault of ours', () => {
  test('too much work: says when to come again, keeps nothing of the photo', async () => {
    const applicant = await somebodyAt(portcullis, 'declared', faceFree);
    const before = await applicant.view();
    const agent = await applicant.agent();
    fault = new FaceEngineBusy('the queue is full');
    const path = `/api/applications/${applicant.id}/photos/id-front`;
    const answer = await agent.post(path).attach('photo', await cardFront('sample1'), 'a.jpg');
    const problem = expectProblem(answer, 'temporarily-busy');
    expect(answer.headers['retry-after']).toBe(String(problem.retryAfterSeconds));
    expect(await applicant.view()).toEqual(before);
    expect(kept(applicant.id)).toBe(0);
    fault = null;
    await agent
      .post(path)
      .attach('photo', await cardFront('sample1'), 'a.jpg')
      .expect(201);
  });

  test('anything unforeseen: says its request’s id and nothing else', async () => {
    const applicant = await somebodyAt(portcullis, 'declared', faceFree);
    const agent = await applicant.agent();
    fault = new Error('out of cheese, at /home/somebody');
    const path = `/api/applications/${applicant.id}/photos/id-front`;
    const answer = await agent.post(path).attach('photo', await cardFront('sample1'), 'a.jpg');
    const problem = expectProblem(answer, 'internal');
    expect(Object.keys(problem).sort()).toEqual(['instance', 'requestId', 'status', 'title', 'type']);
    expect(JSON.stringify(answer.body)).not.toContain('cheese');
    expect(portcullis.log()).toContain(problem.requestId);
    expect(kept(applicant.id)).toBe(0);
    await alive();
  });
});
