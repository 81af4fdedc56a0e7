// Ends a capture that passed every step: the best frame is chosen, a receipt binds the statement to the frames.
import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { bestFrame } from '../../domain/best-frame.ts';
import { commitmentOf, saltBytes } from '../../domain/commitment.ts';
import type { FrameSignals } from '../../domain/liveness.ts';
import { receiptFactsOf, type Receipt } from '../../domain/receipt.ts';
import { statementLabel } from '../../domain/statement.ts';
import type { Stores } from '../../ports/database.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Random } from '../../ports/random.ts';
import type { Signatures } from '../../ports/signatures.ts';
import type { Vault } from '../../ports/vault.ts';

export interface CompleteCaptureDeps {
  readonly vault: Vault;
  readonly random: Random;
  readonly signatures: Pick<Signatures, 'sign'>;
  readonly marketplace: string;
  /** Stands in the receipt as who signed it. */
  readonly publicUrl: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function sharpnessOf(piece: EvidenceRow): number {
  return piece.measurements.find(({ name }) => name === 'sharpness')?.value ?? 0;
}

/** The best of the frames that were kept of the neutral step: later ones may be of a try that another person spoilt. */
async function bestKept(tx: Stores, session: LivenessSessionRow): Promise<EvidenceRow> {
  const kept = await tx.evidence.current(session.applicationId);
  const neutral = (await tx.liveness.frames(session.id)).filter(({ stepIndex }) => stepIndex === 0);
  const candidates = neutral.flatMap(({ evidenceId, signals }) => {
    const piece = kept.find(({ id, capture }) => id === evidenceId && capture?.sessionId === session.id);
    return piece === undefined
      ? []
      : [{ piece, signals: signals as FrameSignals, sharpness: sharpnessOf(piece) }];
  });
  const best = bestFrame(candidates);
  if (best === null) throw new Error('a completed capture has no frontal frame');
  return best.piece;
}

/** In the caller's transaction, after the session was saved. The best frame's media is written before its record. */
export async function completeCapture(
  deps: CompleteCaptureDeps,
  tx: Stores,
  session: LivenessSessionRow,
  at: Date,
  events: readonly AuditEvent[],
): Promise<void> {
  const id = session.applicationId;
  const owner = await tx.applications.lock(id);
  if (owner === null || session.agreement === null)
    throw new Error('a completed capture has an application, and was agreed to');
  const statement = await deps.vault.openText(owner, statementLabel(session.id), session.statementSealed);
  const best = await bestKept(tx, session);
  const piece = { id: deps.random.id('e'), kind: 'best-frame' } as const;
  const kept = await deps.vault.putMedia(owner, piece, await deps.vault.getMedia(owner, best));
  await tx.evidence.supersede(id, ['best-frame']);
  await tx.evidence.add({ ...best, ...piece, addedAt: at, ...kept });
  await tx.applications.save(id, { fix: owner.fix.filter(({ item }) => item !== 'liveness') });
  const frames = await tx.liveness.frames(session.id);
  const { marketplace, publicUrl } = deps;
  const facts = receiptFactsOf(
    { session, frames, statement, marketplace, bestFrameSha256: kept.sha256 },
    sha256,
  );
  if (facts === null) throw new Error('a completed capture has frames for each step');
  // one that was opened before there were salts gets one that lies in its receipt alone
  const salt = session.trailSalt ?? Buffer.from(deps.random.bytes(saltBytes)).toString('base64url');
  const claims: Receipt = { iss: publicUrl, iat: Math.floor(at.getTime() / 1000), salt, ...facts };
  const receipt = await deps.signatures.sign('receipt', claims);
  await tx.signingKeys.keep(receipt.key, at);
  await tx.liveness.save(session.id, { receipt: receipt.text });
  await tx.audit.append(...events, {
    type: 'liveness.completed',
    applicationId: id,
    actor: { kind: 'applicant' },
    at,
    data: {
      sessionId: session.id,
      agreement: session.agreement,
      receiptSha256: sha256(receipt.text),
      statementCommitment: commitmentOf(salt, statement, sha256),
      framesSha256: facts.frames.chain,
    },
  });
}
