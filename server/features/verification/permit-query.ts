// Asks the ledger whether somebody elsewhere may be asked about the applicant, and writes the question down first.
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { QuerySource } from '../../ports/queries.ts';

/** `wantsFace`: a picture of the live face is there to be shown. What was granted an hour ago may be taken back by now. */
export type QueryPermit = (
  source: QuerySource,
  wantsFace: boolean,
) => Promise<'with-face' | 'without-face' | 'refused'>;

/** For one submission. Refused as well once it is no longer being checked. */
export function queryPermit(
  { database, clock }: { database: Database; clock: Clock },
  { id, round }: Pick<ApplicationRow, 'id' | 'round'>,
): QueryPermit {
  return (source, wantsFace) =>
    database.transaction(async (tx) => {
      const row = await tx.applications.lock(id);
      const consents = await tx.consents.current(id);
      if (row?.state !== 'checking' || consents['government-query'] !== 'granted') return 'refused';
      const showsFace = wantsFace && row.path === 'face' && consents.face === 'granted';
      await tx.queries.note({ applicationId: id, round, source, showsFace, at: clock.now() });
      return showsFace ? 'with-face' : 'without-face';
    });
}
