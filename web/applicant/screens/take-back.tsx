// Taking single consents back from the status page: what each leads to is said first, then it is done at once.
import { useState } from 'preact/hooks';
import type { ApplicationView } from '../../../server/contract/application.ts';
import type { ConsentItem } from '../../../server/contract/words.ts';
import type { Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { Disclosure } from '../../shared/ui/Disclosure.tsx';
import { takeConsentBack } from '../applicant-api.ts';
import { consentItems, indispensable } from '../consent-texts.ts';
import type { JourneyProps } from './journey.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** Withdrawing from these would end the application. */
const beforeDecision: readonly ApplicationView['state'][] = [
  'draft',
  'checking',
  'in_review',
  'awaiting_resubmission',
];

export function TakeBack({ view, act }: Pick<JourneyProps, 'view' | 'act'>) {
  const strings = useStrings();
  const words = strings.status.takeBack;
  const titles = strings.consentTexts(view.marketplace);
  const [asked, setAsked] = useState<ConsentItem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const answered = consentItems.filter((item) => view.consents[item] !== undefined);
  if (answered.length === 0) return null;

  const close = (): void => {
    setAsked(null);
    setProblem(null);
  };
  const go = async (item: ConsentItem): Promise<void> => {
    setBusy(true);
    const failed = await act(() => takeConsentBack(view.applicationId, item));
    setBusy(false);
    setProblem(failed);
    if (!failed) setAsked(null);
  };
  const consequence = (item: ConsentItem): string => {
    if (!indispensable.includes(item)) return words.leadsTo[item === 'face' ? 'face' : 'government-query'];
    if (beforeDecision.includes(view.state)) return words.leadsTo.ends;
    return view.state === 'admitted' || view.state === 'revoked'
      ? words.leadsTo.locked
      : words.leadsTo.erased;
  };

  return (
    <Disclosure title={words.title}>
      <p>{words.lead}</p>
      <ul class="plain-list take-back">
        {answered.map((item) => (
          <li key={item}>
            <span>
              {titles[item].title} ·{' '}
              <span class="soft">{words.standing[view.consents[item] ?? 'refused']}</span>
            </span>
            {view.consents[item] === 'granted' && (
              <Button onClick={() => setAsked(item)} label={words.goFor(titles[item].title)}>
                {words.go}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog title={words.goFor(titles[asked].title)} onClose={close}>
          <p>{consequence(asked)}</p>
          {problem && <ProblemNotice problem={problem} />}
          <div class="actions">
            <Button kind="danger" isBusy={isBusy} onClick={() => void go(asked)}>
              {words.confirm}
            </Button>
            <Button onClick={close}>{words.stay}</Button>
          </div>
        </Dialog>
      )}
    </Disclosure>
  );
}
