// Hands pictures out: the applicant's own photos to the applicant, one piece to the reviewer who was let look at it.
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { PhotoKind } from '../../domain/evidence.ts';
import type { Database } from '../../ports/database.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { Vault } from '../../ports/vault.ts';
import { demandSeen } from './open-evidence.ts';

export interface ReadPhotoDeps {
  readonly database: Database;
  readonly vault: Vault;
}

interface Shown {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

async function show(deps: ReadPhotoDeps, piece: EvidenceRow): Promise<Shown> {
  const owner = await deps.database.applications.find(piece.applicationId);
  if (owner === null) throw new DomainError('not-found');
  return { bytes: await deps.vault.getMedia(owner, piece), mediaType: piece.mediaType };
}

export async function readMyPhoto(deps: ReadPhotoDeps, id: ApplicationId, kind: PhotoKind): Promise<Shown> {
  const piece = (await deps.database.evidence.current(id)).find((one) => one.kind === kind);
  if (piece === undefined) throw new DomainError('not-found');
  return show(deps, piece);
}

/** The look was put on record when its address was handed out. */
export async function viewEvidence(
  deps: ReadPhotoDeps,
  id: ApplicationId,
  evidenceId: string,
  reviewerId: string,
): Promise<Shown> {
  await demandSeen(deps.database, id, reviewerId);
  const piece = await deps.database.evidence.find(id, evidenceId);
  if (piece === null) throw new DomainError('not-found');
  return show(deps, piece);
}
