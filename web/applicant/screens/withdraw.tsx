// Withdrawing from the status page: two steps, no questions.
import { useState } from 'preact/hooks';
import type { Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { Disclosure } from '../../shared/ui/Disclosure.tsx';
import { withdraw } from '../applicant-api.ts';
import type { JourneyProps } from './journey.ts';
import { ProblemNotice } from './problem-notice.tsx';

export function Withdraw({ view, act }: Pick<JourneyProps, 'view' | 'act'>) {
  const { status: words } = useStrings();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    const failed = await act(() => withdraw(view.applicationId, 'changed-mind'));
    setBusy(false);
    setProblem(failed);
    if (!failed) setAsking(false);
  };
  return (
    <Disclosure title={words.withdrawTitle}>
      <p>{words.withdrawText}</p>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {words.withdraw}
      </Button>
      {isAsking && (
        <Dialog title={words.withdrawTitle} onClose={() => setAsking(false)}>
          <p>{words.withdrawText}</p>
          {problem && <ProblemNotice problem={problem} />}
          <div class="actions">
            <Button kind="danger" isBusy={isBusy} onClick={() => void go()}>
              {words.withdrawConfirm}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.withdrawStay}</Button>
          </div>
        </Dialog>
      )}
    </Disclosure>
  );
}
