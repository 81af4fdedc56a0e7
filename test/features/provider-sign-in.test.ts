// Signing in at a real identity provider: who gets in as what, and what becomes of those who do not.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  callback,
  expectTurnedBack,
  openProviderDesk,
  startPath,
  type ProviderDesk,
} from '../support/provider-desk.ts';

let desk: ProviderDesk;
beforeAll(async () => {
  desk = await openProviderDesk();
});
afterAll(() => desk.close());
afterEach(() => {
  desk.idp.trouble = null;
  desk.idp.tamper = null;
  desk.portcullis.clock.putRight();
});

describe('somebody whom the provider vouches for', () => {
  test.each([
    ['li.wei', 'Li Wei', 'reviewer'],
    ['wang.fang', 'Wang Fang', 'lead'],
    ['chen.jie', 'Chen Jie', 'operator'],
  ])('%s is signed in by the name and with the role that it says', async (account, name, role) => {
    const browser = desk.browser();
    const page = await desk.signIn(browser, account);
    expect(page.url.href).toBe(`${desk.url}/review`);
    expect(await desk.who(browser)).toMatchObject({ name, role, gateMode: 'hold' });
  });

  test('is the same reviewer each time, and nobody else is', async () => {
    const ids = [];
    for (const account of ['li.wei', 'li.wei', 'wang.fang']) {
      const browser = desk.browser();
      await desk.signIn(browser, account);
      ids.push((await desk.who(browser))?.reviewerId);
    }
    expect(ids[0]).toMatch(/^oidc-[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test('has the role that the provider says at this sign-in, in every session', async () => {
    const { accounts } = desk.idp;
    accounts.set('sun.lei', { name: 'Sun Lei', roles: ['portcullis-reviewer'] });
    const [office, home] = [desk.browser(), desk.browser()];
    await desk.signIn(office, 'sun.lei');
    accounts.set('sun.lei', { name: 'Sun Lei', roles: ['portcullis-lead'] });
    expect(await desk.who(office)).toMatchObject({ role: 'reviewer' });
    await desk.signIn(home, 'sun.lei');
    expect(await desk.who(home)).toMatchObject({ role: 'lead' });
    expect(await desk.who(office)).toMatchObject({ role: 'lead' });
  });

  test('and who has lost the role loses the sessions that were still open', async () => {
    const { accounts } = desk.idp;
    accounts.set('zhou.yu', { name: 'Zhou Yu', roles: ['portcullis-reviewer'] });
    const [office, home] = [desk.browser(), desk.browser()];
    await desk.signIn(office, 'zhou.yu');
    accounts.set('zhou.yu', { name: 'Zhou Yu', roles: [] });
    await expectTurnedBack(desk, home, await desk.signIn(home, 'zhou.yu'), 'no-reviewer-role');
    expect(await desk.who(office)).toBeNull();
  });

  test('without a role here is turned back, with the words for it', async () => {
    const browser = desk.browser();
    await expectTurnedBack(desk, browser, await desk.signIn(browser, 'zhao.min'), 'no-reviewer-role');
  });

  test('but was barred here is turned back', async () => {
    desk.idp.accounts.set('wu.gang', { name: 'Wu Gang', roles: ['portcullis-reviewer'] });
    const browser = desk.browser();
    await desk.signIn(browser, 'wu.gang');
    const id = (await desk.who(browser))?.reviewerId ?? '';
    await desk.portcullis.database.reviewers.setBarred(id, new Date());
    await expectTurnedBack(desk, browser, await desk.signIn(desk.browser(), 'wu.gang'), 'reviewer-barred');
  });

  test('gets a session of their own: what the browser had before is over, whoever’s it was', async () => {
    const browser = desk.browser();
    await desk.signIn(browser, 'li.wei');
    const before = browser.cookies(desk.url).get('portcullis_reviewer')?.value ?? '';
    browser.cookies(desk.idp.issuer).clear(); // the next person at this browser
    await desk.signIn(browser, 'wang.fang');
    expect(await desk.who(browser)).toMatchObject({ name: 'Wang Fang' });
    const attacker = desk.browser();
    attacker.cookies(desk.url).set('portcullis_reviewer', { value: before, path: '/api', line: '' });
    expect(await desk.who(attacker)).toBeNull();
  });
});

describe('leaving for the provider', () => {
  test('asks for a code with everything that ties the answer to this browser', async () => {
    const { headers } = await desk.browser().step(`${desk.url}${startPath}`);
    const address = new URL(headers.get('location') ?? '');
    expect(address.origin).toBe(desk.idp.issuer);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'portcullis',
      response_type: 'code',
      scope: 'openid profile',
      redirect_uri: `${desk.url}/api/review/oidc/callback`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
  });

  test('is different each time', async () => {
    const browser = desk.browser();
    const seen = new Set<string | null>();
    for (let times = 0; times < 2; times += 1) {
      const { headers } = await browser.step(`${desk.url}${startPath}`);
      const { searchParams } = new URL(headers.get('location') ?? '');
      for (const name of ['state', 'nonce', 'code_challenge']) seen.add(searchParams.get(name));
    }
    expect(seen.size).toBe(6);
  });

  test('leaves a cookie that no script reads and no other address gets, and takes it back', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    const { line } = browser.cookies(desk.url).get('portcullis_sign_in') ?? {};
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/api/review/oidc', 'Expires='])
      expect(line).toContain(attribute);
    await browser.step(returning);
    expect(browser.cookies(desk.url).has('portcullis_sign_in')).toBe(false);
  });

  test('lets somebody choose another account who is still known there', async () => {
    const browser = desk.browser();
    await desk.signIn(browser, 'li.wei');
    const known = await browser.walk(`${desk.url}${startPath}`, { until: callback });
    expect(known.url.pathname).toMatch(callback);
    const anew = await browser.walk(`${desk.url}${startPath}?account=other`);
    expect(anew.url.pathname).toMatch(/^\/interaction\//);
  });

  test('takes no address to go to from whoever made the link', async () => {
    for (const query of [
      'to=https://evil.example',
      'returnTo=//evil.example',
      'redirect_uri=https://evil.example',
    ]) {
      const browser = desk.browser();
      const page = await browser.step(`${desk.url}${startPath}?${query}`);
      await expectTurnedBack(desk, browser, page, 'invalid-request');
    }
  });

  test('is refused to a link on another site', async () => {
    for (const path of [startPath, '/api/review/oidc/sign-out']) {
      const browser = desk.browser();
      const page = await browser.step(`${desk.url}${path}`, { headers: { 'sec-fetch-site': 'cross-site' } });
      await expectTurnedBack(desk, browser, page, 'foreign-origin');
    }
  });
});

describe('a provider in trouble', () => {
  test('does not keep the desk from starting, nor from signing people in once it is back', async () => {
    const late = await openProviderDesk({ isOpen: false });
    try {
      const browser = late.browser();
      const page = await browser.step(`${late.url}${startPath}`);
      await expectTurnedBack(late, browser, page, 'provider-not-reachable');
      late.idp.open(late.url);
      await late.signIn(browser, 'li.wei');
      expect(await late.who(browser)).toMatchObject({ name: 'Li Wei' });
    } finally {
      await late.close();
    }
  });

  test.each([500, 'hang-up'] as const)(
    'when the code is exchanged (%s) leads back, with a way on',
    async (trouble) => {
      const browser = desk.browser();
      const returning = await desk.comeAsFarAs(browser, 'li.wei');
      desk.idp.trouble = trouble;
      await expectTurnedBack(desk, browser, await browser.step(returning), 'provider-not-reachable');
      desk.idp.trouble = null;
      await desk.signIn(browser, 'li.wei');
      expect(await desk.who(browser)).toMatchObject({ name: 'Li Wei' });
    },
  );

  test('leaves alone who is signed in', async () => {
    const browser = desk.browser();
    await desk.signIn(browser, 'li.wei');
    desk.idp.trouble = 'hang-up';
    expect(await desk.who(browser)).toMatchObject({ name: 'Li Wei' });
  });

  test('that is told “no” by the person leads back', async () => {
    const browser = desk.browser();
    const form = await browser.walk(`${desk.url}${startPath}`);
    await expectTurnedBack(desk, browser, await browser.answer(form, null, /\/review#/), 'sign-in-declined');
  });
});

describe('signing out', () => {
  const signOut = (browser: ReturnType<ProviderDesk['browser']>, headers: Record<string, string> = {}) =>
    browser.step(`${desk.url}/api/review/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });

  test('ends the session here, and offers to sign out at the provider', async () => {
    const browser = desk.browser();
    await desk.signIn(browser, 'li.wei');
    const { status, text } = await signOut(browser);
    expect([status, JSON.parse(text)]).toEqual([200, { canSignOutAtProvider: true }]);
    expect(await desk.who(browser)).toBeNull();
    const { headers } = await browser.step(`${desk.url}/api/review/oidc/sign-out`);
    const address = new URL(headers.get('location') ?? '');
    expect(address.origin).toBe(desk.idp.issuer);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'portcullis',
      post_logout_redirect_uri: `${desk.url}/review`,
    });
    expect((await browser.walk(address)).status).toBe(200);
  });

  test('is not done by another site', async () => {
    const browser = desk.browser();
    await desk.signIn(browser, 'li.wei');
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await signOut(browser, headers)).status).toBe(403);
    expect(await desk.who(browser)).not.toBeNull();
  });
});

describe('what is written down', () => {
  test('in the trail: who was let in, how and as what, and who was not, by the desk’s own ids', async () => {
    const browser = desk.browser();
    await desk.signIn(browser, 'chen.jie');
    const reviewerId = (await desk.who(browser))?.reviewerId;
    await desk.signIn(desk.browser(), 'zhao.min');
    const trail = await desk.portcullis.database.audit.page(0, 1000);
    expect(trail.map(({ type, data }) => ({ type, data }))).toEqual(
      expect.arrayContaining([
        { type: 'reviewer.signed-in', data: { reviewerId, way: 'provider', role: 'operator' } },
        {
          type: 'reviewer.turned-away',
          data: { reviewerId: expect.stringMatching(/^oidc-/) as unknown, why: 'no-role', sessionsEnded: 0 },
        },
      ]),
    );
    for (const name of ['Chen Jie', 'chen.jie', 'zhao.min'])
      expect(JSON.stringify(trail)).not.toContain(name);
  });

  test('in the log: nothing of the person, no code and no token', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    desk.idp.tamper = (token) => desk.idp.signAnew(token, { aud: 'somebody-else' });
    await browser.step(returning);
    const log = desk.portcullis.log();
    expect(log).toContain('identity-provider.trouble');
    const { searchParams } = returning;
    for (const secret of [
      searchParams.get('code'),
      searchParams.get('state'),
      'li.wei',
      'Li Wei',
      'somebody-else',
      'hush',
    ])
      expect(log).not.toContain(secret);
  });
});
