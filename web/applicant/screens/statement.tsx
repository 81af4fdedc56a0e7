// The statement of will, set like a letter, with its two answers.
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Language } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import type { StatementControl } from '../capture/use-capture.ts';
import { HoldButton } from './hold-button.tsx';
import { HoldSketch } from './hold-sketch.tsx';
import { ScreenTitle } from './screen-title.tsx';

/** Held this long it is meant. The server wants 1.5 s of pictures; these give a little more. */
const holdMs = 2000;

export interface StatementProps {
  readonly text: string;
  readonly language: Language;
  readonly control: RefObject<StatementControl>;
}

export function Statement({ text, language, control }: StatementProps) {
  const { capture: words } = useStrings();
  const [stage, setStage] = useState<'reading' | 'holding' | 'held' | 'declined'>('reading');
  const set = (change: Partial<StatementControl>): void => {
    Object.assign(control.current, change);
  };
  return (
    <div class="statement">
      <ScreenTitle text={words.agreeTitle} />
      <Letter text={text} language={language} />
      <div class="how">
        <HoldSketch />
        <p id="agree-how">{words.agreeLead}</p>
      </div>
      <div class="answers">
        <HoldButton
          holdMs={holdMs}
          describedBy="agree-how"
          isDone={stage === 'held'}
          onHold={(isHeld) => {
            if (stage === 'held' || stage === 'declined') return;
            setStage(isHeld ? 'holding' : 'reading');
            set({ isHeld });
          }}
          onHeld={() => {
            setStage('held');
            set({ isHeld: true, answer: 'agree' });
          }}
        >
          {stage === 'holding' ? words.agreeHolding : stage === 'held' ? words.agreeHeld : words.agreeHold}
        </HoldButton>
        <Button
          isDisabled={stage === 'held'}
          isBusy={stage === 'declined'}
          onClick={() => {
            setStage('declined');
            set({ isHeld: false, answer: 'decline' });
          }}
        >
          {words.agreeDecline}
        </Button>
      </div>
      <p class="soft small">{words.agreeKeys}</p>
    </div>
  );
}

/** Every character of the statement; its day stands on a line of its own, as in a letter. */
function Letter({ text, language }: { text: string; language: Language }) {
  const day = /\d{4}-\d{2}-\d{2}$/u.exec(text)?.[0] ?? '';
  return (
    <blockquote class="letter" lang={language}>
      {text.slice(0, text.length - day.length)}
      {day && <span class="letter-day">{day}</span>}
    </blockquote>
  );
}
