// A decision that does not count yet: what it was, how long it can be undone, and both ways out.
import type { Ref } from 'preact';
import { Button } from '../shared/ui/Button.tsx';
import { keys } from './keymap.ts';
import { useKeys } from './use-keys.ts';
import { useTimeLeft } from './use-time-left.ts';
import type { Decision } from './wire.ts';
import { useWords } from './words.ts';

export interface ParkedDecisionProps {
  readonly sectionRef: Ref<HTMLElement>;
  readonly decision: Decision;
  /** On the clock of `performance.now()`. */
  readonly endsAtMs: number;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
  readonly onSettle: () => void;
}

/** The seconds tick for the eye alone; a screen reader is told once, and the buttons say the rest. */
export function ParkedDecision(props: ParkedDecisionProps) {
  const { sectionRef, decision, endsAtMs, isBusy, onUndo, onSettle } = props;
  const words = useWords();
  const leftMs = useTimeLeft(endsAtMs, onSettle);
  const isOver = leftMs <= 0;
  useKeys(isOver || isBusy ? {} : { undo: onUndo, settle: onSettle });
  return (
    <section class="sealed parked" ref={sectionRef} tabIndex={-1} aria-labelledby="parked-title">
      <h3 id="parked-title">{words.undo.title(words.decisions[decision])}</h3>
      <p role="status" class="visually-hidden">
        {words.undo.leftStill}
      </p>
      <p class="figures" aria-hidden="true">
        <strong>{isOver ? words.undo.settling : words.undo.left(Math.ceil(leftMs / 1000))}</strong>
      </p>
      <p class="small">{words.undo.notYet}</p>
      <div class="notice-ways">
        <Button isBusy={isBusy} isDisabled={isOver} onClick={onUndo}>
          <kbd>{keys.undo}</kbd> {words.undo.undo}
        </Button>
        <Button isBusy={isBusy} onClick={onSettle}>
          <kbd>{keys.settle}</kbd> {words.undo.settle}
        </Button>
      </div>
    </section>
  );
}
