// Who may ask for what: everybody for their own application alone, from our own pages, while the session lasts.
import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { readApplication, resumeApplication } from '../../server/contract/application.ts';
import { signIn, signOut } from '../../server/contract/accounts.ts';
import { readReviewer } from '../../server/contract/review.ts';
import {
  claimLifetimeMs,
  resumeLinkLifetimeMs,
  reviewerSessionLifetimeMs,
} from '../../server/domain/limits.ts';
import { makeSignInLink } from '../../server/features/accounts/sign-in-link.ts';
import { somebodyAt, type Somebody } from '../support/applicants.ts';
import { cookieOf, sessionOf } from '../support/cookies.ts';
import { ann } from '../support/desk.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly audience: 'applicant' | 'reviewer' | 'anyone';
}

const hourMs = 3_600_000;
let portcullis: TestPortcullis;
let operations: readonly Operation[];
let mine: Somebody;
let theirs: Somebody;
beforeAll(async () => {
  portcullis = await startPortcullis();
  operations = await readOperations();
  mine = await somebodyAt(portcullis, 'declared');
  theirs = await somebodyAt(portcullis, 'declared');
});
afterAll(() => portcullis.close());
afterEach(() => portcullis.clock.putRight());

/** Every operation that the server itself describes. */
async function readOperations(): Promise<readonly Operation[]> {
  const answer = await supertest(portcullis.baseUrl).get('/openapi.json').expect(200);
  const { paths } = answer.body as {
    paths: Record<string, Record<string, { security: Record<string, unknown>[] }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      method: method as Operation['method'],
      path,
      audience: (Object.keys(security[0] ?? {})[0] ?? 'anyone') as Operation['audience'],
    })),
  );
}

function addressOf({ path }: Operation, applicationId: string): string {
  return path
    .replace('{applicationId}', applicationId)
    .replace('{kind}', 'id-front')
    .replace('{evidenceId}', `e_${'0'.repeat(22)}`)
    .replace('{sessionId}', `l_${'0'.repeat(22)}`)
    .replace('{stepIndex}', '0')
    .replace('{reviewerId}', 'ann');
}

const of = (audience: Operation['audience']): readonly Operation[] =>
  operations.filter((operation) => operation.audience === audience);

describe('every address of an application', () => {
  test('answers nobody who has no session', async () => {
    expect(of('applicant').length).toBeGreaterThanOrEqual(9);
    for (const operation of [...of('applicant'), ...of('reviewer')]) {
      const answer = await supertest(portcullis.baseUrl)[operation.method](addressOf(operation, mine.id));
      expectProblem(answer, 'not-authenticated');
    }
  });

  test('answers about another one as about one that does not exist, and leaves it as it was', async () => {
    const browser = await mine.agent();
    const before = await theirs.view();
    const naming = of('applicant').filter(({ path }) => path.includes('{applicationId}'));
    expect(naming).toHaveLength(of('applicant').length - 1); // all but one's own
    for (const operation of naming) {
      for (const id of [theirs.id, `a_${'0'.repeat(22)}`, 'nonsense']) {
        const problem = expectProblem(await browser[operation.method](addressOf(operation, id)), 'not-found');
        const { type, title, status, instance, requestId, ...rest } = problem;
        expect([type, title, status, instance, requestId].every(Boolean)).toBe(true);
        expect(rest).toEqual({});
      }
    }
    expect(await theirs.view()).toEqual(before);
  });

  test('of the desk answers no applicant, and the applicant’s no reviewer', async () => {
    const browser = await mine.agent();
    for (const operation of of('reviewer'))
      expectProblem(await browser[operation.method](addressOf(operation, mine.id)), 'not-authenticated');
    const desk = await portcullis.reviewer(ann);
    await expectRefused(
      desk.call(readApplication, { params: { applicationId: mine.id } }),
      'not-authenticated',
    );
  });

  test('refuses what another site makes a browser send', async () => {
    const browser = await mine.agent();
    const before = await mine.view();
    const changing = operations.filter(({ method, path }) => method !== 'get' && path.startsWith('/api/'));
    expect(changing.length).toBeGreaterThanOrEqual(12);
    for (const operation of changing) {
      const address = addressOf(operation, mine.id);
      for (const [name, value] of [
        ['Origin', 'https://evil.example'],
        ['Origin', 'null'],
        ['Sec-Fetch-Site', 'cross-site'],
        ['Sec-Fetch-Site', 'same-site'],
      ] as const)
        expectProblem(await browser[operation.method](address).set(name, value), 'foreign-origin');
    }
    expect(await mine.view()).toEqual(before);
  });

  test('takes what our own pages send', async () => {
    const browser = await mine.agent();
    const answer = await browser
      .post('/api/resume')
      .set('Origin', portcullis.baseUrl)
      .set('Sec-Fetch-Site', 'same-origin')
      .send({ token: mine.resumeLink.split('#resume=')[1] });
    expect(answer.status).toBe(200);
  });
});

describe('the session of an applicant', () => {
  test('is a cookie that no script reads, no other site sends, and no other address gets', async () => {
    const answer = await supertest(portcullis.baseUrl).post('/api/applications').send({ language: 'en' });
    expect(answer.status).toBe(201);
    const cookie = cookieOf(answer, 'portcullis_applicant');
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/api', 'Expires='])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain('Secure');
  });

  test('ends after a week', async () => {
    portcullis.clock.putForward(7 * 24 * 3_600_000 + 1000);
    await expectRefused(mine.view(), 'not-authenticated');
    portcullis.clock.putRight();
    expect(await mine.view()).toMatchObject({ state: 'draft' });
  });

  test('leaves the browser when asked to, and the application stays as it is', async () => {
    const somebody = await somebodyAt(portcullis, 'declared');
    const browser = await somebody.agent();
    const before = await somebody.view();
    await browser.get('/api/applications/mine').expect(200);
    const left = await browser.post('/api/leave-device').expect(204);
    expect(cookieOf(left, 'portcullis_applicant')).toMatch(
      /=; Path=\/api; Expires=Thu, 01 Jan 1970 .*HttpOnly/,
    );
    expect(left.headers['clear-site-data']).toBe('"cache"');
    expectProblem(await browser.get('/api/applications/mine'), 'not-authenticated');
    expectProblem(await browser.get(`/api/applications/${somebody.id}`), 'not-authenticated');
    expect(await somebody.view()).toEqual(before);
    const token = somebody.resumeLink.split('#resume=')[1];
    await browser.post('/api/resume').send({ token }).expect(200);
    await browser.get(`/api/applications/${somebody.id}`).expect(200);
  });

  test('that is left ends for whoever has a copy of its cookie, and on no other device', async () => {
    const { id, resumeLink } = await somebodyAt(portcullis, 'declared');
    const token = resumeLink.split('#resume=')[1];
    const begin = async (): Promise<string> =>
      sessionOf(await supertest(portcullis.baseUrl).post('/api/resume').send({ token }).expect(200));
    const ask = (path: string, cookie: string): supertest.Test =>
      supertest(portcullis.baseUrl).get(path).set('Cookie', cookie);
    const leave = (cookie: string): supertest.Test =>
      supertest(portcullis.baseUrl).post('/api/leave-device').set('Cookie', cookie).expect(204);

    const [here, there] = [await begin(), await begin()];
    await ask(`/api/applications/${id}`, here).expect(200);
    await leave(here);
    for (const path of [`/api/applications/${id}`, '/api/applications/mine'])
      expectProblem(await ask(path, here), 'not-authenticated');
    await leave(here);
    await ask(`/api/applications/${id}`, there).expect(200);
    await ask(`/api/applications/${id}`, await begin()).expect(200);
  });

  test('is not ended by another site; a browser that has none may ask all the same', async () => {
    const browser = await (await somebodyAt(portcullis, 'opened')).agent();
    const foreign = browser.post('/api/leave-device').set('Origin', 'https://evil.example');
    expectProblem(await foreign, 'foreign-origin');
    await browser.get('/api/applications/mine').expect(200);
    await supertest(portcullis.baseUrl).post('/api/leave-device').expect(204);
  });

  test('does not come from an altered cookie, nor from a token of another kind', async () => {
    const token = mine.resumeLink.split('#resume=')[1] ?? '';
    for (const forged of [token, `${token}x`, 'x', ''])
      expectProblem(
        await supertest(portcullis.baseUrl)
          .get(`/api/applications/${mine.id}`)
          .set('Cookie', `portcullis_applicant=${forged}`),
        'not-authenticated',
      );
  });

  test('that does not exist has no application', async () => {
    expectProblem(await supertest(portcullis.baseUrl).get('/api/applications/mine'), 'not-authenticated');
  });
});

describe('a resume link', () => {
  const resume = (token: string): Promise<unknown> =>
    portcullis.somebody().call(resumeApplication, { body: { token } });
  const token = (): string => mine.resumeLink.split('#resume=')[1] ?? '';

  test('opens the same application anywhere, as often as needed', async () => {
    for (let times = 0; times < 2; times += 1)
      expect(await resume(token())).toMatchObject({ applicationId: mine.id, nextStep: 'id-front' });
  });

  test('is too old after a week', async () => {
    portcullis.clock.putForward(resumeLinkLifetimeMs + 1000);
    await expectRefused(resume(token()), 'resume-link-expired');
  });

  test('that was altered or made up opens nothing', async () => {
    for (const bad of ['', 'x', token().slice(0, -6)]) await expectRefused(resume(bad), 'not-found');
  });
});

describe('a sign-in link', () => {
  const tokenOf = async (): Promise<string> => (await portcullis.signInLink(ann)).split('#sign-in=')[1] ?? '';
  const open = (token: string): Promise<unknown> => portcullis.somebody().call(signIn, { body: { token } });

  test('opens once, even when it is used twice at once', async () => {
    const token = await tokenOf();
    const outcomes = await Promise.allSettled([open(token), open(token)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expectRefused(open(token), 'sign-in-link-used');
  });

  test.each([
    ['that somebody is sent lives an hour', 'usual', hourMs],
    ['of the demo lives a day', 'demo', 24 * hourMs],
    ['for an emergency lives a quarter of an hour', 'break-glass', hourMs / 4],
  ] as const)('%s', async (_, kind, lifetimeMs) => {
    const { database, clock, baseUrl: publicUrl } = portcullis;
    const deps = { database, clock, random: createSystemRandom(), publicUrl };
    const make = async (): Promise<string> =>
      (await makeSignInLink(deps, { reviewer: ann, kind })).split('#sign-in=')[1] ?? '';
    const [soon, late] = [await make(), await make()];
    clock.putForward(lifetimeMs - 60_000);
    expect(await open(soon)).toMatchObject({ name: 'Ann' });
    clock.putForward(61_000);
    await expectRefused(open(late), 'sign-in-link-used');
  });

  test('that is printed at the start is one of the demo', async () => {
    const token = await tokenOf();
    portcullis.clock.putForward(23 * hourMs);
    expect(await open(token)).toMatchObject({ name: 'Ann' });
  });

  test('that was made up opens nothing', async () => {
    await expectRefused(open('x'), 'sign-in-link-used');
  });
});

describe('the session of a reviewer', () => {
  test('says who is signed in, and that the gate holds', async () => {
    const desk = await portcullis.reviewer(ann);
    expect(await desk.call(readReviewer)).toEqual({
      reviewerId: 'ann',
      name: 'Ann',
      role: 'reviewer',
      gateMode: 'hold',
      canHold: false,
    });
  });

  test('ends for good by signing out', async () => {
    const browser = supertest.agent(portcullis.baseUrl);
    const token = (await portcullis.signInLink(ann)).split('#sign-in=')[1];
    const signedIn = await browser.post('/api/review/sign-in').send({ token });
    const [cookie = ''] = signedIn.headers['set-cookie'] as unknown as string[];
    const left = await browser.post('/api/review/sign-out').expect(200, { canSignOutAtProvider: false });
    expect(left.headers['clear-site-data']).toBe('"cache"');
    expectProblem(await browser.get('/api/review/me'), 'not-authenticated');
    const kept = supertest(portcullis.baseUrl)
      .get('/api/review/me')
      .set('Cookie', cookie.split(';')[0] ?? '');
    expectProblem(await kept, 'not-authenticated');
  });

  test('ends after twelve hours', async () => {
    const desk = await portcullis.reviewer(ann);
    for (
      let passedMs = 0;
      passedMs < reviewerSessionLifetimeMs - claimLifetimeMs;
      passedMs += claimLifetimeMs
    ) {
      expect(await desk.call(readReviewer)).toMatchObject({ name: 'Ann' });
      portcullis.clock.putForward(claimLifetimeMs);
    }
    portcullis.clock.putForward(claimLifetimeMs + 1000);
    await expectRefused(desk.call(readReviewer), 'not-authenticated');
    await expectRefused(desk.call(signOut), 'not-authenticated');
  });
});

// at the end: drafts of a week ago go with it
test('a session that was left is forgotten once its token is too old', async () => {
  const left = async (): Promise<number> =>
    (await portcullis.database.execute('select id from left_sessions', [])).rows.length;
  expect(await left()).toBeGreaterThan(0);
  portcullis.clock.putForward(7 * 24 * 3_600_000 + 1000);
  await portcullis.tend();
  expect(await left()).toBe(0);
});
