// What every identity provider promises, whatever speaks to it.
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { IdentityProvider, SignInSecrets } from '../../server/ports/identity-provider.ts';

export interface ProviderUnderTest {
  readonly provider: IdentityProvider;
  /** Signs in at the address as `li.wei`, Li Wei with the role values `a` and `b`, or says no; the query to come back with. */
  readonly visit: (address: string, answer: 'li.wei' | 'no') => Promise<string>;
  readonly setDown: (isDown: boolean) => void;
}

const newSecrets = (): SignInSecrets => {
  const secret = (): string => randomBytes(32).toString('base64url');
  return { state: secret(), nonce: secret(), codeVerifier: secret() };
};

export function describeIdentityProvider(name: string, get: () => ProviderUnderTest): void {
  describe(name, () => {
    afterEach(() => get().setDown(false));

    const leave = async (secrets: SignInSecrets): Promise<string> =>
      (await get().provider.signInAddress(secrets, false)) ?? '';
    const comeBack = async (secrets: SignInSecrets): Promise<string> =>
      get().visit(await leave(secrets), 'li.wei');

    test('vouches for who signed in, the same person each time', async () => {
      const subjects = new Set<string>();
      for (let times = 0; times < 2; times += 1) {
        const secrets = newSecrets();
        const answer = await get().provider.personBehind(await comeBack(secrets), secrets);
        expect(answer).toMatchObject({ kind: 'vouched', person: { name: 'Li Wei', roleValues: ['a', 'b'] } });
        if (answer.kind === 'vouched') subjects.add(`${answer.person.issuer} ${answer.person.subject}`);
      }
      expect(subjects.size).toBe(1);
    });

    test.each(['state', 'nonce', 'codeVerifier'] as const)(
      'vouches for nobody with another %s',
      async (part) => {
        const secrets = newSecrets();
        const query = await comeBack(secrets);
        const others = { ...secrets, [part]: newSecrets()[part] };
        expect(await get().provider.personBehind(query, others)).toEqual({ kind: 'not-proved' });
      },
    );

    test('vouches for nobody a second time, nor for a made-up code, nor for nothing', async () => {
      const secrets = newSecrets();
      const query = await comeBack(secrets);
      await get().provider.personBehind(query, secrets);
      for (const one of [query, `state=${secrets.state}&code=made-up`, ''])
        expect(await get().provider.personBehind(one, secrets)).toEqual({ kind: 'not-proved' });
    });

    test('says when the person said no', async () => {
      const secrets = newSecrets();
      const query = await get().visit(await leave(secrets), 'no');
      expect(await get().provider.personBehind(query, secrets)).toEqual({ kind: 'declined' });
    });

    test('that is down is an answer, not an error', async () => {
      const secrets = newSecrets();
      const query = await comeBack(secrets);
      get().setDown(true);
      expect(await get().provider.personBehind(query, secrets)).toEqual({ kind: 'unavailable' });
    });

    test('has a place to sign out', async () => {
      expect(await get().provider.signOutAddress()).toMatch(/^[a-z]+:/);
    });
  });
}
