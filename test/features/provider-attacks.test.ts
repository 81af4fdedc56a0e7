// Answers of the identity provider that do not hold: altered, replayed, meant for somebody else. None opens a session.
import { createHmac } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { providerSignInLifetimeMs } from '../../server/domain/limits.ts';
import { clientSecret, otherClientId } from '../support/identity-provider.ts';
import {
  callback,
  expectTurnedBack,
  openProviderDesk,
  startPath,
  type ProviderDesk,
} from '../support/provider-desk.ts';
import type { Walker } from '../support/walker.ts';

let desk: ProviderDesk;
beforeAll(async () => {
  desk = await openProviderDesk({ idTokenHasClaims: true });
});
afterAll(() => desk.close());
afterEach(() => {
  desk.idp.tamper = null;
  desk.portcullis.clock.putRight();
});

const expectNotProved = async (browser: Walker, address: URL): Promise<void> =>
  expectTurnedBack(desk, browser, await browser.step(address), 'sign-in-not-proved');

const withParameter = (address: URL, name: string, value: string): URL => {
  const changed = new URL(address);
  changed.searchParams.set(name, value);
  return changed;
};

/** The parts of a signed token; each may be put together anew. */
const partsOf = (token: string): [string, string, string] => token.split('.') as [string, string, string];
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('an answer that nothing was done to opens a session: the attacks fail for their own reasons', async () => {
  const browser = desk.browser();
  const returning = await desk.comeAsFarAs(browser, 'li.wei');
  desk.idp.tamper = (token) => desk.idp.signAnew(token, {});
  expect((await browser.step(returning)).headers.get('location')).toBe('/review');
  expect(await desk.who(browser)).toMatchObject({ name: 'Li Wei' });
});

describe('the way back', () => {
  test('with another state, or without one, opens nothing', async () => {
    for (const state of ['x', '']) {
      const browser = desk.browser();
      const returning = await desk.comeAsFarAs(browser, 'li.wei');
      await expectNotProved(browser, withParameter(returning, 'state', state));
    }
  });

  test('in a browser that did not leave from here opens nothing: nobody is signed in as somebody else', async () => {
    const returning = await desk.comeAsFarAs(desk.browser(), 'li.wei');
    await expectNotProved(desk.browser(), returning);
    const victim = desk.browser();
    await victim.step(`${desk.url}${startPath}`); // has a cookie, of another sign-in
    await expectNotProved(victim, returning);
  });

  test('with a cookie that is altered, or a token of another kind, opens nothing', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    const jar = browser.cookies(desk.url);
    const { value = '', path = '', line = '' } = jar.get('portcullis_sign_in') ?? {};
    jar.set('portcullis_sign_in', { value: `${value}x`, path, line });
    await expectNotProved(browser, returning);
    await desk.signIn(browser, 'wang.fang');
    const session = jar.get('portcullis_reviewer')?.value ?? '';
    const attacker = desk.browser();
    attacker.cookies(desk.url).set('portcullis_sign_in', { value: session, path, line });
    await expectNotProved(attacker, returning);
  });

  test('a second time opens nothing, with the cookie kept or not', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    const kept = browser.cookies(desk.url).get('portcullis_sign_in');
    await browser.step(returning);
    const thief = desk.browser();
    await expectNotProved(thief, returning);
    if (kept !== undefined) thief.cookies(desk.url).set('portcullis_sign_in', kept);
    await expectNotProved(thief, returning);
    expect(await desk.who(browser)).toMatchObject({ name: 'Li Wei' });
  });

  test('is used up by whatever came first, so that nothing better can be brought after it', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    const kept = browser.cookies(desk.url).get('portcullis_sign_in');
    const refused = new URL(returning);
    refused.searchParams.delete('code');
    refused.searchParams.set('error', 'access_denied');
    await expectTurnedBack(desk, browser, await browser.step(refused), 'sign-in-declined');
    if (kept !== undefined) browser.cookies(desk.url).set('portcullis_sign_in', kept);
    await expectNotProved(browser, returning); // its code was not used, and is good
  });

  test('twice at once opens one session', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    const pages = await Promise.all([browser.step(returning), browser.step(returning)]);
    expect(pages.filter(({ headers }) => headers.get('location') === '/review')).toHaveLength(1);
  });

  test('after more than ten minutes opens nothing', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    desk.portcullis.clock.putForward(providerSignInLifetimeMs + 1000);
    await expectNotProved(browser, returning);
  });

  test('in the name of another issuer opens nothing', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    await expectNotProved(browser, withParameter(returning, 'iss', 'https://evil.example'));
  });

  test('with a made-up code, or with parameters given twice, opens nothing', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    await expectNotProved(browser, withParameter(returning, 'code', 'made-up'));
    const again = desk.browser();
    const twice = new URL(`${(await desk.comeAsFarAs(again, 'li.wei')).href}&state=other`);
    await expectNotProved(again, twice);
  });

  test('with a code that another application was given opens nothing', async () => {
    const browser = desk.browser();
    const { headers } = await browser.step(`${desk.url}${startPath}`);
    const leaving = withParameter(new URL(headers.get('location') ?? ''), 'client_id', otherClientId);
    const form = await browser.walk(leaving);
    const { url: returning } = await browser.answer(form, 'li.wei', callback);
    expect(returning.searchParams.get('code')).not.toBeNull();
    await expectNotProved(browser, returning);
  });

  test('says whatever it likes and changes nothing about where the browser goes', async () => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    returning.searchParams.set('returnTo', 'https://evil.example');
    returning.searchParams.set('next', '//evil.example');
    expect((await browser.step(returning)).headers.get('location')).toBe('/review');
  });
});

describe('an ID token', () => {
  const soonMs = (): number => desk.portcullis.clock.now().getTime();
  const seconds = (fromNowMs: number): number => Math.round((soonMs() + fromNowMs) / 1000);
  const hourMs = 3_600_000;

  test.each([
    ['for another audience', () => ({ aud: otherClientId })],
    [
      'for several, in the name of another',
      () => ({ aud: ['portcullis', otherClientId], azp: otherClientId }),
    ],
    ['of another issuer', () => ({ iss: 'https://evil.example' })],
    ['that is too old', () => ({ iat: seconds(-2 * hourMs), exp: seconds(-hourMs) })],
    ['that is not good yet', () => ({ nbf: seconds(hourMs) })],
    ['of another sign-in', () => ({ nonce: 'x'.repeat(43) })],
    ['without a nonce', () => ({ nonce: undefined })],
    ['without a subject', () => ({ sub: undefined })],
    ['that never ends', () => ({ exp: undefined })],
  ])('%s opens nothing, though its signature is good', async (_what, change) => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    desk.idp.tamper = (token) => desk.idp.signAnew(token, change());
    await expectNotProved(browser, returning);
  });

  const asOperator = (token: string): string =>
    encoded({ ...decodeJwt(token), roles: ['portcullis-operator'] });

  test.each<[string, (token: string) => string]>([
    [
      'with a better role in it',
      (token) => {
        const [header, , signature] = partsOf(token);
        return [header, asOperator(token), signature].join('.');
      },
    ],
    [
      'without a signature',
      (token) => {
        const [header, payload] = partsOf(token);
        return [header, payload, ''].join('.');
      },
    ],
    ['that says it needs none', (token) => `${encoded({ alg: 'none' })}.${asOperator(token)}.`],
    [
      'signed with the secret that both sides know',
      (token) => {
        const signed = `${encoded({ alg: 'HS256' })}.${asOperator(token)}`;
        return `${signed}.${createHmac('sha256', clientSecret).update(signed).digest('base64url')}`;
      },
    ],
    [
      'that brings its own key',
      (token) => {
        const [, , signature] = partsOf(token);
        const header = { alg: 'ES256', kid: 'mine', jku: 'https://evil.example/keys' };
        return [encoded(header), asOperator(token), signature].join('.');
      },
    ],
    ['that is none', () => 'nonsense'],
  ])('%s opens nothing', async (_what, change) => {
    const browser = desk.browser();
    const returning = await desk.comeAsFarAs(browser, 'li.wei');
    desk.idp.tamper = async (token) => change(token);
    await expectNotProved(browser, returning);
  });

  test('a little ahead of our clock is taken, further ahead is not', async () => {
    for (const [aheadMs, isTaken] of [
      [-20_000, true],
      [-90_000, false],
    ] as const) {
      const browser = desk.browser();
      const returning = await desk.comeAsFarAs(browser, 'li.wei');
      desk.idp.tamper = (token) => desk.idp.signAnew(token, { exp: seconds(aheadMs) });
      if (isTaken) expect((await browser.step(returning)).headers.get('location')).toBe('/review');
      else await expectNotProved(browser, returning);
    }
  });
});
