// One-time links: made by an operator, good once, traded for a session.
import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { signInLinkLifetimesMs } from '../../domain/limits.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import { openSession, type AccountDeps, type NewSession, type SignInFrom } from './open-session.ts';

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface WantedLink {
  readonly reviewer: Reviewer;
  /** `break-glass`: an identity provider is configured, and this goes round it. */
  readonly kind: keyof typeof signInLinkLifetimesMs;
}

/** Makes the reviewer known and answers a link for them. Only the token's hash is kept. */
export async function makeSignInLink(
  { database, clock, random, publicUrl }: AccountDeps & { publicUrl: string },
  { reviewer, kind }: WantedLink,
): Promise<string> {
  const token = Buffer.from(random.bytes(32)).toString('base64url');
  const at = clock.now();
  const isBreakGlass = kind === 'break-glass';
  await database.transaction(async (tx) => {
    const { barredAt } = await tx.reviewers.put(reviewer);
    if (barredAt !== null) throw new DomainError('reviewer-barred');
    await tx.reviewers.addLink({
      tokenSha256: digestOf(token),
      reviewerId: reviewer.id,
      expiresAt: new Date(at.getTime() + signInLinkLifetimesMs[kind]),
      isBreakGlass,
    });
    await tx.audit.append({
      type: 'reviewer.link-made',
      applicationId: null,
      actor: { kind: 'system' },
      at,
      data: { reviewerId: reviewer.id, role: reviewer.role, isBreakGlass },
    });
  });
  return `${publicUrl}/review#sign-in=${token}`;
}

/** `isOnlyBreakGlass`: an identity provider is configured; links made before it was are worth nothing any more. */
export async function signInByLink(
  deps: AccountDeps & { readonly isOnlyBreakGlass: boolean },
  token: string,
  from: SignInFrom,
): Promise<NewSession> {
  return deps.database.transaction(async (tx) => {
    const used = await tx.reviewers.useLink(digestOf(token), deps.clock.now());
    if (used === null || (deps.isOnlyBreakGlass && !used.isBreakGlass))
      throw new DomainError('sign-in-link-used');
    return openSession(tx, deps, used.reviewer, used.isBreakGlass ? 'break-glass' : 'link', from);
  });
}
