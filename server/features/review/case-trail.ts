// The audit trail of one case, as far as a reviewer may see it.
import type { CaseView } from '../../contract/review.ts';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { isCaseEvent } from '../../domain/case-event.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';

const actorView = (actor: AuditEvent['actor']): CaseView['trail'][number]['actor'] => ({
  kind: actor.kind,
  reviewerId: actor.kind === 'reviewer' ? actor.reviewerId : null,
});

/** Entries that tell what a colleague decided, or nearly did, on a case that waits for another person. */
const isOfDecision = (entry: AuditEntry): boolean =>
  entry.type === 'review.decided' ||
  entry.type === 'review.undone' ||
  (entry.type === 'gate.decided' && entry.data.basis === 'reviewers');

/** `isBlind`: what was decided in this round is not to be seen; earlier rounds are. */
export function trailView(
  entries: readonly AuditEntry[],
  round: number,
  isBlind: boolean,
): CaseView['trail'] {
  const isHidden = (entry: AuditEntry): boolean =>
    isBlind && isOfDecision(entry) && (entry.data as { round: number }).round === round;
  return entries.flatMap((entry) => {
    const { at, type, actor } = entry;
    return isCaseEvent(type) && !isHidden(entry)
      ? [{ at: at.toISOString(), type, actor: actorView(actor) }]
      : [];
  });
}
