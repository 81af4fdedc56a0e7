// Finds applications by what somebody says on the phone: their number, its beginning, or how an ID number ends.
import type { SearchView } from '../../contract/queue.ts';
import { applicationIdPattern, type ApplicationId } from '../../domain/application.ts';
import type { CaseRow } from '../../ports/review-records.ts';
import type { Vault } from '../../ports/vault.ts';
import { queueEntry } from './queue-entry.ts';
import { readerAt, type QueueDeps } from './read-queue.ts';

const mostFound = 20;

const lastFourPattern = /^\d{3}[\dXx]$/;

async function byLastFour(
  { database, vault }: SearchDeps,
  text: string,
  now: Date,
): Promise<readonly CaseRow[]> {
  if (!lastFourPattern.test(text)) return [];
  // more than are shown: drafts are among them, which are nobody's business
  const ids = await database.subjectKeys.findByLastFour(await vault.lastFourKey(text), 5 * mostFound);
  return database.queue.findCases(ids, now, mostFound);
}

async function byNumber({ database }: SearchDeps, text: string, now: Date): Promise<readonly CaseRow[]> {
  if (applicationIdPattern.test(text))
    return database.queue.findCases([text as ApplicationId], now, mostFound);
  return database.queue.findByShortForm(text.replace(/^a_/, ''), now, mostFound);
}

export type SearchDeps = QueueDeps & { readonly vault: Vault };

/** That somebody looked for the end of an ID number is put on record, without the number. */
export async function searchCases(deps: SearchDeps, reviewerId: string, text: string): Promise<SearchView> {
  const reader = await readerAt(deps, reviewerId);
  const numbered = await byNumber(deps, text, reader.now);
  const ending = await byLastFour(deps, text, reader.now);
  if (lastFourPattern.test(text))
    await deps.database.transaction((tx) =>
      tx.audit.append({
        type: 'case.searched',
        applicationId: null,
        actor: { kind: 'reviewer', reviewerId },
        at: reader.now,
        data: { by: 'id-number-ending', found: ending.length },
      }),
    );
  const known = new Set(numbered.map(({ applicationId }) => applicationId));
  const rows = [...numbered, ...ending.filter(({ applicationId }) => !known.has(applicationId))];
  return { cases: rows.map((row) => queueEntry(row, reader)) };
}
