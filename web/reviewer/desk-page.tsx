// The whole page: who is signed in, in which language, then the desk or the way to sign in.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ReviewerView } from '../../server/contract/review.ts';
import { asProblem, type Problem } from '../shared/api.ts';
import {
  firstLanguage,
  LanguageContext,
  rememberLanguage,
  type Language,
} from '../shared/strings/language.ts';
import { signIn, signOut } from './account-api.ts';
import { restoreAddress, type Arrival } from './arrival.ts';
import { Desk } from './desk.tsx';
import { readReviewer } from './review-api.ts';
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx';
import { useWhileSeen } from './use-while-seen.ts';
import { existingViews } from './view-pages.tsx';
import { deskTables } from './words.ts';

type Session =
  | { kind: 'asking' }
  | { kind: 'in'; reviewer: ReviewerView }
  | { kind: 'out'; problem: Problem | null; left: SignInPageProps['left'] };

/** How soon at the latest the head says that somebody else has changed the gate. */
const headMs = 15_000;

/** The token is exchanged once; afterwards the session cookie says who it is. */
export function DeskPage({ signInToken, problem: arrivedWith }: Arrival) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [session, setSession] = useState<Session>({ kind: 'asking' });

  useEffect(() => {
    rememberLanguage(language);
    document.title = `${deskTables[language].title} · ${deskTables[language].product}`;
  }, [language]);

  const ask = useCallback((question: Promise<ReviewerView>) => {
    setSession({ kind: 'asking' });
    question.then(
      (reviewer) => {
        restoreAddress(location, history, existingViews);
        setSession({ kind: 'in', reviewer });
      },
      (error: unknown) => {
        const problem = asProblem(error);
        const isOnlyNew = problem.type === 'not-authenticated';
        setSession({ kind: 'out', problem: isOnlyNew ? null : problem, left: 'not' });
      },
    );
  }, []);

  useEffect(() => {
    // whoever comes back from the provider without a session reads why, also when another session still holds
    if (arrivedWith !== null) setSession({ kind: 'out', problem: arrivedWith, left: 'not' });
    else ask(signInToken === null ? readReviewer() : signInOrStay(signInToken));
  }, [ask, signInToken, arrivedWith]);

  const readHead = useCallback(() => {
    readReviewer().then(
      (reviewer) => setSession((now) => (now.kind === 'in' ? { kind: 'in', reviewer } : now)),
      () => undefined, // each view notices a lost session by itself
    );
  }, []);

  // somebody else may change the gate
  useWhileSeen(headMs, session.kind === 'in' ? readHead : null);

  const onSignedOut = useCallback(
    (problem: Problem) => setSession({ kind: 'out', problem, left: 'not' }),
    [],
  );

  const leave = (): void => {
    signOut().then(
      ({ canSignOutAtProvider }) =>
        setSession({ kind: 'out', problem: null, left: canSignOutAtProvider ? 'atProvider' : 'here' }),
      (error: unknown) => onSignedOut(asProblem(error)),
    );
  };

  return (
    <LanguageContext.Provider value={language}>
      {session.kind === 'in' ? (
        <Desk
          reviewer={session.reviewer}
          onHeadChanged={readHead}
          onSignedOut={onSignedOut}
          onLeave={leave}
          onLanguage={setLanguage}
        />
      ) : (
        <SignInPage
          isAsking={session.kind === 'asking'}
          isByLink={signInToken !== null}
          problem={session.kind === 'out' ? session.problem : null}
          left={session.kind === 'out' ? session.left : 'not'}
          onTryAgain={() => ask(readReviewer())}
          onLanguage={setLanguage}
        />
      )}
    </LanguageContext.Provider>
  );
}

/** A used link does not lock out somebody whose session still holds; without one, the link's problem is what counts. */
async function signInOrStay(token: string): Promise<ReviewerView> {
  try {
    return await signIn(token);
  } catch (problem) {
    try {
      return await readReviewer();
    } catch {
      throw problem;
    }
  }
}
