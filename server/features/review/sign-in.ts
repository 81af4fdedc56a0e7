// Signs reviewers in by one-time links; a link is good once, a session can be ended.
import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { reviewerSessionLifetimeMs, signInLinkLifetimeMs } from '../../domain/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import type { Reviewer } from '../../ports/reviewers.ts';

export interface SignInDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes the reviewer known and answers a link for them. Only the token's hash is kept. */
export async function makeSignInLink(
  deps: SignInDeps & { publicUrl: string },
  reviewer: Reviewer,
): Promise<string> {
  const token = Buffer.from(deps.random.bytes(32)).toString('base64url');
  await deps.database.transaction(async (tx) => {
    await tx.reviewers.put(reviewer);
    await tx.reviewers.addLink({
      tokenSha256: digestOf(token),
      reviewerId: reviewer.id,
      expiresAt: new Date(deps.clock.now().getTime() + signInLinkLifetimeMs),
    });
  });
  return `${deps.publicUrl}/review#sign-in=${token}`;
}

export interface OpenedSession {
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly reviewer: Reviewer;
}

export async function signIn(deps: SignInDeps, token: string): Promise<OpenedSession> {
  const at = deps.clock.now();
  const expiresAt = new Date(at.getTime() + reviewerSessionLifetimeMs);
  const sessionId = deps.random.id('s');
  return deps.database.transaction(async (tx) => {
    const reviewer = await tx.reviewers.useLink(digestOf(token), at);
    if (reviewer === null) throw new DomainError('sign-in-link-used');
    await tx.reviewers.openSession({ id: sessionId, reviewerId: reviewer.id, openedAt: at, expiresAt });
    await tx.audit.append({
      type: 'reviewer.signed-in',
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId: reviewer.id },
      at,
      data: { reviewerId: reviewer.id },
    });
    return { sessionId, expiresAt, reviewer };
  });
}

export async function signOut(deps: SignInDeps, sessionId: string, reviewerId: string): Promise<void> {
  const at = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    await tx.reviewers.endSession(sessionId, at);
    await tx.audit.append({
      type: 'reviewer.signed-out',
      applicationId: null,
      actor: { kind: 'reviewer', reviewerId },
      at,
      data: { reviewerId },
    });
  });
}
