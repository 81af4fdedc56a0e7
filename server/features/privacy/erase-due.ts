// Erases what is kept about people once its time is over, and leaves proof of it in the trail.
import type { ApplicationId } from '../../domain/application.ts';
import { erasureRules, kindsOf } from '../../domain/erasure.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { DuePiece } from '../../ports/evidence-records.ts';
import type { Vault } from '../../ports/vault.ts';

export interface EraseDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}

const batchSize = 200;
const actor = { kind: 'system' } as const;

/** Media first, then the record: interrupted in between, the next run finds nothing to erase and says so. */
async function erasePiece({ database, vault, clock }: EraseDeps, piece: DuePiece): Promise<void> {
  const { id: evidenceId, applicationId, kind, sha256 } = piece;
  const owner = await database.applications.find(applicationId);
  if (owner === null) return;
  await vault.eraseMedia(owner, evidenceId);
  const at = clock.now();
  await database.transaction(async (tx) => {
    if (!(await tx.evidence.markErased(evidenceId, at))) return;
    // a template tells as much as the face it was made from
    if (kindsOf.face.includes(kind)) await tx.liveness.forget(applicationId, 'templates');
    const data = { evidenceId, kind, sha256 };
    await tx.audit.append({ type: 'evidence.erased', applicationId, actor, at, data });
  });
}

/** Name, number and everything else that was declared, with what finds it and the statements that repeat the name. */
async function eraseDeclaration({ database, clock }: EraseDeps, applicationId: ApplicationId): Promise<void> {
  const at = clock.now();
  await database.transaction(async (tx) => {
    await tx.applications.save(applicationId, { declarationSealed: null });
    await tx.liveness.forget(applicationId, 'statements');
    await tx.audit.append({ type: 'declaration.erased', applicationId, actor, at, data: {} });
  });
}

export async function eraseDue(deps: EraseDeps, signal: AbortSignal): Promise<void> {
  const { database, clock } = deps;
  for (const piece of await database.evidence.due(erasureRules, clock.now(), batchSize)) {
    signal.throwIfAborted();
    await erasePiece(deps, piece);
  }
  const ofDocuments = erasureRules.filter(({ evidence }) => evidence === 'document');
  for (const id of await database.applications.withDueDeclaration(ofDocuments, clock.now(), batchSize)) {
    signal.throwIfAborted();
    await eraseDeclaration(deps, id);
  }
}
