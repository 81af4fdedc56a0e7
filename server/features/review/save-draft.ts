// Keeps what a reviewer has written so far of a decision, so that a reload or another device goes on with it.
import { draftBody, type DraftBody } from '../../contract/draft.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { seenCase } from './seen-case.ts';

/** Needs no claim: what was written when a claim ran out is not lost. */
export async function saveDraft(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  reviewerId: string,
  draft: DraftBody | null,
): Promise<void> {
  const { database, clock } = deps;
  const now = clock.now();
  const { row } = await seenCase(database, id, reviewerId, now);
  if (draft === null) return database.drafts.forget(id, reviewerId);
  if (row.state !== 'in_review') throw new DomainError('event-not-possible', { state: row.state });
  await database.drafts.put({ applicationId: id, reviewerId, round: row.round, body: draft, savedAt: now });
}

/** Null when there is none, or it is about an earlier submission. */
export async function draftOf(
  database: Database,
  id: ApplicationId,
  round: number,
  reviewerId: string,
): Promise<DraftBody | null> {
  const found = await database.drafts.find(id, reviewerId);
  if (found?.round !== round) return null;
  const draft = draftBody.safeParse(found.body);
  return draft.success ? draft.data : null;
}

const keptMs = 30 * 24 * 3_600_000;

/** What nobody came back to. */
export async function forgetOldDrafts({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): Promise<void> {
  await database.drafts.forgetBefore(new Date(clock.now().getTime() - keptMs));
}
