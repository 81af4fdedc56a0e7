// A decision that does not count yet: what it was, how long it can be undone, and both ways out.
import type { Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { keys } from './keymap.ts';
import { useKeys } from './use-keys.ts';
import { useWords } from './words.ts';

type Parked = NonNullable<CaseView['parked']>;

export interface ParkedDecisionProps {
  readonly sectionRef: Ref<HTMLElement>;
  readonly parked: Parked;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
  readonly onSettle: () => void;
}

const tickMs = 200;

/** The seconds tick for the eye alone; a screen reader is told once, and the buttons say the rest. */
export function ParkedDecision({ sectionRef, parked, isBusy, onUndo, onSettle }: ParkedDecisionProps) {
  const words = useWords();
  const leftMs = useTimeLeft(parked, onSettle);
  const isOver = leftMs <= 0;
  useKeys(isOver || isBusy ? {} : { undo: onUndo, settle: onSettle });
  return (
    <section class="sealed parked" ref={sectionRef} tabIndex={-1} aria-labelledby="parked-title">
      <h3 id="parked-title">{words.undo.title(words.decisions[parked.decision])}</h3>
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

/** Counts by this browser's own steady clock from the moment the server's answer came; calls back once, at the end. */
function useTimeLeft(parked: Parked, onOver: () => void): number {
  const [leftMs, setLeftMs] = useState(parked.undoMs);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const endsAtMs = performance.now() + parked.undoMs;
    const timer = setInterval(() => {
      const left = endsAtMs - performance.now();
      setLeftMs(left);
      if (left > 0) return;
      clearInterval(timer);
      over.current();
    }, tickMs);
    return () => clearInterval(timer);
  }, [parked]);
  return leftMs;
}
