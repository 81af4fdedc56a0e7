// Where a step is written: reasons, what to do again, words to the applicant, a note. Nothing is chosen for anybody.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { ErrorSummary } from '../shared/ui/ErrorSummary.tsx';
import { ApplicantPreview } from './applicant-preview.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import {
  draftFor,
  drawerRules,
  faultsOf,
  pickReason,
  toggle,
  toSent,
  type DecisionDraft,
  type DraftFault,
  type Sent,
} from './decision-draft.ts';
import { DraftText } from './draft-text.tsx';
import { Drawer } from './drawer.tsx';
import { HeadcountNotice } from './headcount-notice.tsx';
import { isTyping } from './keymap.ts';
import { PickList } from './pick-list.tsx';
import { itemsFor, wantedReasonsFor } from './reason-choice.ts';
import { areShortcutsOn } from './shortcut-setting.ts';
import type { DraftControl } from './use-draft.ts';
import type { Wanted, WantedReason } from './wire.ts';
import { useWords } from './words.ts';

export interface DecisionDrawerProps {
  readonly view: CaseView;
  readonly wanted: Wanted;
  readonly draft: DraftControl;
  readonly isBusy: boolean;
  readonly problem: ComponentChildren;
  readonly onSend: (sent: Sent) => void;
  readonly onClose: () => void;
}

/** Which field each fault belongs to. */
const fieldOf: Readonly<Record<DraftFault, string>> = {
  pickReason: 'reason-0',
  tooManyReasons: 'reason-0',
  pickItem: 'item-0',
  tooLong: 'draft-message',
  writeNote: 'draft-note',
  noteTooLong: 'draft-note',
};

const noFaults: readonly DraftFault[] = [];

export function DecisionDrawer(props: DecisionDrawerProps) {
  const { view, wanted, draft: kept, isBusy, problem, onSend, onClose } = props;
  const words = useWords();
  const [draft, setDraft] = useState(() => draftFor(wanted, kept.read()));
  const [faults, setFaults] = useState(noFaults);
  const [isAsking, setAsking] = useState(false);
  const rule = drawerRules[wanted];
  const reasons = wantedReasonsFor[wanted];
  const means: Partial<Record<Wanted, string>> = words.decide.means;
  const noteLabels: Partial<Record<Wanted, string>> = words.decide.noteNeeded;

  const write = (next: DecisionDraft): void => {
    setDraft(next);
    kept.write(next);
  };
  const change = (part: Partial<DecisionDraft>): void => write({ ...draft, ...part });
  const pick = (reason: WantedReason): void => write(pickReason(draft, reason));
  const send = (): void => {
    if (isBusy) return;
    const found = faultsOf(draft);
    setFaults(found);
    if (found.length > 0) return;
    if (wanted === 'revoke') setAsking(true);
    else onSend(toSent(draft));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const reason = digitChoice(event, reasons);
    if (reason !== null) pick(reason);
  };

  return (
    <Drawer title={words.decide.titles[wanted]} onKeyDown={onKeyDown} onSend={send} onClose={onClose}>
      {means[wanted] !== undefined && <p>{means[wanted]}</p>}
      {problem}
      <ErrorSummary
        title={words.decide.missing}
        finding={faults}
        items={faults.map((fault) => ({ fieldId: fieldOf[fault], text: words.decide[fault] }))}
      />
      <PickList
        name="reason"
        legend={rule.maxReasons === 1 ? words.decide.oneReason : words.decide.reasons}
        hint={words.decide.reasonsHint}
        isOne={rule.maxReasons === 1}
        options={reasons.map((reason) => [reason, words.wantedReasons[reason]] as const)}
        chosen={draft.reasons}
        hasDigits
        onToggle={pick}
      />
      <HeadcountNotice decision={wanted} reasons={draft.reasons} checks={view.checks} />
      {rule.hasItems && (
        <PickList
          name="item"
          legend={words.decide.items}
          options={itemsFor(view).map((item) => [item, words.items[item]] as const)}
          chosen={draft.items}
          onToggle={(item) => change({ items: toggle(draft.items, item) })}
        />
      )}
      {rule.hasMessage && (
        <>
          <DraftText
            id="draft-message"
            label={words.decide.message}
            hint={words.decide.messageHint(words.languages[view.language])}
            lang={view.language}
            value={draft.message}
            onInput={(message) => change({ message })}
          />
          <ApplicantPreview language={view.language} draft={draft} />
        </>
      )}
      <DraftText
        id="draft-note"
        label={noteLabels[wanted] ?? words.decide.note}
        hint={words.decide.noteHint}
        value={draft.note}
        onInput={(note) => change({ note })}
      />
      <p class={kept.fate === 'not-kept' ? 'notice notice-warn' : 'hint'} role="status">
        {wanted === 'revoke' ? words.decide.keptHere : words.decide.fates[kept.fate]}
      </p>
      <div class="drawer-ways">
        <Button kind={wanted === 'revoke' ? 'danger' : 'main'} type="submit" isBusy={isBusy}>
          {isBusy ? words.decide.submitting : words.decide.submit[wanted]}
        </Button>
        <Button onClick={onClose}>{words.decide.cancel}</Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title={words.revocation.confirmTitle}
          means={words.revocation.confirmMeans}
          cancel={words.revocation.keep}
          confirm={words.revocation.confirm}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            onSend(toSent(draft));
          }}
        />
      )}
    </Drawer>
  );
}

/** The option that a number key stands for, or null. */
function digitChoice<Value>(event: KeyboardEvent, options: readonly Value[]): Value | null {
  if (!areShortcutsOn() || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return null;
  return /^[1-9]$/.test(event.key) ? (options[Number(event.key) - 1] ?? null) : null;
}
