// Who is asking: cookies backed by signed tokens, for applicants and for reviewers.
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ApiKeyScope } from '../domain/api-key.ts';
import { applicationIdPattern, type ApplicationId } from '../domain/application.ts';
import { isNoteDue, type SignInWay } from '../domain/reviewer-session.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeftSession, LeftSessions } from '../ports/left-sessions.ts';
import type { Random } from '../ports/random.ts';
import type { ReviewerSessions } from '../ports/reviewer-sessions.ts';
import type { Reviewer } from '../ports/reviewers.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { Cookies } from './cookies.ts';

const applicantSessionMs = 7 * 24 * 3_600_000;

/** `jti`: two sessions that begin within a second are two. */
const applicantClaims = z.object({
  sub: z.string().regex(applicationIdPattern),
  jti: z.string(),
  exp: z.number(),
});

export type Session =
  | { readonly kind: 'applicant'; readonly applicationId: ApplicationId }
  | {
      readonly kind: 'reviewer';
      readonly reviewer: Reviewer;
      readonly sessionId: string;
      readonly way: SignInWay;
    }
  | { readonly kind: 'marketplace'; readonly keyId: string; readonly scopes: readonly ApiKeyScope[] };

export interface Sessions {
  applicant(request: Request): Promise<(Session & { kind: 'applicant' }) | null>;
  /** `isPolled`: a page asks by itself; that is no sign of a person. */
  reviewer(
    request: Request,
    use: { readonly isPolled: boolean },
  ): Promise<(Session & { kind: 'reviewer' }) | null>;
  beginApplicant(response: Response, applicationId: ApplicationId): Promise<void>;
  /** Ends it for good, if there is one, and takes it from this browser. */
  endApplicant(request: Request, response: Response): Promise<void>;
  beginReviewer(response: Response, sessionId: string, expiresAt: Date): Promise<void>;
  endReviewer(response: Response): void;
  /** What a sign-in at the identity provider needs to know again when the browser comes back. */
  keepSignIn(response: Response, token: string, expiresAt: Date): void;
  /** Gives it back, or null, and takes it from the browser. */
  takeSignIn(request: Request, response: Response): string | null;
}

/**
 * Also pages that the back button would show again. Not `"storage"`: it would take what somebody has written in another
 * tab and not sent; nor `"cookies"`: one browser can be both kinds of person, and whole domains would lose theirs.
 */
const forgetCache = (response: Response): void => void response.setHeader('Clear-Site-Data', '"cache"');

export function createSessions(deps: {
  tokens: Tokens;
  clock: Clock;
  random: Random;
  leftSessions: LeftSessions;
  reviewerSessions: ReviewerSessions;
  cookies: Cookies;
}): Sessions {
  const { tokens, clock, random, leftSessions, reviewerSessions, cookies } = deps;

  async function claimsOf(
    request: Request,
    kind: 'applicant' | 'reviewer',
  ): Promise<Readonly<Record<string, unknown>> | null> {
    const token = cookies.read(request, kind);
    if (token === null) return null;
    const read = await tokens.read(`${kind}-session`, token);
    return read.verdict === 'good' ? read.claims : null;
  }

  /** Also one that was left. */
  async function applicantSessionOf(
    request: Request,
  ): Promise<(LeftSession & { readonly applicationId: ApplicationId }) | null> {
    const claims = await claimsOf(request, 'applicant');
    const parsed = applicantClaims.safeParse(claims);
    if (!parsed.success) return null;
    const { sub, jti, exp } = parsed.data;
    return { applicationId: sub as ApplicationId, id: jti, expiresAt: new Date(exp * 1000) };
  }

  return {
    async applicant(request) {
      const session = await applicantSessionOf(request);
      if (session === null || (await leftSessions.has(session.id))) return null;
      return { kind: 'applicant', applicationId: session.applicationId };
    },
    async reviewer(request, { isPolled }) {
      const id = (await claimsOf(request, 'reviewer'))?.['sub'];
      if (typeof id !== 'string') return null;
      const now = clock.now();
      const session = await reviewerSessions.find(id, now);
      if (session === null) return null;
      if (isNoteDue(session, now, !isPolled)) await reviewerSessions.touch(id, now, !isPolled);
      return { kind: 'reviewer', reviewer: session.reviewer, sessionId: session.id, way: session.way };
    },
    async beginApplicant(response, applicationId) {
      const expires = new Date(clock.now().getTime() + applicantSessionMs);
      const token = await tokens.issue(
        'applicant-session',
        { sub: applicationId, jti: random.id('s') },
        expires,
      );
      cookies.write(response, 'applicant', token, expires);
    },
    async endApplicant(request, response) {
      const session = await applicantSessionOf(request);
      if (session !== null) await leftSessions.add({ id: session.id, expiresAt: session.expiresAt });
      cookies.remove(response, 'applicant');
      forgetCache(response);
    },
    async beginReviewer(response, sessionId, expiresAt) {
      const token = await tokens.issue('reviewer-session', { sub: sessionId }, expiresAt);
      cookies.write(response, 'reviewer', token, expiresAt);
    },
    endReviewer(response) {
      cookies.remove(response, 'reviewer');
      forgetCache(response);
    },
    keepSignIn(response, token, expires) {
      cookies.write(response, 'provider-sign-in', token, expires);
    },
    takeSignIn(request, response) {
      cookies.remove(response, 'provider-sign-in');
      return cookies.read(request, 'provider-sign-in');
    },
  };
}
