// Opens a session for somebody who has just shown who they are: always a new one, whatever the browser had before.
import { DomainError } from '../../domain/errors.ts';
import { sessionExpiry, type SignInWay } from '../../domain/reviewer-session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import type { KnownReviewer, Reviewer } from '../../ports/reviewers.ts';

export interface AccountDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SignInFrom {
  /** The session that the browser had until now, whoever's it was; it ends. */
  readonly sessionBefore: string | null;
  readonly browser: string | null;
}

export interface NewSession {
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly reviewer: Reviewer;
}

/** In the caller's transaction, as its last part. Refuses who is barred. */
export async function openSession(
  tx: Stores,
  { clock, random }: Pick<AccountDeps, 'clock' | 'random'>,
  { barredAt, ...reviewer }: KnownReviewer,
  way: SignInWay,
  from: SignInFrom,
): Promise<NewSession> {
  if (barredAt !== null) throw new DomainError('reviewer-barred');
  const at = clock.now();
  const opened = { sessionId: random.id('s'), expiresAt: sessionExpiry(way, at), reviewer };
  const before = from.sessionBefore === null ? null : await tx.reviewerSessions.find(from.sessionBefore, at);
  if (before !== null) await tx.reviewerSessions.end(before.id, before.reviewerId, at);
  await tx.reviewerSessions.open({
    id: opened.sessionId,
    reviewerId: reviewer.id,
    way,
    browser: from.browser,
    openedAt: at,
    expiresAt: opened.expiresAt,
  });
  await tx.audit.append({
    type: 'reviewer.signed-in',
    applicationId: null,
    actor: { kind: 'reviewer', reviewerId: reviewer.id },
    at,
    data: { reviewerId: reviewer.id, way, role: reviewer.role },
  });
  return opened;
}
