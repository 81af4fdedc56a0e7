// Addresses of signing in and out, and of the sessions of the desk's people.
import * as contract from '../../contract/accounts.ts';
import type { ReviewerView } from '../../contract/review.ts';
import { browserLabel } from '../../domain/browser-label.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ReviewerRole } from '../../domain/review-case.ts';
import { reviewerOf, route, type Asked, type Route } from '../../http/route.ts';
import type { Sessions } from '../../http/sessions.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { barReviewer, letReviewerIn } from './bar-reviewer.ts';
import { endSessions, signOut } from './end-sessions.ts';
import type { AccountDeps } from './open-session.ts';
import { readMySessions, readPeople, type Asking } from './read-sessions.ts';
import { leaveForProvider, returnFromProvider, type ProviderDeps } from './sign-in-at-provider.ts';
import { signInByLink } from './sign-in-link.ts';

export interface AccountRouteDeps extends AccountDeps {
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly keys: Keys;
  /** Null where none is configured. */
  readonly identity: Pick<ProviderDeps, 'provider' | 'roleValues'> | null;
  readonly hasDemoReviewers: boolean;
  /** Who is signed in, as the desk shows it. */
  readonly viewReviewer: (reviewer: Reviewer) => Promise<ReviewerView>;
}

const overseers: readonly ReviewerRole[] = ['lead', 'operator'];

/** Who asks, if their role is one of these. */
function askingOf(asked: Asked<unknown, unknown>, roles?: readonly ReviewerRole[]): Asking {
  const { reviewer, sessionId } = reviewerOf(asked);
  if (roles?.includes(reviewer.role) === false) throw new DomainError('role-not-enough');
  return { reviewerId: reviewer.id, sessionId };
}

const browserOf = ({ request }: Asked<unknown, unknown>): string | null =>
  browserLabel(request.headers['user-agent']);

export function accountRoutes(deps: AccountRouteDeps): readonly Route[] {
  return [...signInRoutes(deps), ...sessionRoutes(deps), ...peopleRoutes(deps)];
}

function signInRoutes(deps: AccountRouteDeps): readonly Route[] {
  const { sessions, identity } = deps;
  const isOnlyBreakGlass = identity !== null;
  const providerDeps = (): ProviderDeps => {
    if (identity === null) throw new DomainError('not-found');
    return { ...deps, ...identity };
  };
  const sessionBefore = async ({ request }: Asked<unknown, unknown>): Promise<string | null> =>
    (await sessions.reviewer(request, { isPolled: true }))?.sessionId ?? null;

  return [
    route(contract.readSignInWays, async () => waysOf(deps)),
    route(contract.signIn, async (asked) => {
      const from = { sessionBefore: await sessionBefore(asked), browser: browserOf(asked) };
      const opened = await signInByLink({ ...deps, isOnlyBreakGlass }, asked.body.token, from);
      await sessions.beginReviewer(asked.response, opened.sessionId, opened.expiresAt);
      return deps.viewReviewer(opened.reviewer);
    }),
    route(contract.startProviderSignIn, async (asked) => {
      const departure = await leaveForProvider(providerDeps(), {
        isAnew: asked.query.account === 'other',
        sessionBefore: await sessionBefore(asked),
      });
      sessions.keepSignIn(asked.response, departure.token, departure.expiresAt);
      return { location: departure.location };
    }),
    route(contract.finishProviderSignIn, async (asked) => {
      const token = sessions.takeSignIn(asked.request, asked.response);
      const query = asked.request.originalUrl.split('?').slice(1).join('?');
      const opened = await returnFromProvider(providerDeps(), { token, query, browser: browserOf(asked) });
      await sessions.beginReviewer(asked.response, opened.sessionId, opened.expiresAt);
      return { location: '/review' };
    }),
    route(contract.endProviderSession, async () => ({
      location: (await providerDeps().provider.signOutAddress()) ?? '/review',
    })),
  ];
}

function waysOf({ identity, hasDemoReviewers }: AccountRouteDeps): contract.SignInWaysView {
  if (identity !== null) return { provider: { name: identity.provider.name }, links: 'break-glass' };
  return { provider: null, links: hasDemoReviewers ? 'demo' : 'usual' };
}

function sessionRoutes(deps: AccountRouteDeps): readonly Route[] {
  const { sessions, identity } = deps;
  return [
    route(contract.signOut, async (asked) => {
      const { sessionId, reviewer, way } = reviewerOf(asked);
      await signOut(deps, sessionId, reviewer.id);
      sessions.endReviewer(asked.response);
      const address = way === 'provider' ? await identity?.provider.signOutAddress() : null;
      return { canSignOutAtProvider: typeof address === 'string' };
    }),
    route(contract.readMySessions, async (asked) => readMySessions(deps, askingOf(asked))),
    route(contract.endMySession, async (asked) => {
      const asking = askingOf(asked);
      const { reviewerId } = asking;
      await endSessions(deps, { by: reviewerId, of: reviewerId, which: { only: asked.params.sessionId } });
      return readMySessions(deps, asking);
    }),
    route(contract.endMyOtherSessions, async (asked) => {
      const asking = askingOf(asked);
      const { reviewerId, sessionId } = asking;
      await endSessions(deps, { by: reviewerId, of: reviewerId, which: { allBut: sessionId } });
      return readMySessions(deps, asking);
    }),
  ];
}

function peopleRoutes(deps: AccountRouteDeps): readonly Route[] {
  return [
    route(contract.readPeople, async (asked) => readPeople(deps, askingOf(asked, overseers))),
    route(contract.endSession, async (asked) => {
      const asking = askingOf(asked, overseers);
      const { reviewerId: of, sessionId } = asked.params;
      await endSessions(deps, { by: asking.reviewerId, of, which: { only: sessionId } });
      return readPeople(deps, asking);
    }),
    route(contract.endSessions, async (asked) => {
      const asking = askingOf(asked, overseers);
      await endSessions(deps, { by: asking.reviewerId, of: asked.params.reviewerId, which: 'all' });
      return readPeople(deps, asking);
    }),
    route(contract.barReviewer, async (asked) => {
      const asking = askingOf(asked, ['operator']);
      await barReviewer(deps, { by: asking.reviewerId, of: asked.params.reviewerId });
      return readPeople(deps, asking);
    }),
    route(contract.letReviewerIn, async (asked) => {
      const asking = askingOf(asked, ['operator']);
      await letReviewerIn(deps, { by: asking.reviewerId, of: asked.params.reviewerId });
      return readPeople(deps, asking);
    }),
  ];
}
