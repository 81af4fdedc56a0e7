// Which decisions of a case a reviewer may see: those of this round only once they have made their own.
import type { CaseView } from '../../contract/review.ts';
import { maskWithin, type Telling } from '../../domain/case-field.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { ReviewRow } from '../../ports/review-records.ts';

export function hasDecided(
  row: ApplicationRow,
  decisions: readonly ReviewRow[],
  reviewerId: string,
): boolean {
  return decisions.some((one) => one.round === row.round && one.reviewerId === reviewerId);
}

/** A second reviewer decides blind. */
export function visibleDecisions(
  row: ApplicationRow,
  decisions: readonly ReviewRow[],
  reviewerId: string,
): readonly ReviewRow[] {
  if (row.state !== 'in_review' || hasDecided(row, decisions, reviewerId)) return decisions;
  return decisions.filter(({ round }) => round < row.round);
}

export function decisionView(one: ReviewRow, telling: Telling): CaseView['decisions'][number] {
  return {
    decisionId: one.id,
    round: one.round,
    by: one.reviewerName,
    decision: one.decision,
    reasons: [...one.reasons],
    items: [...one.items],
    message: maskWithin(one.message, telling),
    note: maskWithin(one.note, telling),
    at: one.at.toISOString(),
  };
}
