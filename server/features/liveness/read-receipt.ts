// Hands out the receipt of the capture that counts, and the keys that verify every receipt there ever was.
import type { KeySet } from '../../contract/receipt.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Database } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';

/** Throws `not-found` before there is one, and after it was erased. */
export async function readReceipt(
  { database }: { database: Database },
  id: ApplicationId,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const session = await database.liveness.newest(id, 'complete');
  if (session?.receipt == null) throw new DomainError('not-found');
  return { bytes: Buffer.from(session.receipt, 'ascii'), fileName: `portcullis-receipt-${session.id}.jws` };
}

/** The present key first, though it may not have signed yet; then those that did, of any generation and master key. */
export async function readSigningKeys(deps: { database: Database; keys: Keys }): Promise<KeySet> {
  const present = await deps.keys.signing();
  const before = (await deps.database.signingKeys.all()).filter(({ keyId }) => keyId !== present.keyId);
  return {
    keys: [present, ...before].map(({ keyId, publicJwk: { kty, crv, x } }) => ({
      kty,
      crv,
      x,
      kid: keyId,
      alg: 'EdDSA',
      use: 'sig',
    })),
  };
}
