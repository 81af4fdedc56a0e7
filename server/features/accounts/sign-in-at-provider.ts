// Signing in at the identity provider: leave with secrets, come back with an answer that fits them, once.
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { providerSignInLifetimeMs } from '../../domain/limits.ts';
import { roleOf, type RoleValues } from '../../domain/reviewer-role.ts';
import type { IdentityProvider, SignInSecrets, VouchedPerson } from '../../ports/identity-provider.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { openSession, type AccountDeps, type NewSession } from './open-session.ts';
import { turnAway } from './turn-away.ts';

export interface ProviderDeps extends AccountDeps {
  readonly provider: IdentityProvider;
  readonly roleValues: RoleValues;
  readonly tokens: Tokens;
  readonly keys: Keys;
}

/** What the browser keeps between leaving and coming back; signed, and readable by that browser alone. */
const kept = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  sessionBefore: z.string().optional(),
  exp: z.number(),
});

export interface Departure {
  readonly location: string;
  readonly token: string;
  readonly expiresAt: Date;
}

export async function leaveForProvider(
  { provider, tokens, random, clock }: ProviderDeps,
  { isAnew, sessionBefore }: { isAnew: boolean; sessionBefore: string | null },
): Promise<Departure> {
  const secret = (): string => Buffer.from(random.bytes(32)).toString('base64url');
  const secrets: SignInSecrets = { state: secret(), nonce: secret(), codeVerifier: secret() };
  const location = await provider.signInAddress(secrets, isAnew);
  if (location === null) throw new DomainError('provider-not-reachable');
  const expiresAt = new Date(clock.now().getTime() + providerSignInLifetimeMs);
  const claims = { ...secrets, ...(sessionBefore === null ? {} : { sessionBefore }) };
  return { location, token: await tokens.issue('provider-sign-in', claims, expiresAt), expiresAt };
}

export interface Return {
  /** What the browser kept. */
  readonly token: string | null;
  /** What stands after `?` in the address that the provider sent it to. */
  readonly query: string;
  readonly browser: string | null;
}

export async function returnFromProvider(
  deps: ProviderDeps,
  { token, query, browser }: Return,
): Promise<NewSession> {
  const read = token === null ? null : await deps.tokens.read('provider-sign-in', token);
  const claims = read?.verdict === 'good' ? kept.safeParse(read.claims) : null;
  if (claims?.success !== true) throw new DomainError('sign-in-not-proved');
  const { sessionBefore = null, exp, ...secrets } = claims.data;
  await insistOnFirstUse(deps, secrets.state, new Date(exp * 1000));
  const answer = await deps.provider.personBehind(query, secrets);
  switch (answer.kind) {
    case 'vouched':
      return letIn(deps, answer.person, { sessionBefore, browser });
    case 'declined':
      throw new DomainError('sign-in-declined');
    case 'not-proved':
      throw new DomainError('sign-in-not-proved');
    case 'unavailable':
      throw new DomainError('provider-not-reachable');
  }
}

/** A token may be taken to several returns, in several browsers: the first one uses it up, whatever it comes to. */
async function insistOnFirstUse(
  { database, clock }: ProviderDeps,
  state: string,
  expiresAt: Date,
): Promise<void> {
  const stateSha256 = createHash('sha256').update(state).digest('hex');
  if (!(await database.reviewers.useSignIn(stateSha256, expiresAt, clock.now())))
    throw new DomainError('sign-in-not-proved');
}

async function letIn(
  deps: ProviderDeps,
  person: VouchedPerson,
  from: { sessionBefore: string | null; browser: string | null },
): Promise<NewSession> {
  const id = await reviewerIdOf(deps.keys, person);
  const role = roleOf(person.roleValues, deps.roleValues);
  if (role === null) {
    await turnAway(deps, id, 'no-role');
    throw new DomainError('no-reviewer-role');
  }
  const known = await deps.database.reviewers.find(id);
  if (known !== null && known.barredAt !== null) {
    await turnAway(deps, id, 'barred');
    throw new DomainError('reviewer-barred');
  }
  return deps.database.transaction(async (tx) => {
    const reviewer = await tx.reviewers.put({ id, name: person.name ?? id, role });
    return openSession(tx, deps, reviewer, 'provider', from);
  });
}

/** The same for the same person for as long as the master key is; says nothing to whoever has not got the key. */
async function reviewerIdOf(keys: Keys, { issuer, subject }: VouchedPerson): Promise<string> {
  const secret = await keys.tokenSecret('reviewer-id');
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
  return `oidc-${digest.slice(0, 32)}`;
}
