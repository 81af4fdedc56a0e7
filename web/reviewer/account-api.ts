// What signing in and the account page ask of the server, one function per address.
import type {
  PeopleView,
  SessionsView,
  SignedOutView,
  SignInWaysView,
} from '../../server/contract/accounts.ts';
import type { ReviewerView } from '../../server/contract/review.ts';
import { callApi } from '../shared/api.ts';

/** Followed by the browser, not asked by a script. */
export const providerAddress = {
  start: '/api/review/oidc/start',
  startAnew: '/api/review/oidc/start?account=other',
  signOut: '/api/review/oidc/sign-out',
} as const;

export const readSignInWays = (signal: AbortSignal): Promise<SignInWaysView> =>
  callApi({ path: '/api/review/sign-in', signal });

export const signIn = (token: string): Promise<ReviewerView> =>
  callApi({ method: 'POST', path: '/api/review/sign-in', json: { token } });

export const signOut = (): Promise<SignedOutView> =>
  callApi({ method: 'POST', path: '/api/review/sign-out', json: {} });

export const readMySessions = (signal: AbortSignal): Promise<SessionsView> =>
  callApi({ path: '/api/review/sessions', signal });

export const endMySession = (sessionId: string): Promise<SessionsView> =>
  callApi({ method: 'DELETE', path: `/api/review/sessions/${sessionId}` });

export const endMyOtherSessions = (): Promise<SessionsView> =>
  callApi({ method: 'DELETE', path: '/api/review/sessions' });

const personPath = (reviewerId: string): string => `/api/review/people/${encodeURIComponent(reviewerId)}`;

export const readPeople = (signal: AbortSignal): Promise<PeopleView> =>
  callApi({ path: '/api/review/people', signal });

export const endSession = (reviewerId: string, sessionId: string): Promise<PeopleView> =>
  callApi({ method: 'DELETE', path: `${personPath(reviewerId)}/sessions/${sessionId}` });

export const endSessions = (reviewerId: string): Promise<PeopleView> =>
  callApi({ method: 'DELETE', path: `${personPath(reviewerId)}/sessions` });

export const barReviewer = (reviewerId: string): Promise<PeopleView> =>
  callApi({ method: 'PUT', path: `${personPath(reviewerId)}/barred`, json: {} });

export const letReviewerIn = (reviewerId: string): Promise<PeopleView> =>
  callApi({ method: 'DELETE', path: `${personPath(reviewerId)}/barred` });
