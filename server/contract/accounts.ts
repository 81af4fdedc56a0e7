// Signing in and out of the reviewers' desk, and the sessions of its people, as they travel on the wire.
import { z } from 'zod';
import { reviewerRoles } from '../domain/review-case.ts';
import { signInWays } from '../domain/reviewer-session.ts';
import { endpoint } from './endpoint.ts';
import { noBody, noParams } from './identifiers.ts';
import { reviewerView } from './review.ts';

/** The form of a reviewer's id: chosen by an operator, or made from what the identity provider calls them. */
const reviewerId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/i);
const sessionId = z.string().regex(/^s_[0-9A-Za-z]{22}$/);

export const signInWaysView = z
  .object({
    provider: z
      .object({ name: z.string() })
      .nullable()
      .describe('The identity provider, where one is configured'),
    links: z.enum(['demo', 'usual', 'break-glass']).describe('What one-time links are for here'),
  })
  .meta({ id: 'SignInWaysView' });
export type SignInWaysView = z.infer<typeof signInWaysView>;

export const readSignInWays = endpoint({
  method: 'get',
  path: '/api/review/sign-in',
  summary: 'By which ways reviewers sign in here',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 200,
  answer: signInWaysView,
  problems: [],
});

export const signIn = endpoint({
  method: 'post',
  path: '/api/review/sign-in',
  summary: 'Exchange a one-time sign-in link (the part after #sign-in=) for a session',
  audience: 'anyone',
  params: noParams,
  body: z.strictObject({ token: z.string().max(2000) }),
  status: 200,
  answer: reviewerView,
  problems: ['sign-in-link-used', 'reviewer-barred', 'too-many-attempts'],
});

/** Where the browser goes when a sign-in at the provider did not lead to a session; the page has the words. */
const problemPage = '/review#sign-in-problem=';

export const startProviderSignIn = endpoint({
  method: 'get',
  path: '/api/review/oidc/start',
  summary: 'Go to the identity provider to sign in; opened by the browser, from our own pages only',
  audience: 'anyone',
  params: noParams,
  query: z.strictObject({
    account: z.literal('other').optional().describe('Ask the provider to let the person sign in anew'),
  }),
  body: noBody,
  status: 303,
  answer: 'redirect',
  isOwnPagesOnly: true,
  problemPage,
  problems: ['provider-not-reachable', 'too-many-attempts'],
});

/** What may stand after `?` is the provider's to say, so that nothing is refused before it is proved. */
export const finishProviderSignIn = endpoint({
  method: 'get',
  path: '/api/review/oidc/callback',
  summary: 'Come back from the identity provider; opened by the browser',
  audience: 'anyone',
  params: noParams,
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  body: noBody,
  status: 303,
  answer: 'redirect',
  problemPage,
  problems: [
    'sign-in-not-proved',
    'sign-in-declined',
    'no-reviewer-role',
    'reviewer-barred',
    'provider-not-reachable',
    'too-many-attempts',
  ],
});

export const endProviderSession = endpoint({
  method: 'get',
  path: '/api/review/oidc/sign-out',
  summary:
    'Go to the identity provider to sign out there as well; opened by the browser, from our own pages only',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 303,
  answer: 'redirect',
  isOwnPagesOnly: true,
  problemPage,
  problems: ['provider-not-reachable', 'too-many-attempts'],
});

export const signedOutView = z
  .object({
    canSignOutAtProvider: z
      .boolean()
      .describe('The session began at the identity provider, which lets us send people there to sign out'),
  })
  .meta({ id: 'SignedOutView' });
export type SignedOutView = z.infer<typeof signedOutView>;

export const signOut = endpoint({
  method: 'post',
  path: '/api/review/sign-out',
  summary: 'End this session',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: signedOutView,
  problems: [],
});

const sessionView = z.object({
  sessionId,
  isThis: z.boolean().describe('The session that asks'),
  way: z.enum(signInWays),
  browser: z.string().nullable().describe('Such as `Firefox · Windows`; null when not known'),
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().describe('At most a minute old'),
  expiresAt: z.iso.datetime().describe('Sooner, when nobody does anything for an hour'),
});
export type SessionView = z.infer<typeof sessionView>;

export const sessionsView = z
  .object({ sessions: z.array(sessionView).describe('Those in force, the newest first') })
  .meta({ id: 'SessionsView' });
export type SessionsView = z.infer<typeof sessionsView>;

export const readMySessions = endpoint({
  method: 'get',
  path: '/api/review/sessions',
  summary: 'Your own sessions',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: sessionsView,
  problems: [],
});

export const endMySession = endpoint({
  method: 'delete',
  path: '/api/review/sessions/:sessionId',
  summary: 'End one of your sessions',
  audience: 'reviewer',
  params: z.strictObject({ sessionId }),
  body: noBody,
  status: 200,
  answer: sessionsView,
  problems: [],
});

export const endMyOtherSessions = endpoint({
  method: 'delete',
  path: '/api/review/sessions',
  summary: 'End all of your sessions but the one that asks',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: sessionsView,
  problems: [],
});

export const peopleView = z
  .object({
    people: z.array(
      z.object({
        reviewerId,
        name: z.string(),
        role: z.enum(reviewerRoles),
        isYou: z.boolean(),
        barredAt: z.iso.datetime().nullable(),
        sessions: z.array(sessionView),
      }),
    ),
  })
  .meta({ id: 'PeopleView' });
export type PeopleView = z.infer<typeof peopleView>;

export const readPeople = endpoint({
  method: 'get',
  path: '/api/review/people',
  summary: 'Everybody who may decide, with their sessions; for leads and operators',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: peopleView,
  problems: ['role-not-enough'],
});

export const endSession = endpoint({
  method: 'delete',
  path: '/api/review/people/:reviewerId/sessions/:sessionId',
  summary: 'End a session of somebody; for leads and operators',
  audience: 'reviewer',
  params: z.strictObject({ reviewerId, sessionId }),
  body: noBody,
  status: 200,
  answer: peopleView,
  problems: ['role-not-enough'],
});

export const endSessions = endpoint({
  method: 'delete',
  path: '/api/review/people/:reviewerId/sessions',
  summary: 'End all sessions of somebody; for leads and operators',
  audience: 'reviewer',
  params: z.strictObject({ reviewerId }),
  body: noBody,
  status: 200,
  answer: peopleView,
  problems: ['role-not-enough'],
});

export const barReviewer = endpoint({
  method: 'put',
  path: '/api/review/people/:reviewerId/barred',
  summary: 'Bar somebody: all their sessions end, and they cannot sign in; for operators, never oneself',
  audience: 'reviewer',
  params: z.strictObject({ reviewerId }),
  body: noBody,
  status: 200,
  answer: peopleView,
  problems: ['role-not-enough', 'event-not-possible'],
});

export const letReviewerIn = endpoint({
  method: 'delete',
  path: '/api/review/people/:reviewerId/barred',
  summary: 'Let somebody in again who was barred; for operators',
  audience: 'reviewer',
  params: z.strictObject({ reviewerId }),
  body: noBody,
  status: 200,
  answer: peopleView,
  problems: ['role-not-enough'],
});
