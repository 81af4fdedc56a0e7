// The identity providers keep what their port promises: the fake, and OpenID Connect against a real provider.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOidcProvider } from '../../server/adapters/identity-provider/oidc.ts';
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { IdentityProvider } from '../../server/ports/identity-provider.ts';
import { createFakeIdentityProvider } from '../support/fake-identity-provider.ts';
import {
  clientId,
  clientSecret,
  startIdentityProvider,
  type TestIdentityProvider,
} from '../support/identity-provider.ts';
import { createWalker } from '../support/walker.ts';
import { describeIdentityProvider } from './identity-provider.ts';

const publicUrl = 'http://localhost:1';
let idp: TestIdentityProvider;
let oidc: IdentityProvider;

const oidcAt = (issuer: string): IdentityProvider =>
  createOidcProvider({
    name: 'Example ID',
    issuer,
    clientId,
    clientSecret: new Sensitive(clientSecret),
    scopes: 'openid profile',
    rolesClaim: 'roles',
    callbackUrl: `${publicUrl}/api/review/oidc/callback`,
    signedOutUrl: `${publicUrl}/review`,
    clock: createSystemClock(),
    onTrouble: () => undefined,
  });

beforeAll(async () => {
  idp = await startIdentityProvider();
  idp.accounts.set('li.wei', { name: 'Li Wei', roles: ['a', 'b'] });
  idp.open(publicUrl);
  oidc = oidcAt(idp.issuer);
});
afterAll(() => idp.close());

describeIdentityProvider('OpenID Connect', () => ({
  provider: oidc,
  visit: async (address, answer) => {
    const browser = createWalker();
    const form = await browser.walk(address);
    const back = await browser.answer(form, answer === 'no' ? null : answer, /oidc\/callback/);
    return back.url.search.slice(1);
  },
  setDown: (isDown) => {
    idp.trouble = isDown ? 'hang-up' : null;
  },
}));

const fake = createFakeIdentityProvider();
const liWei = { issuer: 'fake', subject: 'li.wei', name: 'Li Wei', roleValues: ['a', 'b'] };
describeIdentityProvider('the fake', () => ({
  provider: fake,
  visit: async (address, answer) => fake.visit(address, answer === 'no' ? null : liWei),
  setDown: (isDown) => {
    fake.isDown = isDown;
  },
}));

test('a provider that cannot be asked about itself has no address to go to', async () => {
  const nowhere = oidcAt('http://127.0.0.1:1');
  const secrets = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43) };
  expect(await nowhere.signInAddress(secrets, false)).toBeNull();
  expect(await nowhere.signOutAddress()).toBeNull();
});
