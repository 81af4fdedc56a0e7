// The receipt under an alias: the original's, as it verifies now, told at the alias's times.
import { createHash } from 'node:crypto';
import type { CaseView } from '../../contract/review.ts';
import { movedTime } from '../../domain/quality-task.ts';
import { statementLabel } from '../../domain/statement.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import type { Vault } from '../../ports/vault.ts';
import type { Alias } from './alias.ts';

export type SeeReceipt = (row: ApplicationRow) => Promise<CaseView['receipt']>;

interface Behind {
  readonly database: Database;
  readonly vault: Vault;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The file stays with the original, whose identifier is in it; open cases show none either. */
export function aliasReceipt(
  original: Behind & { readonly seeReceipt: SeeReceipt },
  shown: Behind,
  { task }: Alias,
): SeeReceipt {
  return async (row) => {
    const session = await shown.database.liveness.newest(row.id, 'complete');
    const kept = await original.database.applications.find(task.applicationId);
    const receipt = session && kept && (await original.seeReceipt(kept));
    if (session === null || kept === null || receipt === null) return null;
    const { said } = receipt;
    if (said === null) return { ...receipt, hasFile: false };
    const statementOf = ({ vault }: Behind, owner: ApplicationRow): Promise<string> =>
      vault.openText(owner, statementLabel(session.id), session.statementSealed);
    const isOfStatement = said.statementSha256 === sha256(await statementOf(original, kept));
    return {
      ...receipt,
      hasFile: false,
      said: {
        ...said,
        signedAt: movedTime(task, new Date(said.signedAt)).toISOString(),
        statementSha256: isOfStatement ? sha256(await statementOf(shown, row)) : said.statementSha256,
      },
    };
  };
}
