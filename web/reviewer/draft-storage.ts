// Holds in this tab what is being written until the server has it: no reload, lost connection or ended session loses it.
import type { DecisionDraft } from './decision-draft.ts';

/** Whose draft of which submission. */
export interface DraftPlace {
  readonly reviewerId: string;
  readonly applicationId: string;
  readonly round: number;
}

const keyOf = ({ reviewerId, applicationId, round }: DraftPlace): string =>
  `portcullis-draft-${reviewerId}-${applicationId}-${round}`;

export function readHeld(place: DraftPlace): DecisionDraft | null {
  try {
    const held: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null');
    return isDraft(held) ? held : null;
  } catch {
    return null; // storage closed, or not ours
  }
}

/** Null forgets it. */
export function hold(place: DraftPlace, draft: DecisionDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(place));
    else sessionStorage.setItem(keyOf(place), JSON.stringify(draft));
  } catch {
    // storage closed: it lasts as long as the page
  }
}

function isDraft(value: unknown): value is DecisionDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { decision, reasons, items, message, note } = value as Partial<Record<keyof DecisionDraft, unknown>>;
  return (
    [decision, message, note].every((text) => typeof text === 'string') &&
    Array.isArray(reasons) &&
    Array.isArray(items)
  );
}
