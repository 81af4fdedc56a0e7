// Hands evidence out: the applicant's own photos to the applicant, everything to a reviewer, who leaves a trace.
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { PhotoKind } from '../../domain/evidence.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { Vault } from '../../ports/vault.ts';

export interface ReadPhotoDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}

interface Shown {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

async function show(deps: ReadPhotoDeps, piece: EvidenceRow): Promise<Shown> {
  const owner = await deps.database.applications.find(piece.applicationId);
  if (owner === null) throw new DomainError('not-found');
  return { bytes: await deps.vault.getMedia(owner, piece.id), mediaType: piece.mediaType };
}

export async function readMyPhoto(deps: ReadPhotoDeps, id: ApplicationId, kind: PhotoKind): Promise<Shown> {
  const piece = (await deps.database.evidence.current(id)).find((one) => one.kind === kind);
  if (piece === undefined) throw new DomainError('not-found');
  return show(deps, piece);
}

/** The look is on record before the picture leaves. */
export async function viewEvidence(
  deps: ReadPhotoDeps,
  id: ApplicationId,
  evidenceId: string,
  reviewerId: string,
): Promise<Shown> {
  const application = await deps.database.applications.find(id);
  const piece = await deps.database.evidence.find(id, evidenceId);
  // what was never submitted is no reviewer's business
  if (application === null || application.round === 0 || piece === null) throw new DomainError('not-found');
  if (await deps.database.links.isLinked(reviewerId, id)) throw new DomainError('own-case');
  await deps.database.transaction((tx) =>
    tx.audit.append({
      type: 'evidence.viewed',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at: deps.clock.now(),
      data: { evidenceId, kind: piece.kind },
    }),
  );
  return show(deps, piece);
}
