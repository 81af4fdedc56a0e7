// The quiet way out for somebody who is not willing: to anyone looking on, it is just leaving.
import { useState } from 'preact/hooks';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { ScreenTitle } from './screen-title.tsx';

export function LeaveDialog({ onLeave, onClose }: { onLeave: () => Promise<void>; onClose: () => void }) {
  const { leave: words } = useStrings();
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    await onLeave();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.text}</p>
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
