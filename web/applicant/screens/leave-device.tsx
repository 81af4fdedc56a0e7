// Taking the application off a device that others use as well; the link brings it back.
import { useState } from 'preact/hooks';
import { asProblem, type Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { CopyButton } from '../../shared/ui/CopyButton.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { Disclosure } from '../../shared/ui/Disclosure.tsx';
import { leaveDevice } from '../applicant-api.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

export interface LeaveDeviceProps {
  /** What brings the person back; null where there is none. */
  readonly link: string | null;
  readonly onLeft: () => void;
}

export function LeaveDevice({ link, onLeft }: LeaveDeviceProps) {
  const { leaveDevice: words } = useStrings().status;
  const [isAsking, setAsking] = useState(false);
  return (
    <Disclosure title={words.title}>
      <p>{words.text}</p>
      <Button onClick={() => setAsking(true)}>{words.go}</Button>
      {isAsking && <Question link={link} onLeft={onLeft} onClose={() => setAsking(false)} />}
    </Disclosure>
  );
}

function Question({ link, onLeft, onClose }: LeaveDeviceProps & { onClose: () => void }) {
  const { status } = useStrings();
  const words = status.leaveDevice;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      await leaveDevice();
      onLeft();
    } catch (error) {
      setBusy(false);
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      {link !== null && (
        <>
          <p>{words.comeBack}</p>
          <input class="input figures" readOnly value={link} aria-label={status.resumeLinkLabel} />
          <CopyButton
            text={link}
            label={status.resumeCopy}
            said={{ copied: status.resumeCopied, cannotCopy: status.resumeNotCopied }}
          />
        </>
      )}
      <p>{words.history}</p>
      <p class="soft small">{words.unsent}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="actions">
        <Button kind="main" isBusy={isBusy} onClick={() => void go()}>
          {words.confirm}
        </Button>
        <Button onClick={onClose}>{words.stay}</Button>
      </div>
    </Dialog>
  );
}

export function LeftDevice({ onStart }: { onStart: () => void }) {
  const { leaveDevice: words } = useStrings().status;
  return (
    <div class="intro">
      <ScreenTitle text={words.leftTitle} />
      <p class="lead">{words.leftText}</p>
      <p class="soft">{words.history}</p>
      <div class="actions">
        <Button onClick={onStart}>{words.start}</Button>
      </div>
    </div>
  );
}
