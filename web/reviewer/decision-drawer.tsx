// Where a decision is written: reasons, what to do again, words to the applicant, a note. Nothing is chosen for anybody.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseView, DecisionBody } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { ErrorSummary } from '../shared/ui/ErrorSummary.tsx';
import { ApplicantPreview } from './applicant-preview.tsx';
import {
  emptyDraft,
  faultsOf,
  toBody,
  toggle,
  type DecisionDraft,
  type DraftFault,
} from './decision-draft.ts';
import { keepTexts, readTexts } from './draft-storage.ts';
import { DraftText } from './draft-text.tsx';
import { HeadcountNotice } from './headcount-notice.tsx';
import { isTyping } from './keymap.ts';
import { PickList } from './pick-list.tsx';
import { itemsFor, reasonsFor } from './reason-choice.ts';
import { areShortcutsOn } from './shortcut-setting.ts';
import type { Decision } from './wire.ts';
import { useWords } from './words.ts';

export interface DecisionDrawerProps {
  readonly view: CaseView;
  readonly decision: Decision;
  readonly isBusy: boolean;
  readonly problem: ComponentChildren;
  /** Whether the decision was recorded. */
  readonly onSend: (body: DecisionBody) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Which field each fault belongs to. */
const fieldOf: Readonly<Record<DraftFault, string>> = {
  pickReason: 'reason-0',
  tooManyReasons: 'reason-0',
  pickItem: 'item-0',
  tooLong: 'draft-message',
  noteTooLong: 'draft-note',
};

const noFaults: readonly DraftFault[] = [];

export function DecisionDrawer({ view, decision, isBusy, problem, onSend, onClose }: DecisionDrawerProps) {
  const words = useWords();
  const [draft, setDraft] = useState(() => emptyDraft(decision, readTexts(view.applicationId)));
  const [faults, setFaults] = useState(noFaults);
  const drawer = useDrawerFocus(onClose);

  const change = (part: Partial<DecisionDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepTexts(view.applicationId, { message: next.message, note: next.note });
  };
  const send = async (): Promise<void> => {
    if (isBusy) return;
    const found = faultsOf(draft);
    setFaults(found);
    if (found.length > 0) return;
    await onSend(toBody(draft));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
      return;
    }
    const reason = digitChoice(event, reasonsFor[decision]);
    if (reason !== null) change({ reasons: toggle(draft.reasons, reason) });
  };

  return (
    <section
      ref={drawer}
      class="drawer"
      role="dialog"
      aria-labelledby="drawer-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <form
        class="drawer-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h2 id="drawer-title">{words.decide.titles[decision]}</h2>
        {problem}
        <ErrorSummary
          title={words.decide.missing}
          finding={faults}
          items={faults.map((fault) => ({ fieldId: fieldOf[fault], text: words.decide[fault] }))}
        />
        <PickList
          name="reason"
          legend={words.decide.reasons}
          hint={words.decide.reasonsHint}
          options={reasonsFor[decision].map((reason) => [reason, words.reasons[reason]] as const)}
          chosen={draft.reasons}
          hasDigits
          onToggle={(reason) => change({ reasons: toggle(draft.reasons, reason) })}
        />
        <HeadcountNotice decision={decision} reasons={draft.reasons} checks={view.checks} />
        {decision === 'ask-again' && (
          <PickList
            name="item"
            legend={words.decide.items}
            options={itemsFor(view).map((item) => [item, words.items[item]] as const)}
            chosen={draft.items}
            onToggle={(item) => change({ items: toggle(draft.items, item) })}
          />
        )}
        <DraftText
          id="draft-message"
          label={words.decide.message}
          hint={words.decide.messageHint(words.languages[view.language])}
          lang={view.language}
          value={draft.message}
          onInput={(message) => change({ message })}
        />
        <ApplicantPreview language={view.language} draft={draft} />
        <DraftText
          id="draft-note"
          label={words.decide.note}
          hint={words.decide.draftKept}
          value={draft.note}
          onInput={(note) => change({ note })}
        />
        <div class="drawer-ways">
          <Button kind="main" type="submit" isBusy={isBusy}>
            {isBusy ? words.decide.submitting : words.decide.submit[decision]}
          </Button>
          <Button onClick={onClose}>{words.decide.cancel}</Button>
        </div>
      </form>
    </section>
  );
}

/** The option that a number key stands for, or null. */
function digitChoice<Value>(event: KeyboardEvent, options: readonly Value[]): Value | null {
  if (!areShortcutsOn() || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return null;
  return /^[1-9]$/.test(event.key) ? (options[Number(event.key) - 1] ?? null) : null;
}

/** The drawer takes the focus itself, so that neither a reason nor a button has it; Escape closes; the focus returns. */
function useDrawerFocus(onClose: () => void) {
  const drawer = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const opener = document.activeElement;
    drawer.current?.focus();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing && !document.querySelector('dialog[open]'))
        close.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return drawer;
}
