// Who holds a case and for whom it is kept, as one reviewer sees it.
import type { CaseView } from '../../contract/review.ts';
import type { CaseRow } from '../../ports/review-records.ts';

export function claimView(claim: CaseRow['claim'], reviewerId: string): CaseView['claim'] {
  if (claim === null) return null;
  const { takenFrom } = claim;
  return {
    isMine: claim.reviewerId === reviewerId,
    by: claim.name,
    until: claim.until.toISOString(),
    takenFrom:
      takenFrom === null
        ? null
        : {
            isMe: takenFrom.reviewerId === reviewerId,
            by: takenFrom.name,
            at: claim.claimedAt.toISOString(),
          },
  };
}

export function keptForView(keptFor: CaseRow['keptFor'], reviewerId: string): CaseView['keptFor'] {
  if (keptFor === null) return null;
  return {
    isMe: keptFor.reviewerId === reviewerId,
    by: keptFor.name,
    until: keptFor.until.toISOString(),
  };
}
