// The signed list of admissions that were taken back, for whoever holds statements and does not ask about each.
import {
  revocationListLifetimeMs,
  revocationListVersion,
  type RevocationList,
} from '../../domain/admission-statement.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Stores } from '../../ports/database.ts';
import type { Signatures } from '../../ports/signatures.ts';

export interface RevocationDeps {
  readonly database: Stores;
  readonly clock: Clock;
  readonly signatures: Pick<Signatures, 'sign'>;
  readonly publicUrl: string;
}

/** Signed anew with every question: its time says how fresh it is. */
export async function listRevocations(
  deps: RevocationDeps,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const now = deps.clock.now();
  const iat = Math.floor(now.getTime() / 1000);
  const revoked = await deps.database.statements.revoked(now);
  const claims: RevocationList = {
    iss: deps.publicUrl,
    iat,
    exp: iat + revocationListLifetimeMs / 1000,
    version: revocationListVersion,
    revoked: revoked.map(({ applicationId, revokedAt, until }) => ({
      sub: applicationId,
      revokedAt: revokedAt.toISOString(),
      until: until.toISOString(),
    })),
  };
  const { text } = await deps.signatures.sign('revocations', claims);
  return { bytes: Buffer.from(text, 'ascii'), fileName: 'portcullis-revocations.jws' };
}
