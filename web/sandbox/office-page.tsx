// The whole office: marked as a sandbox in every state.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { IssuedCitizen, SandboxOffice } from '../../server/contract/sandbox.ts';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';
import {
  firstLanguage,
  LanguageContext,
  rememberLanguage,
  type Language,
} from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { LanguageSwitch } from '../shared/ui/LanguageSwitch.tsx';
import { IssuedPerson } from './issued-person.tsx';
import { IssueForm } from './issue-form.tsx';
import { MagicTables } from './magic-tables.tsx';
import { readOffice } from './office-api.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { sandboxTables, useWords } from './words.ts';

interface Issued {
  readonly citizen: IssuedCitizen;
  readonly portrait: HTMLCanvasElement;
  readonly issuedOn: string;
}

export function OfficePage() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const words = sandboxTables[language];
  const [office, setOffice] = useState<SandboxOffice | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);

  useEffect(() => {
    rememberLanguage(language);
    document.title = words.title;
  }, [language, words]);

  const load = useCallback((): (() => void) => {
    const controller = new AbortController();
    setProblem(null);
    readOffice(controller.signal).then(setOffice, (error: unknown) => {
      if (!isAbort(error)) setProblem(asProblem(error));
    });
    return () => controller.abort();
  }, []);
  useEffect(() => load(), [load]);

  return (
    <LanguageContext.Provider value={language}>
      <aside class="banner" aria-label={words.banner}>
        <strong>{words.banner}</strong> <span>{words.bannerMore}</span>
      </aside>
      <main class="office">
        <header class="office-head">
          <h1>{words.title}</h1>
          <LanguageSwitch language={language} label={words.languageLabel} onChoose={setLanguage} />
        </header>
        {office === null ? (
          <Unopened problem={problem} onTryAgain={load} />
        ) : (
          <>
            <p>{words.lead}</p>
            <p class="soft">{words.kept}</p>
            {issued === null ? (
              <IssueForm
                onIssued={(citizen, portrait) =>
                  setIssued({ citizen, portrait: copyOf(portrait), issuedOn: today(new Date()) })
                }
              />
            ) : (
              <IssuedPerson {...issued} onAnother={() => setIssued(null)} />
            )}
            <MagicTables office={office} />
          </>
        )}
      </main>
    </LanguageContext.Provider>
  );
}

/** Before the office answered, or where there is none. */
function Unopened({ problem, onTryAgain }: { problem: Problem | null; onTryAgain: () => void }) {
  const words = useWords();
  if (problem === null) return <p role="status">{words.loading}</p>;
  if (problem.type === 'not-found')
    return (
      <div class="notice notice-warn" role="alert">
        <p>
          <strong>{words.notHere}</strong> {words.notHereNext}
        </p>
      </div>
    );
  return (
    <>
      <ProblemNotice problem={problem} />
      <Button onClick={onTryAgain}>{words.tryAgain}</Button>
    </>
  );
}

function today(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** The form's canvas goes with the form; the cards need the picture afterwards. */
function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}
