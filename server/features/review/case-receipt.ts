// The receipt of the statement of will, for the reviewer: what it says, whether it verifies, and the file itself.
import { createHash } from 'node:crypto';
import { receiptClaims } from '../../contract/receipt.ts';
import type { CaseView } from '../../contract/review.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { differenceBetween, receiptFactsOf } from '../../domain/receipt.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Signatures } from '../../ports/signatures.ts';
import type { Vault } from '../../ports/vault.ts';
import { statementOf } from './case-capture.ts';
import { seenCase } from './seen-case.ts';

export interface ReceiptDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'publicKeys'>;
  readonly signatures: Pick<Signatures, 'verify'>;
  readonly marketplace: string;
}

type ReceiptView = NonNullable<CaseView['receipt']>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An alias has no file to show that would not name its original: while anybody decides, no case shows one. */
const isFileOut = ({ state }: ApplicationRow): boolean => state !== 'in_review';

/** Verified anew at each look, against the keys and the rows of this moment. Null where there is no receipt. */
export async function receiptOf(deps: ReceiptDeps, row: ApplicationRow): Promise<ReceiptView | null> {
  const { database, vault, keys, signatures, marketplace } = deps;
  const session = await database.liveness.newest(row.id, 'complete');
  if (session?.receipt == null) return null;
  const known = [...(await keys.publicKeys()), ...(await database.signingKeys.all())];
  const verdict = signatures.verify('receipt', session.receipt, known);
  const claims = receiptClaims.safeParse(verdict.claims);
  const said = claims.success
    ? {
        signedAt: new Date(claims.data.iat * 1000).toISOString(),
        issuer: claims.data.iss,
        statementSha256: claims.data.statement.sha256,
        frames: claims.data.frames.count,
      }
    : null;
  const view = { sessionId: session.id, said, hasFile: isFileOut(row) };
  if (!verdict.isSigned) return { ...view, verdict: 'not-signed', fault: verdict.fault };
  const bestFrame = (await database.evidence.current(row.id)).find(({ kind }) => kind === 'best-frame');
  const facts = receiptFactsOf(
    {
      session,
      frames: await database.liveness.frames(session.id),
      statement: await statementOf(vault, row, session),
      marketplace,
      bestFrameSha256: bestFrame?.sha256 ?? '',
    },
    sha256,
  );
  if (!claims.success || facts === null) return { ...view, verdict: 'differs', fault: 'unreadable' };
  const difference = differenceBetween(claims.data, facts);
  return difference === null
    ? { ...view, verdict: 'verified', fault: null }
    : { ...view, verdict: 'differs', fault: difference };
}

/** The look is on record before the file leaves. */
export async function viewReceipt(
  { database, clock }: Pick<ReceiptDeps, 'database' | 'clock'>,
  id: ApplicationId,
  reviewerId: string,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const { row } = await seenCase(database, id, reviewerId, clock.now());
  if (!isFileOut(row)) throw new DomainError('event-not-possible', { state: row.state });
  const session = await database.liveness.newest(id, 'complete');
  if (session?.receipt == null) throw new DomainError('not-found');
  await database.transaction((tx) =>
    tx.audit.append({
      type: 'receipt.viewed',
      applicationId: id,
      actor: { kind: 'reviewer', reviewerId },
      at: clock.now(),
      data: { sessionId: session.id },
    }),
  );
  return { bytes: Buffer.from(session.receipt, 'ascii'), fileName: `portcullis-receipt-${session.id}.jws` };
}
