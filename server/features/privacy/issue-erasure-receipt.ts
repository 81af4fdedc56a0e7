// Signs what was taken back and erased of one application, out of its audit trail.
import { createHash } from 'node:crypto';
import type { ApplicationId } from '../../domain/application.ts';
import { erasureFactsOf, type ErasureReceipt } from '../../domain/erasure-receipt.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Signatures } from '../../ports/signatures.ts';

export interface ErasureReceiptDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly signatures: Pick<Signatures, 'sign'>;
  /** Stands in the receipt as who signed it. */
  readonly publicUrl: string;
}

/** Throws `not-found` while nothing was taken back or erased. */
export async function issueErasureReceipt(
  deps: ErasureReceiptDeps,
  id: ApplicationId,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const { database, clock, signatures, publicUrl } = deps;
  const text = await database.transaction(async (tx) => {
    const facts = erasureFactsOf(id, await tx.audit.of(id));
    if (facts === null) throw new DomainError('not-found');
    const at = clock.now();
    const claims: ErasureReceipt = { iss: publicUrl, iat: Math.floor(at.getTime() / 1000), ...facts };
    const signed = await signatures.sign('erasure', claims);
    await tx.signingKeys.keep(signed.key, at);
    await tx.audit.append({
      type: 'erasure-receipt.issued',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: { sha256: createHash('sha256').update(signed.text).digest('hex') },
    });
    return signed.text;
  });
  return { bytes: Buffer.from(text, 'ascii'), fileName: `portcullis-erasure-${id}.jws` };
}
