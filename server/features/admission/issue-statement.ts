// Issues the statement of an admission that stands now and that the records prove; else none.
import { createHash } from 'node:crypto';
import { receiptClaims } from '../../contract/receipt.ts';
import {
  admissionStatementVersion,
  statementRenewalMs,
  type AdmissionDifference,
  type AdmissionFacts,
  type AdmissionStatement,
} from '../../domain/admission-statement.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { StatementRow } from '../../ports/admission-statements.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Random } from '../../ports/random.ts';
import type { Signatures } from '../../ports/signatures.ts';
import { loadAdmissionRecords, type AdmissionRecords } from './admission-records.ts';
import { proveAdmission, type ProvenAdmission } from './prove-admission.ts';

export interface StatementDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: Pick<Keys, 'signing'>;
  readonly signatures: Pick<Signatures, 'sign'>;
  readonly marketplace: string;
  /** Stands in the statement as who signed it. */
  readonly publicUrl: string;
  readonly statementValidityMs: number;
}

export interface IssuedStatement {
  readonly text: string;
  readonly expiresAt: Date;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000);

/** The version of the wording that was agreed to, out of the receipt whose hash is in the trail. */
function wordingOfWill({ trail, receipt }: AdmissionRecords): string | null {
  const completed = trail.findLast(({ type }) => type === 'liveness.completed');
  if (receipt === null || completed?.type !== 'liveness.completed') return null;
  if (sha256(receipt) !== completed.data.receiptSha256) return null;
  const claims: unknown = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
  return receiptClaims.safeParse(claims).data?.statement.version ?? null;
}

async function factsOf(
  deps: StatementDeps,
  tx: Stores,
  records: AdmissionRecords,
  admission: ProvenAdmission,
): Promise<AdmissionFacts> {
  const { row, trail } = records;
  const { basis, decidedAt, policyVersion, judgedBy, recommendationSha256 } = admission;
  if (row.subjectKind === null) throw new Error('an admitted application has a subject');
  const consent = trail.findLast((entry) => entry.type === 'consent.answered' && entry.at <= decidedAt);
  return {
    sub: row.id,
    version: admissionStatementVersion,
    status: 'admitted',
    marketplace: deps.marketplace,
    sellerReference: await tx.sellerReferences.of(row.id),
    subjectKind: row.subjectKind,
    basis,
    decidedAt: decidedAt.toISOString(),
    policyVersion,
    evidence: {
      ...judgedBy,
      consentTexts: consent?.type === 'consent.answered' ? consent.data.textVersion : null,
      statementOfWill: wordingOfWill(records),
    },
    recommendationSha256,
  };
}

/** The same row always says the same, as long as the records do. */
function claimsOf(
  { publicUrl }: StatementDeps,
  facts: AdmissionFacts,
  { id, issuedAt, expiresAt }: Pick<StatementRow, 'id' | 'issuedAt' | 'expiresAt'>,
): AdmissionStatement {
  return { iss: publicUrl, jti: id, iat: seconds(issuedAt), exp: seconds(expiresAt), ...facts };
}

/** The newest one again, while it is young, its key signs and the records still say the same; else null. */
async function sameAgain(
  deps: StatementDeps,
  tx: Stores,
  facts: AdmissionFacts,
  now: Date,
): Promise<IssuedStatement | null> {
  const newest = await tx.statements.newest(facts.sub);
  if (newest === null || newest.keyId !== (await deps.keys.signing()).keyId) return null;
  const ageMs = now.getTime() - newest.issuedAt.getTime();
  if (!(ageMs >= 0 && ageMs < statementRenewalMs) || newest.expiresAt <= now) return null;
  const { text } = await deps.signatures.sign('admission', claimsOf(deps, facts, newest));
  return sha256(text) === newest.sha256 ? { text, expiresAt: newest.expiresAt } : null;
}

async function signAnew(
  deps: StatementDeps,
  tx: Stores,
  facts: AdmissionFacts,
  round: number,
  now: Date,
): Promise<IssuedStatement> {
  const issuedAt = new Date(seconds(now) * 1000);
  const expiresAt = new Date(issuedAt.getTime() + deps.statementValidityMs);
  const id = deps.random.id('j');
  const claims = claimsOf(deps, facts, { id, issuedAt, expiresAt });
  const { text, key } = await deps.signatures.sign('admission', claims);
  await tx.signingKeys.keep(key, now);
  const row = { id, applicationId: facts.sub, sha256: sha256(text), keyId: key.keyId, issuedAt, expiresAt };
  await tx.statements.add(row);
  await tx.audit.append({
    type: 'statement.issued',
    applicationId: facts.sub,
    actor: { kind: 'system' },
    at: now,
    data: { statementId: id, round, sha256: row.sha256, expiresAt: expiresAt.toISOString() },
  });
  return { text, expiresAt };
}

/** On record once for each difference: whoever asks every minute does not fill the trail. */
async function withhold(
  tx: Stores,
  row: ApplicationRow,
  trail: readonly AuditEntry[],
  difference: AdmissionDifference,
  at: Date,
): Promise<void> {
  const last = trail.findLast(({ type }) => type === 'statement.withheld');
  if (last?.type === 'statement.withheld' && last.data.difference === difference) return;
  await tx.audit.append({
    type: 'statement.withheld',
    applicationId: row.id,
    actor: { kind: 'system' },
    at,
    data: { round: row.round, difference },
  });
}

/**
 * Null when the application is not admitted now, or the seller has left. No revocation comes between the proof and the signature.
 * Throws `admission-not-proven` when the gate, asked again, does not say what the application says of itself.
 */
export async function issueStatement(
  deps: StatementDeps,
  id: ApplicationId,
): Promise<IssuedStatement | null> {
  const outcome = await deps.database.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    // of who has left, what is kept is kept for a duty alone
    if (row?.state !== 'admitted' || row.leftAt !== null) return null;
    const now = deps.clock.now();
    const records = await loadAdmissionRecords(tx, row);
    const proof = proveAdmission(records);
    if (!proof.isProven) {
      await withhold(tx, row, records.trail, proof.difference, now);
      return proof.difference;
    }
    const facts = await factsOf(deps, tx, records, proof.admission);
    return (await sameAgain(deps, tx, facts, now)) ?? (await signAnew(deps, tx, facts, row.round, now));
  });
  if (typeof outcome === 'string')
    throw new DomainError(
      'admission-not-proven',
      {},
      { cause: new Error(`the records of ${id} do not prove its admission: ${outcome}`) },
    );
  return outcome;
}
