// Who may ask for what: everybody for their own application alone, from our own pages, while the session lasts.
import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readApplication, resumeApplication } from '../../server/contract/application.ts';
import { signIn, signOut } from '../../server/contract/accounts.ts';
import { readReviewer } from '../../server/contract/review.ts';
import {
  claimLifetimeMs,
  resumeLinkLifetimeMs,
  reviewerSessionLifetimeMs,
  signInLinkLifetimeMs,
} from '../../server/domain/limits.ts';
import { somebodyAt, type Somebody } from '../support/applicants.ts';
import { ann } from '../support/desk.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly audience: 'applicant' | 'reviewer' | 'anyone';
}

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
    for (const operation of of('applicant')) {
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
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^portcullis_applicant=/);
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

  test('is too old after a day', async () => {
    const token = await tokenOf();
    portcullis.clock.putForward(signInLinkLifetimeMs + 1000);
    await expectRefused(open(token), 'sign-in-link-used');
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
    await browser.post('/api/review/sign-out').expect(200, { canSignOutAtProvider: false });
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
