// Says how to get in when nobody is signed in.
import type { Problem } from '../shared/api.ts';
import { useLanguage, type Language } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { LanguageSwitch } from '../shared/ui/LanguageSwitch.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useWords } from './words.ts';

export interface SignInPageProps {
  readonly isAsking: boolean;
  readonly isByLink: boolean;
  readonly problem: Problem | null;
  readonly hasLeft: boolean;
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
          {props.hasLeft && <p role="status">{words.signIn.signedOut}</p>}
          {props.problem && <ProblemNotice problem={props.problem} />}
          <p>{words.signIn.how}</p>
          <ul>
            {words.signIn.where.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>{words.signIn.after}</p>
          <Button onClick={props.onTryAgain}>{words.signIn.check}</Button>
        </>
      )}
    </main>
  );
}
