// The way on without the face: taking back one consent, with everything else as it was.
import { useState } from 'preact/hooks';
import type { ConsentAnswer, ConsentItem } from '../../../server/contract/words.ts';
import type { Problem } from '../../shared/api.ts';
import { useLanguage } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { answerConsentItems } from '../applicant-api.ts';
import { answersOf, consentItems, consentsBody } from '../consent-texts.ts';
import type { JourneyProps } from './journey.ts';
import { ProblemNotice } from './problem-notice.tsx';

type FaceFreeProps = Pick<JourneyProps, 'view' | 'act' | 'open'> & { onClose: () => void };

export function FaceFreeDialog({ view, act, open, onClose }: FaceFreeProps) {
  const strings = useStrings();
  const language = useLanguage();
  const words = strings.capture;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    const given = consentItems.map((item) => [item, answersOf(view)[item] ?? 'refused'] as const);
    const answers = {
      ...(Object.fromEntries(given) as Record<ConsentItem, ConsentAnswer>),
      face: 'refused',
    } as const;
    const failed = await act(() =>
      answerConsentItems(view.applicationId, consentsBody(strings, language, view.marketplace, answers)),
    );
    setBusy(false);
    setProblem(failed);
    if (!failed) open(null);
  };
  return (
    <Dialog title={words.otherWayTitle} onClose={onClose}>
      <p>{words.otherWayText}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="actions">
        <Button isBusy={isBusy} onClick={() => void go()}>
          {words.otherWayGo}
        </Button>
        <Button onClick={onClose}>{words.otherWayStay}</Button>
      </div>
    </Dialog>
  );
}
