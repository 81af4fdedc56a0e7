// Sign-in by OpenID Connect: authorization code with PKCE, every claim of the ID token checked, and its signature.
import * as client from 'openid-client';
import { valuesAt } from '../../domain/reviewer-role.ts';
import type { Sensitive } from '../../domain/sensitive.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdentityProvider, SignInSecrets, VouchedPerson } from '../../ports/identity-provider.ts';
import { failureOf, ForeignIssuer } from './failure.ts';

export interface OidcSettings {
  readonly name: string;
  /** https, or http on a loopback address. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Sensitive<string> | undefined;
  readonly scopes: string;
  /** Dotted path to the claim with what a person may do. */
  readonly rolesClaim: string;
  /** Where the provider sends browsers back to; registered there, letter by letter. */
  readonly callbackUrl: string;
  /** Where it sends them after signing out; registered there as well. */
  readonly signedOutUrl: string;
  readonly clock: Clock;
  /** For the log. `code`: what went wrong, without anything about the person. */
  readonly onTrouble: (what: 'discovery' | 'sign-in', code: string) => void;
}

/** How far the provider's clock may be from ours. */
const clockToleranceSeconds = 30;
const requestTimeoutSeconds = 8;
/** What the provider says about itself is asked again after this. Its keys are fetched for each sign-in. */
const metadataLifetimeMs = 3_600_000;

type Claims = Readonly<Record<string, unknown>>;

export function createOidcProvider(settings: OidcSettings): IdentityProvider {
  const { issuer, clientId, clock, onTrouble } = settings;
  let known: { readonly metadata: Promise<client.ServerMetadata>; readonly askedAtMs: number } | null = null;

  async function discover(): Promise<client.ServerMetadata> {
    const found = await client.discovery(new URL(issuer), clientId, {}, client.None(), {
      timeout: requestTimeoutSeconds,
      execute: insecureIfLoopback(issuer),
    });
    return found.serverMetadata();
  }

  /** Asked when it is first needed; a failure is not kept. Rejects with what the request rejected with. */
  function metadata(): Promise<client.ServerMetadata> {
    const nowMs = clock.now().getTime();
    if (known !== null && nowMs - known.askedAtMs < metadataLifetimeMs) return known.metadata;
    const asked = { metadata: discover(), askedAtMs: nowMs };
    known = asked;
    asked.metadata.catch((error: unknown) => {
      onTrouble('discovery', failureOf(error).code);
      if (known === asked) known = null;
    });
    return asked.metadata;
  }

  async function configuration(): Promise<client.Configuration> {
    const server = await metadata();
    const skewMs = clock.now().getTime() - Date.now();
    const made = new client.Configuration(
      server,
      clientId,
      { [client.clockSkew]: Math.round(skewMs / 1000), [client.clockTolerance]: clockToleranceSeconds },
      clientAuth(server, settings.clientSecret),
    );
    made.timeout = requestTimeoutSeconds;
    // the connection to the provider is no proof of its own here: the signature is checked as well
    client.enableNonRepudiationChecks(made);
    for (const extension of insecureIfLoopback(issuer)) extension(made);
    return made;
  }

  /** The ID token's claims, with those that only the provider's userinfo address gives. */
  async function claimsBehind(query: string, secrets: SignInSecrets): Promise<Claims & { sub: string }> {
    const provider = await configuration();
    const tokens = await client.authorizationCodeGrant(
      provider,
      new URL(`${settings.callbackUrl}?${query}`),
      {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.codeVerifier,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    // providers of many tenants answer with the issuer of the person's own; only the configured one vouches here
    if (claims?.iss === undefined || new URL(claims.iss).href !== new URL(issuer).href)
      throw new ForeignIssuer();
    const isComplete = nameOf(claims) !== null && valuesAt(claims, settings.rolesClaim).length > 0;
    if (isComplete || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
    const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub);
    return { ...more, ...claims };
  }

  return {
    name: settings.name,

    async signInAddress(secrets, isAnew) {
      try {
        const address = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: settings.callbackUrl,
          scope: settings.scopes,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(secrets.codeVerifier),
          code_challenge_method: 'S256',
          ...(isAnew ? { prompt: 'login' } : {}),
        });
        return address.href;
      } catch {
        return null; // told to the log where the provider was asked
      }
    },

    async personBehind(query, secrets) {
      try {
        const claims = await claimsBehind(query, secrets);
        const person: VouchedPerson = {
          issuer,
          subject: claims.sub,
          name: nameOf(claims),
          roleValues: valuesAt(claims, settings.rolesClaim),
        };
        return { kind: 'vouched', person };
      } catch (error) {
        const failure = failureOf(error);
        onTrouble('sign-in', failure.code);
        return { kind: failure.kind };
      }
    },

    async signOutAddress() {
      try {
        const provider = await configuration();
        if (provider.serverMetadata().end_session_endpoint === undefined) return null;
        return client.buildEndSessionUrl(provider, { post_logout_redirect_uri: settings.signedOutUrl }).href;
      } catch {
        return null;
      }
    },
  };
}

function insecureIfLoopback(issuer: string): ((config: client.Configuration) => void)[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody takes it lightly; the settings allow http on loopback alone
  return new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [];
}

/** As clients are registered when nothing else is said: the secret in the header, unless the provider takes it in the body alone. */
function clientAuth(server: client.ServerMetadata, secret: Sensitive<string> | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return ways.includes('client_secret_basic')
    ? client.ClientSecretBasic(secret.reveal())
    : client.ClientSecretPost(secret.reveal());
}

const mostNameLetters = 80;

function nameOf(claims: Claims): string | null {
  const texts = [claims['name'], claims['preferred_username'], claims['nickname']];
  const found = texts.find((text) => typeof text === 'string' && text.trim() !== '');
  if (typeof found !== 'string') return null;
  const printable = found.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
  return Array.from(printable).slice(0, mostNameLetters).join('');
}
