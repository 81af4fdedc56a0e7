// Who is asking: cookies backed by signed tokens, for applicants and for reviewers.
import type { Request, Response } from 'express';
import type { ApiKeyScope } from '../domain/api-key.ts';
import { applicationIdPattern, type ApplicationId } from '../domain/application.ts';
import { isNoteDue, type SignInWay } from '../domain/reviewer-session.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReviewerSessions } from '../ports/reviewer-sessions.ts';
import type { Reviewer } from '../ports/reviewers.ts';
import type { Tokens } from '../ports/tokens.ts';

const cookieNames = {
  applicant: 'portcullis_applicant',
  reviewer: 'portcullis_reviewer',
  'provider-sign-in': 'portcullis_sign_in',
} as const;
const applicantSessionMs = 7 * 24 * 3_600_000;

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
  beginReviewer(response: Response, sessionId: string, expiresAt: Date): Promise<void>;
  endReviewer(response: Response): void;
  /** What a sign-in at the identity provider needs to know again when the browser comes back. */
  keepSignIn(response: Response, token: string, expiresAt: Date): void;
  /** Gives it back, or null, and takes it from the browser. */
  takeSignIn(request: Request, response: Response): string | null;
}

function readCookie(request: Request, name: string): string | null {
  const header = request.headers.cookie ?? '';
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function createSessions(deps: {
  tokens: Tokens;
  clock: Clock;
  reviewerSessions: ReviewerSessions;
  isSecure: boolean;
}): Sessions {
  const { tokens, clock, reviewerSessions, isSecure } = deps;
  const cookieOptions = { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/api' } as const;
  // lax: the browser comes back from another site, and would keep a strict cookie to itself
  const signInCookie = { ...cookieOptions, sameSite: 'lax', path: '/api/review/oidc' } as const;

  async function claimOf(request: Request, kind: 'applicant' | 'reviewer'): Promise<string | null> {
    const token = readCookie(request, cookieNames[kind]);
    if (token === null) return null;
    const read = await tokens.read(`${kind}-session`, token);
    return read.verdict === 'good' && typeof read.claims['sub'] === 'string' ? read.claims['sub'] : null;
  }

  return {
    async applicant(request) {
      const id = await claimOf(request, 'applicant');
      return id !== null && applicationIdPattern.test(id)
        ? { kind: 'applicant', applicationId: id as ApplicationId }
        : null;
    },
    async reviewer(request, { isPolled }) {
      const id = await claimOf(request, 'reviewer');
      if (id === null) return null;
      const now = clock.now();
      const session = await reviewerSessions.find(id, now);
      if (session === null) return null;
      if (isNoteDue(session, now, !isPolled)) await reviewerSessions.touch(id, now, !isPolled);
      return { kind: 'reviewer', reviewer: session.reviewer, sessionId: session.id, way: session.way };
    },
    async beginApplicant(response, applicationId) {
      const expires = new Date(clock.now().getTime() + applicantSessionMs);
      const token = await tokens.issue('applicant-session', { sub: applicationId }, expires);
      response.cookie(cookieNames.applicant, token, { ...cookieOptions, expires });
    },
    async beginReviewer(response, sessionId, expiresAt) {
      const token = await tokens.issue('reviewer-session', { sub: sessionId }, expiresAt);
      response.cookie(cookieNames.reviewer, token, { ...cookieOptions, expires: expiresAt });
    },
    endReviewer(response) {
      response.clearCookie(cookieNames.reviewer, cookieOptions);
    },
    keepSignIn(response, token, expires) {
      response.cookie(cookieNames['provider-sign-in'], token, { ...signInCookie, expires });
    },
    takeSignIn(request, response) {
      response.clearCookie(cookieNames['provider-sign-in'], signInCookie);
      return readCookie(request, cookieNames['provider-sign-in']);
    },
  };
}
