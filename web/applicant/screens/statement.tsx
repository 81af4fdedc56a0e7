// The statement of will, set like a letter, with its two answers: by the head, or by a button.
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import type { StatementControl } from '../capture/use-capture.ts';
import { HeadSketch } from './head-sketch.tsx';
import { HoldButton } from './hold-button.tsx';
import { ScreenTitle } from './screen-title.tsx';

/** The server's own measure: the button is never full after it already counted. */
const holdMs = 1500;

/** Somebody who read the text and answered it has long been seen, ms; who nodded at once, or too little, is told. */
const unseenMs = 12_000;

export interface StatementProps {
  readonly text: string;
  readonly language: Language;
  readonly control: RefObject<StatementControl>;
}

export function Statement({ text, language, control }: StatementProps) {
  const { capture: words } = useStrings();
  const [stage, setStage] = useState<'reading' | 'holding' | 'held' | 'declined'>('reading');
  const [isUnseen, setUnseen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setUnseen(true), unseenMs);
    return () => clearTimeout(timer);
  }, [text]);
  const say = (answer: StatementControl['answer']): void => {
    control.current.answer = answer;
  };
  return (
    <>
      <div class="statement">
        <ScreenTitle text={words.agreeTitle} />
        <Letter text={text} language={language} />
      </div>
      <ul class="by-head">
        <li>
          <HeadSketch motion="nod-twice" /> <span>{words.agreeNod}</span>
        </li>
        <li>
          <HeadSketch motion="shake" /> <span>{words.agreeShake}</span>
        </li>
      </ul>
      <div class="answers">
        <HoldButton
          holdMs={holdMs}
          describedBy="agree-keys"
          isDone={stage === 'held'}
          onHold={(isHeld) => {
            if (stage === 'held' || stage === 'declined') return;
            setStage(isHeld ? 'holding' : 'reading');
            say(isHeld ? 'agree' : null);
          }}
          onHeld={() => setStage('held')}
        >
          {stage === 'holding' ? words.agreeHolding : stage === 'held' ? words.agreeHeld : words.agreeHold}
        </HoldButton>
        <Button
          isDisabled={stage === 'held'}
          isBusy={stage === 'declined'}
          onClick={() => {
            setStage('declined');
            say('decline');
          }}
        >
          {words.agreeDecline}
        </Button>
      </div>
      <p class="unseen" role="status">
        {isUnseen && stage === 'reading' ? words.agreeUnseen : ''}
      </p>
      <p id="agree-keys" class="soft small">
        {words.agreeOtherwise} {words.agreeKeys}
      </p>
    </>
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
