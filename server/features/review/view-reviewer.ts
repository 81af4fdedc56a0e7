// Who is signed in, with what the gate does now, as the head of the desk shows it.
import type { ReviewerView } from '../../contract/review.ts';
import { readMode } from '../../gate/mode.ts';
import { canHold, standingAfter } from '../../gate/standing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Reviewer } from '../../ports/reviewers.ts';

export async function viewReviewer(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { id, name, role }: Reviewer,
): Promise<ReviewerView> {
  const { mode } = readMode(await database.gateModes.current(), clock.now());
  const standing = standingAfter(await database.gateModes.changes());
  return { reviewerId: id, name, role, gateMode: mode, canHold: mode === 'live' || canHold(standing) };
}
