// A small identity provider in memory, for what needs somebody vouched for and no protocol.
import { randomBytes } from 'node:crypto';
import type { IdentityProvider, SignInSecrets, VouchedPerson } from '../../server/ports/identity-provider.ts';

export interface FakeIdentityProvider extends IdentityProvider {
  isDown: boolean;
  /** Opens the address as somebody; null: says no. Answers the query that the browser comes back with. */
  visit(address: string, person: VouchedPerson | null): string;
}

export function createFakeIdentityProvider(): FakeIdentityProvider {
  const codes = new Map<string, { person: VouchedPerson; nonce: string; codeVerifier: string }>();
  const departures = new Map<string, SignInSecrets>();
  const fake: FakeIdentityProvider = {
    name: 'Fake ID',
    isDown: false,
    async signInAddress(secrets) {
      if (fake.isDown) return null;
      departures.set(secrets.state, secrets);
      return `fake:sign-in?state=${secrets.state}`;
    },
    visit(address, person) {
      const state = new URL(address).searchParams.get('state') ?? '';
      if (person === null) return new URLSearchParams({ state, error: 'access_denied' }).toString();
      const { nonce = '', codeVerifier = '' } = departures.get(state) ?? {};
      const code = randomBytes(16).toString('hex');
      codes.set(code, { person, nonce, codeVerifier });
      return new URLSearchParams({ state, code }).toString();
    },
    async personBehind(query, secrets) {
      const answer = new URLSearchParams(query);
      if (answer.get('state') !== secrets.state) return { kind: 'not-proved' };
      if (answer.has('error')) return { kind: 'declined' };
      if (fake.isDown) return { kind: 'unavailable' };
      const code = answer.get('code') ?? '';
      const given = codes.get(code);
      codes.delete(code);
      const fits = given?.nonce === secrets.nonce && given.codeVerifier === secrets.codeVerifier;
      return given !== undefined && fits ? { kind: 'vouched', person: given.person } : { kind: 'not-proved' };
    },
    signOutAddress: async () => (fake.isDown ? null : 'fake:sign-out'),
  };
  return fake;
}
