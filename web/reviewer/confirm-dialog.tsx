// Asks once more before something that cannot be taken back; the way out comes first.
import { Button } from '../shared/ui/Button.tsx';
import { Dialog } from '../shared/ui/Dialog.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What it brings about. */
  readonly means: string;
  readonly cancel: string;
  readonly confirm: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

export function ConfirmDialog({ title, means, cancel, confirm, onClose, onConfirm }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="dialog-body">
        <p>{means}</p>
        <div class="person-ways">
          <Button onClick={onClose}>{cancel}</Button>
          <Button kind="danger" onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
