// Lets a reviewer look at pieces of evidence: says why in the trail, and hands out an address for each that opens once.
import { createHash } from 'node:crypto';
import type { EvidenceAddresses, OpenEvidenceBody } from '../../contract/evidence.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { isReasonIn } from '../../domain/evidence-reason.ts';
import { evidencePassLifetimeMs } from '../../domain/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { EvidencePasses } from '../../ports/evidence-passes.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { Random } from '../../ports/random.ts';

export interface OpenEvidenceDeps {
  /** What the case lies in. */
  readonly database: Database;
  readonly passes: EvidencePasses;
  readonly clock: Clock;
  readonly random: Random;
}

export const passSha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Of what was never submitted there is nothing to see; nobody sees the pictures of their own case. */
export async function demandSeen(
  database: Database,
  id: ApplicationId,
  reviewerId: string,
): Promise<{ readonly state: Parameters<typeof isReasonIn>[0] }> {
  const application = await database.applications.find(id);
  if (application === null || application.round === 0) throw new DomainError('not-found');
  if (await database.links.isLinked(reviewerId, id)) throw new DomainError('own-case');
  return application;
}

/** Pieces that are not there (any more) are left out; none at all is `not-found`. The looks are on record before the answer. */
export async function openEvidence(
  { database, passes, clock, random }: OpenEvidenceDeps,
  id: ApplicationId,
  reviewerId: string,
  { reason, evidenceIds }: OpenEvidenceBody,
): Promise<EvidenceAddresses> {
  const { state } = await demandSeen(database, id, reviewerId);
  if (!isReasonIn(state, reason)) throw new DomainError('event-not-possible', { state });
  const wanted = [...new Set(evidenceIds)];
  const found = await Promise.all(wanted.map((evidenceId) => database.evidence.find(id, evidenceId)));
  const pieces = found.filter((piece): piece is EvidenceRow => piece !== null);
  if (pieces.length === 0) throw new DomainError('not-found');
  const at = clock.now();
  const expiresAt = new Date(at.getTime() + evidencePassLifetimeMs);
  const opened = pieces.map((piece) => ({
    piece,
    secret: Buffer.from(random.bytes(32)).toString('base64url'),
  }));
  await passes.add(
    opened.map(({ piece, secret }) => ({
      sha256: passSha256(secret),
      applicationId: id,
      evidenceId: piece.id,
      reviewerId,
      expiresAt,
    })),
  );
  await database.transaction((tx) =>
    tx.audit.append(
      ...pieces.map(
        ({ id: evidenceId, kind }) =>
          ({
            type: 'evidence.viewed',
            applicationId: id,
            actor: { kind: 'reviewer', reviewerId },
            at,
            data: { evidenceId, kind, reason },
          }) as const,
      ),
    ),
  );
  return {
    expiresAt: expiresAt.toISOString(),
    addresses: opened.map(({ piece, secret }) => ({
      evidenceId: piece.id,
      address: `/api/review/evidence/${secret}`,
    })),
  };
}
