// A desk whose people sign in at a real identity provider on loopback, and browsers that go there.
import { expect } from 'vitest';
import type { ReviewerView } from '../../server/contract/review.ts';
import type { ProblemType } from '../../server/domain/problem-type.ts';
import { blindEngine } from './blind-engine.ts';
import {
  clientId,
  clientSecret,
  startIdentityProvider,
  type TestIdentityProvider,
} from './identity-provider.ts';
import { startPortcullis, type TestPortcullis } from './start-portcullis.ts';
import { createWalker, type Page, type Walker } from './walker.ts';

export interface ProviderDesk {
  readonly portcullis: TestPortcullis;
  readonly idp: TestIdentityProvider;
  /** As people reach it, and as the provider knows it. */
  readonly url: string;
  readonly browser: () => Walker;
  /** Signs in; answers where the browser ends up. */
  readonly signIn: (browser: Walker, account: string) => Promise<Page>;
  /** Goes to the provider, signs in there, and stops before coming back: the address to come back to. */
  readonly comeAsFarAs: (browser: Walker, account: string) => Promise<URL>;
  /** Who the desk says is signed in; null: nobody. */
  readonly who: (browser: Walker) => Promise<ReviewerView | null>;
  readonly close: () => Promise<void>;
}

export const callback = /\/api\/review\/oidc\/callback/;
export const startPath = '/api/review/oidc/start';

export interface ProviderDeskOptions {
  readonly idTokenHasClaims?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** The provider is there from the beginning. */
  readonly isOpen?: boolean;
}

export async function openProviderDesk(options: ProviderDeskOptions = {}): Promise<ProviderDesk> {
  const { idTokenHasClaims = false, environment = {}, isOpen = true } = options;
  const idp = await startIdentityProvider({ idTokenHasClaims });
  idp.accounts.set('li.wei', { name: 'Li Wei', roles: ['portcullis-reviewer'] });
  idp.accounts.set('wang.fang', { name: 'Wang Fang', roles: ['portcullis-lead', 'something-else'] });
  idp.accounts.set('chen.jie', { name: 'Chen Jie', roles: ['portcullis-operator', 'portcullis-reviewer'] });
  idp.accounts.set('zhao.min', { name: 'Zhao Min', roles: ['accounting'] });
  const portcullis = await startPortcullis({
    environment: {
      OIDC_ISSUER: idp.issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: 'Example ID',
      DEMO_REVIEWERS: 'no',
      ...environment,
    },
    replacements: { engine: blindEngine },
  });
  const url = portcullis.baseUrl.replace('127.0.0.1', 'localhost');
  if (isOpen) idp.open(url);

  const signInForm = (browser: Walker): Promise<Page> => browser.walk(`${url}${startPath}`);
  return {
    portcullis,
    idp,
    url,
    browser: () =>
      createWalker({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0' }),
    signIn: async (browser, account) => browser.answer(await signInForm(browser), account, /\/review(#|$)/),
    comeAsFarAs: async (browser, account) =>
      (await browser.answer(await signInForm(browser), account, callback)).url,
    async who(browser) {
      const { status, text } = await browser.step(`${url}/api/review/me`);
      return status === 200 ? (JSON.parse(text) as ReviewerView) : null;
    },
    async close() {
      await portcullis.close();
      await idp.close();
    },
  };
}

/** The browser was sent to the sign-in page, with a reason that the page has words for, and is nobody there. */
export async function expectTurnedBack(
  desk: ProviderDesk,
  browser: Walker,
  page: Page,
  type: ProblemType,
): Promise<void> {
  expect(page.headers.get('content-type') ?? '').not.toContain('json');
  const location = new URL(page.headers.get('location') ?? page.url, desk.url);
  expect(`${location.origin}${location.pathname}`).toBe(`${desk.url}/review`);
  const hash = new URLSearchParams(location.hash.slice(1));
  expect(hash.get('sign-in-problem')).toBe(type);
  expect(hash.get('reference')).toMatch(/^r_[0-9a-f-]{36}$/);
  expect(await desk.who(browser)).toBeNull();
}
