// What is being written in a drawer: nothing chosen at first, then checked, then sent. Pure.
import type { DecisionBody } from '../../server/contract/review.ts';
import type { EscalationBody } from '../../server/contract/decision.ts';
import type { DraftBody } from '../../server/contract/draft.ts';
import type { RevocationBody } from '../../server/contract/revocation.ts';
import type { Decision, JourneyItem, Wanted, WantedReason } from './wire.ts';

export interface DecisionDraft {
  readonly decision: Wanted;
  readonly reasons: readonly WantedReason[];
  readonly items: readonly JourneyItem[];
  readonly message: string;
  readonly note: string;
}

export interface DrawerRule {
  readonly maxReasons: number;
  readonly hasItems: boolean;
  /** Whether the applicant can be written to. */
  readonly hasMessage: boolean;
  readonly isNoteNeeded: boolean;
}

const deciding: DrawerRule = { maxReasons: 5, hasItems: false, hasMessage: true, isNoteNeeded: false };

export const drawerRules: Readonly<Record<Wanted, DrawerRule>> = {
  approve: deciding,
  refuse: deciding,
  'ask-again': { ...deciding, hasItems: true },
  escalate: { maxReasons: 1, hasItems: false, hasMessage: false, isNoteNeeded: true },
  revoke: { maxReasons: 1, hasItems: false, hasMessage: true, isNoteNeeded: true },
};

export const maxMessageCharacters = 1000;
export const maxNoteCharacters = 4000;

/** Goes on with what was written. For another step its texts are carried over, but no reason: each is chosen knowingly. */
export function draftFor(decision: Wanted, begun: DecisionDraft | null): DecisionDraft {
  if (begun?.decision === decision) return begun;
  return { decision, reasons: [], items: [], message: begun?.message ?? '', note: begun?.note ?? '' };
}

export function isEmpty({ reasons, items, message, note }: DecisionDraft): boolean {
  return reasons.length === 0 && items.length === 0 && message === '' && note === '';
}

/** Chosen becomes not chosen, and the other way round; the order of choosing is kept. */
export function toggle<Value>(chosen: readonly Value[], value: Value): readonly Value[] {
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
}

/** Where only one can be chosen, it takes the place of the one before. */
export function pickReason(draft: DecisionDraft, reason: WantedReason): DecisionDraft {
  const isOne = drawerRules[draft.decision].maxReasons === 1;
  return { ...draft, reasons: isOne ? [reason] : toggle(draft.reasons, reason) };
}

export type DraftFault =
  'pickReason' | 'tooManyReasons' | 'pickItem' | 'tooLong' | 'writeNote' | 'noteTooLong';

/** Everything that is missing or too much; empty when it can be sent. */
export function faultsOf(draft: DecisionDraft): readonly DraftFault[] {
  const { maxReasons, hasItems, hasMessage, isNoteNeeded } = drawerRules[draft.decision];
  const noteLength = draft.note.trim().length;
  const found: readonly (readonly [boolean, DraftFault])[] = [
    [draft.reasons.length === 0, 'pickReason'],
    [draft.reasons.length > maxReasons, 'tooManyReasons'],
    [hasItems && draft.items.length === 0, 'pickItem'],
    [hasMessage && draft.message.trim().length > maxMessageCharacters, 'tooLong'],
    [isNoteNeeded && noteLength === 0, 'writeNote'],
    [noteLength > maxNoteCharacters, 'noteTooLong'],
  ];
  return found.flatMap(([isSo, fault]) => (isSo ? [fault] : []));
}

/** What is sent for each step. Reasons fit the step, because only its own were offered. */
export type Sent =
  | { readonly kind: 'decision'; readonly body: DecisionBody }
  | { readonly kind: 'escalation'; readonly body: EscalationBody }
  | { readonly kind: 'revocation'; readonly body: RevocationBody };

/** Of a draft without faults. */
export function toSent(draft: DecisionDraft): Sent {
  const [message, note] = [draft.message.trim(), draft.note.trim()];
  const reason = draft.reasons[0];
  switch (draft.decision) {
    case 'escalate':
      return { kind: 'escalation', body: { reason: reason as EscalationBody['reason'], note } };
    case 'revoke':
      return { kind: 'revocation', body: { reason: reason as RevocationBody['reason'], message, note } };
    case 'approve':
    case 'refuse':
    case 'ask-again':
      return { kind: 'decision', body: decisionOf(draft, draft.decision, message, note) };
  }
}

function decisionOf(draft: DecisionDraft, decision: Decision, message: string, note: string): DecisionBody {
  const reasons = [...draft.reasons] as DecisionBody['reasons'];
  return { decision, reasons, items: drawerRules[decision].hasItems ? [...draft.items] : [], message, note };
}

/** What the server keeps; null for nothing, and for what it does not keep. */
export function toKept(draft: DecisionDraft): DraftBody | null {
  if (draft.decision === 'revoke' || isEmpty(draft)) return null;
  return { ...draft, reasons: [...draft.reasons], items: [...draft.items] } as DraftBody;
}
