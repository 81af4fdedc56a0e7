// Says how to get in when nobody is signed in.
import { useEffect, useState } from 'preact/hooks';
import type { SignInWaysView } from '../../server/contract/accounts.ts';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';
import { useLanguage, type Language } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { LanguageSwitch } from '../shared/ui/LanguageSwitch.tsx';
import { providerAddress, readSignInWays } from './account-api.ts';
import { keepAddress } from './arrival.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useWords } from './words.ts';

export interface SignInPageProps {
  readonly isAsking: boolean;
  readonly isByLink: boolean;
  readonly problem: Problem | null;
  /** Has just signed out; `atProvider`: may do so at the provider as well. */
  readonly left: 'not' | 'here' | 'atProvider';
  readonly onTryAgain: () => void;
  readonly onLanguage: (language: Language) => void;
}

export function SignInPage(props: SignInPageProps) {
  const words = useWords();
  return (
    <main class="sign-in">
      <header class="sign-in-head">
        <p class="desk-name">{words.product}</p>
        <LanguageSwitch language={useLanguage()} label={words.languageLabel} onChoose={props.onLanguage} />
      </header>
      {props.isAsking ? (
        <>
          <h1>{words.title}</h1>
          <p role="status">{props.isByLink ? words.signIn.signingIn : words.loading}</p>
        </>
      ) : (
        <>
          <h1>{words.signIn.title}</h1>
          {props.left !== 'not' && <p role="status">{words.signIn.signedOut}</p>}
          {props.problem && <ProblemNotice problem={props.problem} />}
          <WaysIn left={props.left} problem={props.problem} onTryAgain={props.onTryAgain} />
        </>
      )}
    </main>
  );
}

/** The ways there are here; until they are known, only the way on of somebody who is signed in already. */
function WaysIn({ left, problem, onTryAgain }: Pick<SignInPageProps, 'left' | 'problem' | 'onTryAgain'>) {
  const words = useWords();
  const { ways, failure } = useWays();
  const provider = ways?.provider ?? null;
  return (
    <>
      {failure && <ProblemNotice problem={failure} />}
      {provider !== null && <ProviderWay name={provider.name} left={left} problem={problem} />}
      {ways !== null && ways.links !== 'break-glass' && <LinkWay of={ways.links} />}
      {provider === null && <Button onClick={onTryAgain}>{words.signIn.check}</Button>}
    </>
  );
}

/** Links, not forms: the browser goes to the provider, and the page needs no right to send anything there. */
function ProviderWay({ name, left, problem }: { name: string } & Pick<SignInPageProps, 'left' | 'problem'>) {
  const words = useWords().signIn;
  const onLeave = (): void => keepAddress(location);
  return (
    <>
      {left === 'atProvider' && (
        <p>
          {words.stillAtProvider(name)} <a href={providerAddress.signOut}>{words.signOutAtProvider(name)}</a>
        </p>
      )}
      <a class="button button-main" href={providerAddress.start} onClick={onLeave}>
        {words.withProvider(name)}
      </a>
      {problem !== null && needsOtherAccount.includes(problem.type) && (
        <a class="button" href={providerAddress.startAnew} onClick={onLeave}>
          {words.otherAccount}
        </a>
      )}
      <p>{words.providerHow}</p>
      <p class="small soft">{words.emergency}</p>
    </>
  );
}

/** The provider would send the same person again without asking. */
const needsOtherAccount: readonly string[] = ['no-reviewer-role', 'sign-in-declined', 'reviewer-barred'];

function LinkWay({ of }: { of: 'demo' | 'usual' }) {
  const words = useWords().signIn;
  return (
    <>
      <p>{words.how}</p>
      <ul>
        {words.where[of].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>{words.after}</p>
    </>
  );
}

function useWays(): { ways: SignInWaysView | null; failure: Problem | null } {
  const [ways, setWays] = useState<SignInWaysView | null>(null);
  const [failure, setFailure] = useState<Problem | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    readSignInWays(controller.signal).then(setWays, (error: unknown) => {
      if (!isAbort(error)) setFailure(asProblem(error));
    });
    return () => controller.abort();
  }, []);
  return { ways, failure };
}
