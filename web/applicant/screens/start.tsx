// Before anything is asked: what happens, what to have ready, what is kept.
import { useState } from 'preact/hooks';
import type { Problem } from '../../shared/api.ts';
import type { Language } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { openApplication } from '../applicant-api.ts';
import type { Act } from '../use-application.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

export interface StartProps {
  readonly act: Act;
  readonly language: Language;
  /** Why a resume link did not work. */
  readonly problem: Problem | null;
}

export function Start({ act, language, problem }: StartProps) {
  const { start } = useStrings();
  const [failed, setFailed] = useState<Problem | null>(problem);
  const [isBusy, setBusy] = useState(false);
  const begin = async (): Promise<void> => {
    setBusy(true);
    setFailed(await act(() => openApplication(language)));
    setBusy(false);
  };
  return (
    <>
      <div class="intro">
        <ScreenTitle text={start.title} />
        <p class="lead">{start.lead}</p>
      </div>
      {failed && <ProblemNotice problem={failed} />}
      <section class="block">
        <h2>{start.happensTitle}</h2>
        <ol class="numbered">
          {start.happens.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </section>
      <section class="block">
        <h2>{start.readyTitle}</h2>
        <ul class="plain-list">
          {start.ready.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section class="block">
        <h2>{start.keptTitle}</h2>
        <p>{start.kept}</p>
      </section>
      <p class="soft small">{start.resume}</p>
      <div class="actions">
        <Button kind="main" isBusy={isBusy} onClick={() => void begin()}>
          {start.go}
        </Button>
      </div>
    </>
  );
}
