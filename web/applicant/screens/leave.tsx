// The quiet way out for somebody who is not willing: to anyone looking on, it is just leaving.
import { useState } from 'preact/hooks';
import type { Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

export function LeaveDialog({
  onLeave,
  onClose,
}: {
  onLeave: () => Promise<Problem | null>;
  onClose: () => void;
}) {
  const { leave: words } = useStrings();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    const failed = await onLeave();
    if (!failed) return; // this dialog is gone
    setBusy(false);
    setProblem(failed);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.text}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="actions">
        <Button isBusy={isBusy} onClick={() => void go()}>
          {words.go}
        </Button>
        <Button onClick={onClose}>{words.stay}</Button>
      </div>
    </Dialog>
  );
}

export function Left() {
  const { leave: words } = useStrings();
  return (
    <div class="intro">
      <ScreenTitle text={words.leftTitle} />
      <p class="lead">{words.leftText}</p>
      <p class="soft">{words.leftLater}</p>
    </div>
  );
}
