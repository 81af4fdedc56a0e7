// Marks the folder for evidence when it is first used, and never a second time: later, one without a mark is another one.
import type { Database } from '../../ports/database.ts';
import type { EvidenceFolder } from '../../ports/evidence-folder.ts';

export interface ClaimDeps {
  readonly database: Pick<Database, 'marks' | 'evidence'>;
  readonly folder: EvidenceFolder;
}

/** Of a folder from before there were marks. Ids are drawn by chance: the first by id are any. */
const sampled = 20;

async function mayMark({ database, folder }: ClaimDeps): Promise<boolean> {
  if (await database.marks.hasMarkedFolder()) return false;
  const kept = await database.evidence.keptAfter('', sampled);
  const there = (await Promise.all(kept.map((piece) => folder.holds(piece)))).filter(Boolean).length;
  // one may be lost; a folder that was written to while the disk was away has the newest alone
  return there * 2 >= kept.length;
}

/** False: it is not there, or not the one. To be asked outside of transactions: it asks the database. */
export async function claimFolder(deps: ClaimDeps): Promise<boolean> {
  const { database, folder } = deps;
  if (!(await folder.isMarked())) {
    if (!(await mayMark(deps))) return false;
    await folder.mark();
  }
  // only now: a note without a mark would shut the folder out
  if (!(await database.marks.hasMarkedFolder())) await database.marks.noteMarkedFolder();
  return true;
}
