// The audit trail of one case, as far as a reviewer may see it.
import type { CaseView } from '../../contract/review.ts';
import type { AuditEvent } from '../../domain/audit-event.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';

const actorText = (actor: AuditEvent['actor']): string =>
  actor.kind === 'reviewer' ? `reviewer ${actor.reviewerId}` : actor.kind;

/** Entries that tell what a colleague decided, or nearly did, on a case that waits for another person. */
const isOfDecision = (entry: AuditEntry): boolean =>
  entry.type === 'review.decided' ||
  entry.type === 'review.undone' ||
  (entry.type === 'gate.decided' && entry.data.basis === 'reviewers');

/** Whether a decided case was given to colleagues once more is told to nobody: they may be one of them. */
const isOfQuality = ({ type }: AuditEntry): boolean =>
  type.startsWith('quality.') || type.startsWith('known-case.');

/** `isBlind`: what was decided in this round is not to be seen; earlier rounds are. */
export function trailView(
  entries: readonly AuditEntry[],
  round: number,
  isBlind: boolean,
): CaseView['trail'] {
  const isHidden = (entry: AuditEntry): boolean =>
    isBlind && isOfDecision(entry) && (entry.data as { round: number }).round === round;
  return entries
    .filter((entry) => !isHidden(entry) && !isOfQuality(entry))
    .map(({ at, type, actor }) => ({ at: at.toISOString(), type, actor: actorText(actor) }));
}
