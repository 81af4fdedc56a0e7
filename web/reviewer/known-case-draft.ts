// What is being written to mark a known case, and what is still missing in it. Pure.
import type { KnownCaseBody } from '../../server/contract/quality.ts';
import type { KnownCasesStrings } from '../shared/strings/known-cases.zh-CN.ts';
import type { SummaryItem } from '../shared/ui/ErrorSummary.tsx';
import type { Decision, ReviewReason } from './wire.ts';

export interface KnownCaseDraft {
  readonly applicationId: string;
  readonly decision: Decision | null;
  readonly reasons: readonly ReviewReason[];
  readonly explanation: string;
}

export const emptyDraft: KnownCaseDraft = { applicationId: '', decision: null, reasons: [], explanation: '' };

export const fieldIds = {
  applicationId: 'known-application',
  decision: 'known-decision',
  reasons: 'known-reasons-0',
  explanation: 'known-explanation',
} as const;

export type DraftField = keyof typeof fieldIds;

/** In the order of the form; the server has the last word. */
export function missingIn(draft: KnownCaseDraft): readonly DraftField[] {
  const { applicationId, decision, reasons, explanation } = draft;
  const length = explanation.trim().length;
  const isMissing: Readonly<Record<DraftField, boolean>> = {
    applicationId: !/^a_[0-9A-Za-z]{22}$/.test(applicationId.trim()),
    decision: decision === null,
    reasons: decision !== null && (reasons.length < 1 || reasons.length > 5),
    explanation: length < 10 || length > 1000,
  };
  return (Object.keys(fieldIds) as DraftField[]).filter((field) => isMissing[field]);
}

export const missingWords = (field: DraftField, words: KnownCasesStrings): string =>
  ({
    applicationId: words.badId,
    decision: words.pickDecision,
    reasons: words.pickReason,
    explanation: words.shortExplanation,
  })[field];

export const summaryOf = (missing: readonly DraftField[], words: KnownCasesStrings): SummaryItem[] =>
  missing.map((field) => ({ fieldId: fieldIds[field], text: missingWords(field, words) }));

/** Null while something is missing. */
export function bodyOf(draft: KnownCaseDraft): KnownCaseBody | null {
  const { applicationId, decision, reasons, explanation } = draft;
  if (decision === null || missingIn(draft).length > 0) return null;
  return {
    applicationId: applicationId.trim(),
    decision,
    reasons: [...reasons],
    explanation: explanation.trim(),
  };
}
