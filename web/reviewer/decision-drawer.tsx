// Where a step is written: reasons, what to do again, words to the applicant, a note. Nothing is chosen for anybody.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
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
import { proposalsFor, withSentence } from './proposal.ts';
import { Proposals } from './proposals.tsx';
import { itemsFor, wantedReasonsFor } from './reason-choice.ts';
import { ReasonPicker } from './reason-picker.tsx';
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
  const search = useRef<HTMLInputElement>(null);
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
  const sentences = rule.hasMessage ? proposalsFor(view.language, draft.reasons, draft.message) : [];
  const insert = (sentence: string): void => change({ message: withSentence(draft.message, sentence) });
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = drawerKey(event, {
      '/': () => search.current?.focus(),
      i: () => sentences[0] !== undefined && insert(sentences[0]),
      ...Object.fromEntries(reasons.map((reason, index) => [String(index + 1), () => pick(reason)])),
    });
    if (act === undefined) return;
    event.preventDefault();
    act();
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
      <ReasonPicker
        options={reasons}
        chosen={draft.reasons}
        isOne={rule.maxReasons === 1}
        searchRef={search}
        onPick={pick}
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
          <Proposals
            language={view.language}
            sentences={sentences}
            onInsert={(sentence) => {
              insert(sentence);
              document.getElementById('draft-message')?.focus(); // the button goes; the words can be changed
            }}
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

/** What a single key does while nothing is being typed. */
function drawerKey<Act>(event: KeyboardEvent, acts: Partial<Record<string, Act>>): Act | undefined {
  if (!areShortcutsOn() || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey)
    return undefined;
  return acts[event.key];
}
