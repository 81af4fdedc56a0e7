// A real OpenID provider on loopback, with a page of its own to sign in at, that can also be made to lie.
import { generateKeyPairSync, randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { decodeJwt, SignJWT } from 'jose';

export interface Account {
  readonly name: string;
  readonly roles: readonly string[];
}

export interface TestIdentityProvider {
  readonly issuer: string;
  /** Who can sign in there, by what they type; may be changed at any time. */
  readonly accounts: Map<string, Account>;
  /** Registers the desk at this address. Until then nothing is answered. */
  readonly open: (publicUrl: string) => void;
  /** How its ID tokens are changed on their way; null: not at all. */
  tamper: ((idToken: string) => Promise<string>) | null;
  /** It answers every request with this status instead, or not at all with `hang-up`; null: it works. */
  trouble: number | 'hang-up' | null;
  /** An ID token with these claims changed, signed with its own key. */
  readonly signAnew: (idToken: string, change: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const clientId = 'portcullis';
export const clientSecret = 'hush-hush-hush-hush-hush-hush-hush-hush';
/** Another application of the same organisation, with the desk's address among its own: the worst case. */
export const otherClientId = 'another-application';

interface SigningKey {
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey & { kid: string; alg: string; use: string };
}

function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey,
    jwk: { ...privateKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256', use: 'sig' },
  };
}

export async function startIdentityProvider(
  options: { idTokenHasClaims?: boolean } = {},
): Promise<TestIdentityProvider> {
  const key = newSigningKey();
  const accounts = new Map<string, Account>();
  let provider: Provider | null = null;

  const server = createServer((request, response) => {
    if (itself.trouble === 'hang-up') request.destroy();
    else if (itself.trouble !== null || provider === null)
      response.writeHead(itself.trouble ?? 503).end('not now\n');
    else if (request.url?.startsWith('/interaction/') === true)
      void interact(provider, accounts, request, response);
    else void provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const itself: TestIdentityProvider = {
    issuer,
    accounts,
    tamper: null,
    trouble: null,
    open(publicUrl) {
      const settings = settingsFor(publicUrl, { accounts, key, ...options });
      provider = new Provider(issuer, settings);
      provider.use(async (context, next) => {
        await next();
        const body = context.body as { id_token?: string } | undefined;
        if (itself.tamper !== null && context.path === '/token' && body?.id_token !== undefined)
          context.body = { ...body, id_token: await itself.tamper(body.id_token) };
      });
    },
    signAnew: (idToken, change) =>
      new SignJWT({ ...decodeJwt(idToken), ...change })
        .setProtectedHeader({ alg: 'ES256', kid: key.jwk.kid })
        .sign(key.privateKey),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return itself;
}

function settingsFor(
  publicUrl: string,
  {
    accounts,
    key,
    idTokenHasClaims = false,
  }: { accounts: ReadonlyMap<string, Account>; key: SigningKey; idTokenHasClaims?: boolean },
): Configuration {
  const registered = {
    client_secret: clientSecret,
    redirect_uris: [`${publicUrl}/api/review/oidc/callback`],
    post_logout_redirect_uris: [`${publicUrl}/review`],
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: 'ES256' as const,
  };
  return {
    clients: [
      { ...registered, client_id: clientId },
      { ...registered, client_id: otherClientId },
    ],
    jwks: { keys: [key.jwk] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    // as most providers do, or as the letter of the standard has it: by the userinfo address alone
    conformIdTokenClaims: !idTokenHasClaims,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    findAccount: (_context, id) => {
      const account = accounts.get(id);
      if (account === undefined) return undefined;
      return { accountId: id, claims: () => ({ sub: id, name: account.name, roles: [...account.roles] }) };
    },
    loadExistingGrant: grantEverything,
    renderError: (context, { error }) => {
      context.type = 'text/plain';
      context.body = `provider error: ${error}\n`;
    },
  };
}

/** Applications of one's own organisation do not ask for consent. */
async function grantEverything(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

const page = (uid: string): string => `<!doctype html><html lang="en"><title>Example ID</title>
<h1>Example ID</h1><form method="post" action="/interaction/${uid}">
<label>Account <input name="account" autofocus></label>
<button name="answer" value="yes">Continue</button> <button name="answer" value="no">Cancel</button></form></html>`;

async function interact(
  provider: Provider,
  accounts: ReadonlyMap<string, Account>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(page(uid));
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const form = new URLSearchParams(Buffer.concat(parts).toString());
  const account = form.get('account') ?? '';
  const isThere = form.get('answer') === 'yes' && accounts.has(account);
  await provider.interactionFinished(
    request,
    response,
    isThere ? { login: { accountId: account } } : { error: 'access_denied' },
    { mergeWithLastSubmission: false },
  );
}
