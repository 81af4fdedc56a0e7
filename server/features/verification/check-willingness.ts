// Willingness: did the person of the capture agree to this exact statement, with this name in it, and is that sealed?
import { createHash } from 'node:crypto';
import { receiptClaims } from '../../contract/receipt.ts';
import type { CheckReport, CheckResult } from '../../domain/check.ts';
import { differenceBetween, receiptFactsOf } from '../../domain/receipt.ts';
import { statementOf } from '../../domain/statement.ts';
import type { Database } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Signatures } from '../../ports/signatures.ts';
import { pieceOf, type CaseFacts } from './case-facts.ts';

export interface WillingnessDeps {
  readonly database: Pick<Database, 'signingKeys'>;
  readonly keys: Pick<Keys, 'publicKeys'>;
  readonly signatures: Pick<Signatures, 'verify'>;
  readonly marketplace: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The receipt verifies, and everything in it is what the rows of today say. */
async function isReceiptWhole(deps: WillingnessDeps, facts: CaseFacts): Promise<boolean> {
  const bestFrame = pieceOf(facts, 'best-frame');
  const { capture } = facts;
  if (capture === null || bestFrame === null || capture.session.receipt === null) return false;
  const keys = [...(await deps.keys.publicKeys()), ...(await deps.database.signingKeys.all())];
  const verdict = deps.signatures.verify('receipt', capture.session.receipt, keys);
  const claims = verdict.isSigned ? receiptClaims.safeParse(verdict.claims) : null;
  const expected = receiptFactsOf(
    { ...capture, marketplace: deps.marketplace, bestFrameSha256: bestFrame.sha256 },
    sha256,
  );
  // the best frame is one of the capture's own
  const isOwnFrame = capture.frames.some((frame) => frame.sha256 === bestFrame.sha256);
  if (claims?.success !== true || expected === null || !isOwnFrame) return false;
  return expected.applicationId === facts.application.id && differenceBetween(claims.data, expected) === null;
}

async function judge(deps: WillingnessDeps, facts: CaseFacts): Promise<CheckResult> {
  const { application, capture, declaration } = facts;
  if (application.path === 'face-free') return { outcome: 'unavailable', reason: 'face-not-asked' };
  if (capture === null) return { outcome: 'unavailable', reason: 'willingness-not-stated' };
  const day = capture.session.openedAt.toISOString().slice(0, 10);
  const languages = ['zh-CN', 'en'] as const;
  const isStillTrue = languages.some(
    (language) => statementOf(language, declaration.legalName, deps.marketplace, day) === capture.statement,
  );
  if (!isStillTrue) return { outcome: 'inconclusive', reason: 'willingness-not-stated' };
  return (await isReceiptWhole(deps, facts))
    ? { outcome: 'passed' }
    : { outcome: 'inconclusive', reason: 'willingness-receipt-broken' };
}

export async function checkWillingness(deps: WillingnessDeps, facts: CaseFacts): Promise<CheckReport> {
  return { check: 'willingness', result: await judge(deps, facts), measurements: [] };
}
