// The applicant's page: asks the server where the application stands and shows that screen.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ApplicationView } from '../../server/contract/application.ts';
import type { Problem } from '../shared/api.ts';
import {
  firstLanguage,
  LanguageContext,
  rememberLanguage,
  type Language,
} from '../shared/strings/language.ts';
import { useStrings } from '../shared/strings/tables.ts';
import type { StepName } from '../shared/strings/zh-CN.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Icon } from '../shared/ui/Icon.tsx';
import { LanguageSwitch } from '../shared/ui/LanguageSwitch.tsx';
import { withdraw } from './applicant-api.ts';
import { emptyDraft, type DeclarationDraft } from './declaration-form.ts';
import { Progress } from './progress.tsx';
import { screenOf, type Screen } from './screen-of.ts';
import { noNeeds } from './screens/capture-needs.tsx';
import { Consent } from './screens/consent.tsx';
import { Declaration } from './screens/declaration.tsx';
import type { JourneyProps } from './screens/journey.ts';
import { LeaveDialog, Left } from './screens/leave.tsx';
import { LeaveDevice, LeftDevice } from './screens/leave-device.tsx';
import { Liveness, type LivenessProps } from './screens/liveness.tsx';
import { Photo } from './screens/photo.tsx';
import { ProblemNotice } from './screens/problem-notice.tsx';
import { ResumeLink } from './screens/resume-link.tsx';
import { Start } from './screens/start.tsx';
import { Status } from './screens/status.tsx';
import { Submit } from './screens/submit.tsx';
import { useApplication } from './use-application.ts';
import { useGuide } from './use-guide.ts';
import { useOpenedStep, useScreenHistory } from './use-opened-step.ts';

/** After a decision there is nothing left to withdraw. */
const leavable: readonly ApplicationView['state'][] = [
  'draft',
  'checking',
  'in_review',
  'awaiting_resubmission',
];

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => rememberLanguage(language), [language]);
  return (
    <LanguageContext value={language}>
      <Page language={language} onLanguage={setLanguage} />
    </LanguageContext>
  );
}

function Page({ language, onLanguage }: { language: Language; onLanguage: (language: Language) => void }) {
  const { common } = useStrings();
  const { loaded, act, refresh, forget } = useApplication();
  const [draft, setDraft] = useState<DeclarationDraft>(emptyDraft);
  const [needs, setNeeds] = useState(noNeeds);
  const [isLeaving, setLeaving] = useState(false);
  const [left, setLeft] = useState<'not' | 'application' | 'device'>('not');
  const view = loaded.status === 'ready' ? loaded.view : null;
  const hasLeft = left !== 'not';
  const { opened, open } = useOpenedStep();
  const screen = view ? screenOf(view, opened) : null;
  useScreenHistory(screen ?? 'start');
  const guide = useGuide(view !== null && view.turn === 'applicant' && view.path === 'face');

  const forgetEntered = useCallback(() => {
    setDraft(emptyDraft);
    setNeeds(noNeeds);
  }, []);
  // left in another tab, or too old: what is in this one must not wait for the next person
  const isNobodys = loaded.status === 'none';
  useEffect(() => {
    if (isNobodys) forgetEntered();
  }, [isNobodys, forgetEntered]);

  const leave = useCallback(async (): Promise<Problem | null> => {
    const problem = view ? await act(() => withdraw(view.applicationId, 'unwilling-or-pressured')) : null;
    // ended already, perhaps in another tab: that is what was wanted
    if (problem && problem.type !== 'event-not-possible') return problem;
    setLeaving(false);
    forgetEntered();
    setLeft('application');
    return null;
  }, [view, act, forgetEntered]);

  const leftDevice = useCallback(() => {
    forget();
    open(null);
    setLeft('device');
  }, [forget, open]);

  const previous = view && screen ? stepBefore(view, screen) : null;
  return (
    <div class="page">
      <a class="skip" href="#content">
        {common.skip}
      </a>
      <header class="top">
        <div class="top-line">
          {previous && !hasLeft ? (
            <button type="button" class="back" onClick={() => open(previous)}>
              <Icon name="back" /> {common.back}
            </button>
          ) : (
            <span class="product">{view?.marketplace ?? common.product}</span>
          )}
          <LanguageSwitch language={language} label={common.language} onChoose={onLanguage} />
        </div>
        {view && !hasLeft && screen && screen !== 'status' && (
          <Progress steps={view.steps} shown={screen} onOpen={open} />
        )}
      </header>
      <main id="content" tabIndex={-1}>
        {left === 'device' ? (
          <LeftDevice onStart={() => setLeft('not')} />
        ) : left === 'application' ? (
          <Left />
        ) : loaded.status === 'loading' ? (
          <p role="status">{common.loading}</p>
        ) : loaded.status === 'none' ? (
          <Start act={act} language={language} problem={loaded.problem} />
        ) : loaded.status === 'unreachable' ? (
          <ProblemNotice problem={loaded.problem}>
            <Button onClick={() => void refresh()}>{common.tryAgain}</Button>
          </ProblemNotice>
        ) : (
          <>
            {loaded.hasChangedElsewhere && (
              <p role="status" class="notice">
                {common.stale}
              </p>
            )}
            <CurrentScreen
              key={screen}
              screen={screenOf(loaded.view, opened)}
              journey={{
                view: loaded.view,
                act,
                open,
                isChanging: loaded.view.steps.some(
                  ({ step, status }) => step === screen && status === 'done',
                ),
              }}
              draft={draft}
              onDraft={setDraft}
              onLeave={() => setLeaving(true)}
              onLeftDevice={leftDevice}
              capture={{ guide, needs, onNeeds: setNeeds }}
            />
          </>
        )}
      </main>
      {view?.resumeLink && !hasLeft && screen && offersResumeLink(screen) && (
        <aside class="quiet-list">
          <ResumeLink link={view.resumeLink} />
          <LeaveDevice link={view.resumeLink} onLeft={leftDevice} />
        </aside>
      )}
      {!hasLeft && (view === null || leavable.includes(view.state)) && (
        <footer class="bottom">
          <button type="button" class="link soft" onClick={() => setLeaving(true)}>
            {common.pressured}
          </button>
        </footer>
      )}
      {isLeaving && <LeaveDialog onLeave={leave} onClose={() => setLeaving(false)} />}
    </div>
  );
}

function CurrentScreen(props: {
  screen: Screen;
  journey: JourneyProps;
  draft: DeclarationDraft;
  onDraft: (draft: DeclarationDraft) => void;
  onLeave: () => void;
  onLeftDevice: () => void;
  capture: Omit<LivenessProps, keyof JourneyProps>;
}) {
  const { screen, journey } = props;
  switch (screen) {
    case 'status':
      return <Status {...journey} onLeftDevice={props.onLeftDevice} />;
    case 'consent':
      return <Consent {...journey} onLeave={props.onLeave} />;
    case 'declaration':
      return <Declaration {...journey} draft={props.draft} onDraft={props.onDraft} />;
    case 'id-front':
    case 'id-back':
    case 'business-licence':
      return <Photo {...journey} kind={screen} />;
    case 'liveness':
      return <Liveness {...journey} {...props.capture} />;
    case 'submit':
      return <Submit {...journey} />;
  }
}

/** The status page has a place of its own for it; nothing disturbs the capture, which is not interrupted lightly. */
function offersResumeLink(screen: Screen): boolean {
  return screen !== 'status' && screen !== 'liveness';
}

/** The finished step before this one, to go back to. */
function stepBefore(view: ApplicationView, screen: Screen): StepName | null {
  const index = view.steps.findIndex(({ step }) => step === screen);
  const before = index > 0 ? view.steps[index - 1] : undefined;
  return before?.status === 'done' ? before.step : null;
}
