// A decision while it is being written: nothing chosen at first, then checked, then sent.
import type { DecisionBody } from '../../server/contract/review.ts';
import type { Decision, JourneyItem, ReviewReason } from './wire.ts';

export interface DecisionDraft {
  readonly decision: Decision;
  readonly reasons: readonly ReviewReason[];
  readonly items: readonly JourneyItem[];
  readonly message: string;
  readonly note: string;
}

/** The texts that survive a reload. Reasons do not: each is chosen knowingly. */
export interface DraftTexts {
  readonly message: string;
  readonly note: string;
}

export const noTexts: DraftTexts = { message: '', note: '' };
export const maxReasons = 5;
export const maxMessageCharacters = 1000;
export const maxNoteCharacters = 4000;

export function emptyDraft(decision: Decision, texts: DraftTexts): DecisionDraft {
  return { decision, reasons: [], items: [], message: texts.message, note: texts.note };
}

/** Chosen becomes not chosen, and the other way round; the order of choosing is kept. */
export function toggle<Value>(chosen: readonly Value[], value: Value): readonly Value[] {
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
}

export type DraftFault = 'pickReason' | 'tooManyReasons' | 'pickItem' | 'tooLong' | 'noteTooLong';

/** Everything that is missing or too much; empty when it can be sent. */
export function faultsOf(draft: DecisionDraft): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.reasons.length === 0) faults.push('pickReason');
  if (draft.reasons.length > maxReasons) faults.push('tooManyReasons');
  if (draft.decision === 'ask-again' && draft.items.length === 0) faults.push('pickItem');
  if (draft.message.trim().length > maxMessageCharacters) faults.push('tooLong');
  if (draft.note.trim().length > maxNoteCharacters) faults.push('noteTooLong');
  return faults;
}

export function toBody(draft: DecisionDraft): DecisionBody {
  return {
    decision: draft.decision,
    reasons: [...draft.reasons],
    items: draft.decision === 'ask-again' ? [...draft.items] : [],
    message: draft.message.trim(),
    note: draft.note.trim(),
  };
}
