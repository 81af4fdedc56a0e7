// Nobody takes more than their share: of requests in a minute, of uploads at once; and whoever waits is told how long.
import { connect, type Socket } from 'node:net';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readReviewer } from '../../server/contract/review.ts';
import { plainPhoto } from '../support/any-request/people.ts';
import { faceFree, somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann, cem } from '../support/desk.ts';
import { cookieOf } from '../support/cookies.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { facelessEngine } from '../support/faceless-engine.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const perMinute = 12;
let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis({
    environment: {
      APPLICANT_REQUESTS_PER_MINUTE: String(perMinute),
      REVIEWER_REQUESTS_PER_MINUTE: String(perMinute),
      UPLOADS_AT_ONCE: '2',
      UPLOADS_AT_ONCE_EACH: '1',
    },
    replacements: { engine: facelessEngine },
  });
});
afterAll(() => portcullis.close());
// each test has minutes of its own
afterEach(() => portcullis.clock.putForward(60_000));

const view = (browser: TestAgent, { id }: Somebody): supertest.Test => browser.get(`/api/applications/${id}`);

describe('requests of one account in a minute', () => {
  test('are counted for an application, from all its devices together, and not for another one', async () => {
    const [mine, theirs] = [await somebodyAt(portcullis, 'opened'), await somebodyAt(portcullis, 'opened')];
    const [phone, laptop, other] = [await mine.agent(), await mine.agent(), await theirs.agent()];
    portcullis.clock.putForward(60_000);
    for (let sent = 0; sent < perMinute; sent += 1)
      expect((await view(sent % 2 === 0 ? phone : laptop, mine)).status).toBe(200);
    const answer = await view(laptop, mine);
    const problem = expectProblem(answer, 'too-many-attempts');
    expect(answer.headers['retry-after']).toBe(String(problem.retryAfterSeconds));
    expect(problem.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect((await view(other, theirs)).status).toBe(200);
    portcullis.clock.putForward(60_000);
    expect((await view(phone, mine)).status).toBe(200);
  });

  test('are counted for a reviewer, from all their sessions together, and not for another one', async () => {
    const [here, there, other] = [
      await portcullis.reviewer(ann),
      await portcullis.reviewer(ann),
      await portcullis.reviewer(cem),
    ];
    portcullis.clock.putForward(60_000);
    for (let sent = 0; sent < perMinute; sent += 1) await (sent % 2 === 0 ? here : there).call(readReviewer);
    await expectRefused(there.call(readReviewer), 'too-many-attempts');
    expect(await other.call(readReviewer)).toMatchObject({ name: 'Cem' });
    portcullis.clock.putForward(60_000);
    expect(await here.call(readReviewer)).toMatchObject({ name: 'Ann' });
  });
});

describe('uploads at once', () => {
  const photoPath = (id: string): string => `/api/applications/${id}/photos/id-front`;
  const send = async (browser: TestAgent, { id }: Somebody): Promise<supertest.Response> =>
    browser
      .post(photoPath(id))
      .field('insist', 'yes')
      .attach('photo', await plainPhoto(3), 'a.jpg');

  /** Begins and does not end. */
  async function begin({ id, resumeLink }: Somebody): Promise<Socket> {
    const token = resumeLink.split('#resume=')[1];
    const resumed = await supertest(portcullis.baseUrl).post('/api/resume').send({ token });
    const cookie = cookieOf(resumed, 'portcullis_applicant');
    const socket = connect(Number(new URL(portcullis.baseUrl).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST ${photoPath(id)} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie.split(';')[0] ?? ''}\r\n` +
        'Content-Length: 100000\r\nContent-Type: multipart/form-data; boundary=edge\r\n\r\n--edge\r\n',
    );
    return socket;
  }

  test('are limited for each and in all; one that is lost makes room', async () => {
    const people = [1, 2, 3].map(() => somebodyAt(portcullis, 'declared', faceFree));
    const [first, second, third] = (await Promise.all(people)) as [Somebody, Somebody, Somebody];
    const [mine, other] = [await first.agent(), await third.agent()];
    /** What is begun is not there yet at once: asked until it is. */
    const untilAnswered = (browser: TestAgent, somebody: Somebody, status: number) =>
      vi.waitFor(
        async () => {
          portcullis.clock.putForward(60_000);
          const answer = await send(browser, somebody);
          expect(answer.status).toBe(status);
          return answer;
        },
        { timeout: 180_000 },
      );

    const slow = await begin(first);
    const busy = await untilAnswered(mine, first, 429);
    const problem = expectProblem(busy, 'temporarily-busy');
    expect(busy.headers['retry-after']).toBe(String(problem.retryAfterSeconds));
    expect((await send(other, third)).status).toBe(201);

    const alsoSlow = await begin(second);
    expectProblem(await untilAnswered(other, third, 429), 'temporarily-busy');
    expect((await view(other, third)).status).toBe(200);

    slow.destroy();
    await untilAnswered(mine, first, 201);
    alsoSlow.destroy();
    await untilAnswered(other, third, 201);
  });
});
