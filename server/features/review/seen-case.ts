// Which applications are a reviewer's business at all.
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { isUnwilling } from '../../domain/withdrawal.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import type { EndingRow } from '../../ports/endings.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import { hasCase } from './read-endings.ts';

export interface SeenCase {
  readonly row: ApplicationRow;
  /** Null when it was never submitted. */
  readonly found: CaseRow | null;
  readonly ended: EndingRow | null;
}

/**
 * Throws `not-found` for what was never submitted, unless somebody ended it who was not willing; `own-case` for a case
 * that the reviewer has a part in.
 */
export async function seenCase(
  database: Database,
  id: ApplicationId,
  reviewerId: string,
  now: Date,
): Promise<SeenCase> {
  const row = await database.applications.find(id);
  const found = await database.reviews.findCase(id, now);
  const ended = row?.state === 'withdrawn' ? await database.endings.find(id) : null;
  const isToBeSeen = found !== null || (ended !== null && isUnwilling(ended.reason) && hasCase(ended));
  if (row === null || !isToBeSeen) throw new DomainError('not-found');
  if (await database.links.isLinked(reviewerId, id)) throw new DomainError('own-case');
  if (row.identityLockedAt !== null) throw new DomainError('case-locked');
  return { row, found, ended };
}
