// Applications that were ended by people who were not willing: what a reviewer should know of, though it never comes to them.
import type { EndingsView } from '../../contract/review-endings.ts';
import { unwillingReasons } from '../../domain/withdrawal.ts';
import type { Database } from '../../ports/database.ts';
import type { EndingRow } from '../../ports/endings.ts';

const shownEndings = 100;

/** Whether the case of this ending has anything to show. */
export const hasCase = ({ round, hasDeclaration }: EndingRow): boolean => round > 0 || hasDeclaration;

export async function readEndings({ database }: { database: Database }): Promise<EndingsView> {
  const rows = await database.endings.newest(unwillingReasons, shownEndings);
  return {
    endings: rows.map((row) => ({
      applicationId: row.applicationId,
      reason: row.reason,
      at: row.at.toISOString(),
      path: row.path,
      language: row.language,
      subjectKind: row.subjectKind,
      wasSubmitted: row.round > 0,
      hasCase: hasCase(row),
    })),
  };
}
