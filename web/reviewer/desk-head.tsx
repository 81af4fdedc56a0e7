// The line above everything: what the gate does now, the views, who is signed in, language, keys, the way out.
import type { ComponentChildren } from 'preact';
import type { ReviewerView } from '../../server/contract/review.ts';
import { useLanguage, type Language } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { LanguageSwitch } from '../shared/ui/LanguageSwitch.tsx';
import { HoldGate } from './hold-gate.tsx';
import { useWords } from './words.ts';

export interface DeskHeadProps {
  readonly reviewer: ReviewerView;
  /** The way to the other views. */
  readonly views: ComponentChildren;
  readonly onHelp: () => void;
  readonly onHeld: () => void;
  readonly onLeave: () => void;
  readonly onLanguage: (language: Language) => void;
}

export function DeskHead({ reviewer, views, onHelp, onHeld, onLeave, onLanguage }: DeskHeadProps) {
  const words = useWords();
  const isHold = reviewer.gateMode === 'hold';
  return (
    <header class="desk-head">
      <h1 class="desk-name">{words.title}</h1>
      <p class={`gate gate-${reviewer.gateMode}`}>
        <span class="visually-hidden">{words.gate.label}: </span>
        <strong>{isHold ? words.gate.hold : words.gate.live}</strong>
        <span>{isHold ? words.gate.holdMeans : words.gate.liveMeans}</span>
      </p>
      {reviewer.canHold && <HoldGate onHeld={onHeld} />}
      {views}
      <div class="desk-tools">
        <p class="reviewer">
          <strong>{reviewer.name}</strong> <span class="soft">{words.roles[reviewer.role]}</span>
        </p>
        <LanguageSwitch language={useLanguage()} label={words.languageLabel} onChoose={onLanguage} />
        <Button kind="quiet" onClick={onHelp}>
          <kbd>?</kbd> {words.keys.help}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {words.signOut}
        </Button>
      </div>
    </header>
  );
}
