// The decision made last, while the desk has gone on to something else: it can still be undone, and leads back.
import { Button } from '../shared/ui/Button.tsx';
import { keys } from './keymap.ts';
import { shortId } from './time-words.ts';
import { useKeys } from './use-keys.ts';
import { useTimeLeft } from './use-time-left.ts';
import type { Decision } from './wire.ts';
import { useWords } from './words.ts';

export interface ParkedCase {
  readonly applicationId: string;
  readonly decision: Decision;
  /** On the clock of `performance.now()`. */
  readonly endsAtMs: number;
}

export interface ParkedElsewhereProps {
  readonly parked: ParkedCase;
  readonly onUndo: () => void;
  readonly onOver: () => void;
}

/** The seconds are for the eye alone; a screen reader is told once, and the button says the rest. */
export function ParkedElsewhere({ parked, onUndo, onOver }: ParkedElsewhereProps) {
  const words = useWords();
  const leftMs = useTimeLeft(parked.endsAtMs, onOver);
  const isOver = leftMs <= 0;
  useKeys(isOver ? {} : { undo: onUndo });
  return (
    <section class="parked-elsewhere" aria-label={words.undo.elsewhere}>
      <p role="status">
        {words.undo.of(shortId(parked.applicationId), words.decisions[parked.decision])}
        <span class="visually-hidden"> {words.undo.leftStill}</span>
      </p>
      <p class="figures" aria-hidden="true">
        {words.undo.left(Math.max(0, Math.ceil(leftMs / 1000)))}
      </p>
      <Button isDisabled={isOver} onClick={onUndo}>
        <kbd>{keys.undo}</kbd> {words.undo.undoAndBack}
      </Button>
    </section>
  );
}
