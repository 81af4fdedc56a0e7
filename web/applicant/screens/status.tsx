// Where the application stands: how far, whose turn, how long honestly, what the applicant can do now.
import { useState } from 'preact/hooks';
import type { ApplicationView } from '../../../server/contract/application.ts';
import type { Problem } from '../../shared/api.ts';
import { useLanguage } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { appeal, openApplication } from '../applicant-api.ts';
import { indispensable } from '../consent-texts.ts';
import { sayMoment, sayWaiting } from '../honest-time.ts';
import type { JourneyProps } from './journey.ts';
import { Kept } from './kept.tsx';
import { LeaveDevice } from './leave-device.tsx';
import { MyData } from './my-data.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ErasureReceipt, Receipt } from './receipt.tsx';
import { ResumeLink } from './resume-link.tsx';
import { ScreenTitle } from './screen-title.tsx';
import { TakeBack } from './take-back.tsx';
import { Timeline } from './timeline.tsx';
import { Withdraw } from './withdraw.tsx';

/** Not once what was given was erased: there is nothing to look at again. */
const canAppeal = ({ consents }: ApplicationView): boolean =>
  indispensable.every((item) => consents[item] !== 'withdrawn');

const ended: readonly ApplicationView['state'][] = ['withdrawn', 'expired'];
const withdrawable: readonly ApplicationView['state'][] = ['checking', 'in_review', 'awaiting_resubmission'];

const tone: Partial<Record<ApplicationView['state'], string>> = {
  admitted: 'notice-good',
  refused: 'notice-bad',
  revoked: 'notice-bad',
  awaiting_resubmission: 'notice-warn',
};

export type StatusProps = Omit<JourneyProps, 'isChanging'> & { readonly onLeftDevice: () => void };

export function Status({ view, act, open, onLeftDevice }: StatusProps) {
  const { status: words, reasons, steps } = useStrings();
  const language = useLanguage();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (call: () => Promise<ApplicationView>): Promise<void> => {
    setBusy(true);
    setProblem(await act(call));
    setBusy(false);
  };
  const [isShowingData, setShowingData] = useState(false);
  const { outcome } = view;
  const isLonger = view.waiting !== null && view.waiting.askedUntil !== null;
  const say = (iso: string): string => sayMoment(iso, new Date(), language);

  if (isShowingData) return <MyData view={view} onBack={() => setShowingData(false)} />;
  return (
    <>
      <ScreenTitle text={words.title} />
      {problem && <ProblemNotice problem={problem} />}
      {!ended.includes(view.state) && <Timeline state={view.state} />}
      <div class={`notice ${tone[view.state] ?? ''}`} role="status">
        <p>{isLonger ? words.checkingLonger : words.now[view.state]}</p>
        {outcome && (
          <p class="soft small">
            {(outcome.decision === 'ask-again' ? words.askedAt : words.decidedAt)(say(outcome.decidedAt))}
          </p>
        )}
      </div>
      {view.waiting && <Waiting waiting={view.waiting} />}

      {outcome && outcome.message !== '' && (
        <section class="block">
          <h2>{words.messageTitle}</h2>
          <blockquote class="letter" lang={view.language}>
            {outcome.message}
          </blockquote>
        </section>
      )}
      {outcome && view.state !== 'admitted' && view.fix.length === 0 && (
        <section class="block">
          <h2>{words.reasonsTitle}</h2>
          <ul class="plain-list">
            {outcome.reasons.map((reason) => (
              <li key={reason}>{reasons[reason]}</li>
            ))}
          </ul>
        </section>
      )}
      {view.revocation && <Revoked revocation={view.revocation} language={view.language} />}
      {view.fix.length > 0 && (
        <section class="block">
          <h2>{words.fixTitle}</h2>
          {view.fix.map(({ item, reasons: why }) => (
            <div key={item} class="card">
              {why.map((reason) => (
                <p key={reason}>{reasons[reason]}</p>
              ))}
              <Button kind="main" onClick={() => open(item)}>
                {words.fixGo(steps[item])}
              </Button>
            </div>
          ))}
        </section>
      )}
      {view.state === 'refused' && canAppeal(view) && (
        <section class="block">
          <h2>{words.appealTitle}</h2>
          <p>{words.appealText}</p>
          <Button isBusy={isBusy} onClick={() => void run(() => appeal(view.applicationId))}>
            {words.appeal}
          </Button>
        </section>
      )}
      {(ended.includes(view.state) || view.state === 'revoked') && (
        <Button isBusy={isBusy} onClick={() => void run(() => openApplication(language))}>
          {words.startNew}
        </Button>
      )}

      {view.liveness.hasReceipt && <Receipt view={view} />}
      {view.hasErasureReceipt && <ErasureReceipt view={view} />}
      <div class="quiet-list">
        {!ended.includes(view.state) && view.resumeLink && <ResumeLink link={view.resumeLink} />}
        <Kept view={view} onOpen={() => setShowingData(true)} />
        <TakeBack view={view} act={act} />
        {withdrawable.includes(view.state) && <Withdraw view={view} act={act} />}
        <LeaveDevice link={view.resumeLink} onLeft={onLeftDevice} />
      </div>
      <p class="soft small figures">{words.number(view.applicationId)}</p>
    </>
  );
}

function Revoked({
  revocation,
  language,
}: {
  revocation: NonNullable<ApplicationView['revocation']>;
  language: ApplicationView['language'];
}) {
  const { status: words } = useStrings();
  return (
    <section class="block">
      <h2>{words.reasonsTitle}</h2>
      <p>{words.revocationReasons[revocation.reason]}</p>
      {revocation.message !== '' && (
        <blockquote class="letter" lang={language}>
          {revocation.message}
        </blockquote>
      )}
      <p>{words.revokedNext}</p>
    </section>
  );
}

function Waiting({ waiting }: { waiting: NonNullable<ApplicationView['waiting']> }) {
  const { status: words } = useStrings();
  const language = useLanguage();
  return (
    <div class="stack-tight">
      {sayWaiting(waiting, new Date(), language, words).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p class="soft small">{words.updatesItself}</p>
    </div>
  );
}
