// Asks once more before somebody is barred: their sessions end at once.
import { Button } from '../shared/ui/Button.tsx';
import { Dialog } from '../shared/ui/Dialog.tsx';
import { useWords } from './words.ts';

export interface BarDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

export function BarDialog({ name, onClose, onConfirm }: BarDialogProps) {
  const words = useWords().account;
  return (
    <Dialog title={words.barTitle(name)} onClose={onClose}>
      <div class="dialog-body">
        <p>{words.barMeans}</p>
        <div class="person-ways">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="danger" onClick={onConfirm}>
            {words.barConfirm}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
