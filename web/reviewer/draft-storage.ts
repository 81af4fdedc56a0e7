// Keeps the texts of a decision over a reload, in this tab only, until the decision is made.
import { noTexts, type DraftTexts } from './decision-draft.ts';

const keyOf = (applicationId: string): string => `portcullis-draft-${applicationId}`;

export function readTexts(applicationId: string): DraftTexts {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(applicationId)) ?? 'null');
    return isTexts(stored) ? { message: stored.message, note: stored.note } : noTexts;
  } catch {
    return noTexts; // storage closed, or not ours
  }
}

export function keepTexts(applicationId: string, texts: DraftTexts): void {
  try {
    if (texts.message === '' && texts.note === '') sessionStorage.removeItem(keyOf(applicationId));
    else sessionStorage.setItem(keyOf(applicationId), JSON.stringify(texts));
  } catch {
    // storage closed: the texts last as long as the page
  }
}

function isTexts(value: unknown): value is DraftTexts {
  if (typeof value !== 'object' || value === null) return false;
  const { message, note } = value as Partial<Record<keyof DraftTexts, unknown>>;
  return typeof message === 'string' && typeof note === 'string';
}
