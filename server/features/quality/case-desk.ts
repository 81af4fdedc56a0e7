// Chooses what the desk works on for an identifier: the database itself, or what lies behind an alias.
import type { ApplicationId } from '../../domain/application.ts';
import { movedStatement } from '../../domain/quality-task.ts';
import { sessionOfLabel } from '../../domain/statement.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import type { Owner, Vault } from '../../ports/vault.ts';
import { aliasReceipt, type SeeReceipt } from './alias-receipt.ts';
import { aliasDatabase } from './alias-stores.ts';
import { only, type Alias } from './alias.ts';

export interface CaseDesk {
  readonly database: Database;
  readonly vault: Vault;
  readonly jobs: Jobs;
  /** What the receipt of an application says and whether it verifies; null where there is none. */
  readonly seeReceipt: SeeReceipt;
}

export type ChooseCaseDesk = (
  id: ApplicationId,
  reviewer: Pick<Reviewer, 'id' | 'name'> | null,
) => Promise<CaseDesk>;

/** Opens what belongs to the original, and seals nothing. */
function aliasVault({ vault, database }: Pick<CaseDesk, 'vault' | 'database'>, { task }: Alias): Vault {
  const kept = (owner: Owner): Owner =>
    owner.id === task.alias ? { ...owner, id: task.applicationId } : owner;
  return only<Vault>('vault', {
    openDeclaration: (owner, sealed) => vault.openDeclaration(kept(owner), sealed),
    openText: async (owner, label, sealed) => {
      const text = await vault.openText(kept(owner), label, sealed);
      const session = await database.liveness.find(task.applicationId, sessionOfLabel(label) ?? '');
      return session === null ? text : movedStatement(task, text, session.openedAt);
    },
    getMedia: (owner, piece) => vault.getMedia(kept(owner), piece),
    subjectKeys: (declaration) => vault.subjectKeys(declaration),
    lastFourKey: (lastFour) => vault.lastFourKey(lastFour),
  });
}

/** Settling is all that is queued under an alias: whatever else a decision would set off, nobody hears of it. */
function aliasJobs(jobs: Jobs): Jobs {
  return only<Jobs>('jobs', {
    enqueue: async (tx, name, data, when) => {
      if (name === 'settle-decision') await jobs.enqueue(tx, name, data, when);
    },
  });
}

/**
 * One look-up for every identifier, whatever it is, so that the time of an answer does not tell. To anybody but the one
 * it was given to, and before its time, an alias is an identifier that nobody knows. `reviewer` is null for the job.
 */
export function createCaseDesk(desk: CaseDesk, clock: Clock): ChooseCaseDesk {
  return async (id, reviewer) => {
    const task = await desk.database.qualityTasks.find(id);
    if (task === null || task.visibleAt > clock.now()) return desk;
    if (reviewer !== null && reviewer.id !== task.reviewerId) return desk;
    const alias = { task, reviewer: reviewer ?? { id: task.reviewerId, name: '' } };
    const shown = { database: aliasDatabase(desk.database, alias), vault: aliasVault(desk, alias) };
    return { ...shown, jobs: aliasJobs(desk.jobs), seeReceipt: aliasReceipt(desk, shown, alias) };
  };
}
