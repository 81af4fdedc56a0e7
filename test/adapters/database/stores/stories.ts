// Made-up applications, brought as far as a test of the stores needs them.
import { createHash, randomBytes } from 'node:crypto';
import { createDatabase } from '../../../../server/adapters/database/create-database.ts';
import type { ApplicationId } from '../../../../server/domain/application.ts';
import { canonicalJson, type Json } from '../../../../server/domain/canonical-json.ts';
import { consentItems, type ConsentAnswer, type ConsentItem } from '../../../../server/domain/consent.ts';
import type { LiveTerms, Machine } from '../../../../server/domain/gate-change.ts';
import type { CheckReason, ReviewReason } from '../../../../server/domain/reason-code.ts';
import type { Decision } from '../../../../server/domain/review-case.ts';
import { drawOf } from '../../../../server/domain/roll-out.ts';
import type { ApplicationRow } from '../../../../server/ports/applications.ts';
import type { Database, Stores } from '../../../../server/ports/database.ts';
import type { EvidenceRow } from '../../../../server/ports/evidence-records.ts';
import type { LivenessFrameRow, LivenessSessionRow } from '../../../../server/ports/liveness-records.ts';
import { openTestPool } from '../../../support/test-database.ts';

export interface TestStores {
  readonly db: Database;
  close(): Promise<void>;
}

/** With three reviewers, `r_ann`, `r_bo` and `r_cy`. */
export async function openTestStores(): Promise<TestStores> {
  const opened = await openTestPool();
  const db = createDatabase(opened.pool);
  await db.reviewers.put({ id: 'r_ann', name: 'Ann', role: 'reviewer' });
  await db.reviewers.put({ id: 'r_bo', name: 'Bo', role: 'lead' });
  await db.reviewers.put({ id: 'r_cy', name: 'Cy', role: 'reviewer' });
  return { db, close: () => opened.close() };
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz';
/** `prefix_` and 22 characters, as the product's own. */
export const newId = (prefix: string): string =>
  `${prefix}_${Array.from(randomBytes(22), (byte) => digits.charAt(byte % 32)).join('')}`;
export const newApplicationId = (): ApplicationId => newId('a') as ApplicationId;
export const newSha256 = (): string => randomBytes(32).toString('hex');

export const morning = new Date('2026-11-02T01:00:00.000Z');
export const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000);

export function draftRow(change: Partial<ApplicationRow> = {}): ApplicationRow {
  return {
    id: newApplicationId(),
    state: 'draft',
    path: 'face',
    language: 'zh-CN',
    subjectKind: 'individual',
    round: 0,
    declarationSealed: null,
    documentKey: new Uint8Array([1, 2, 3]),
    faceKey: new Uint8Array([1, 2, 3]),
    templateKey: new Uint8Array([1, 2, 3]),
    resubmissionsLeft: 5,
    livenessAttemptsLeft: 5,
    fix: [],
    openedAt: morning,
    submittedAt: null,
    decidedAt: null,
    expiresAt: later(24 * 60),
    jurisdiction: 'CN',
    jurisdictionBasis: 'default',
    leftAt: null,
    faceLockedAt: null,
    identityLockedAt: null,
    ...change,
  };
}

export async function openDraft(db: Stores, change: Partial<ApplicationRow> = {}): Promise<ApplicationId> {
  const row = draftRow(change);
  await db.applications.open(row);
  return row.id;
}

/** An application whose submission of this round was checked with these findings, and that waits for a person. */
export async function openInReview(
  db: Stores,
  {
    reasons = [],
    round = 1,
    id = newApplicationId(),
  }: { reasons?: readonly CheckReason[]; round?: number; id?: ApplicationId } = {},
): Promise<ApplicationId> {
  await openDraft(db, { id, state: 'in_review', round, submittedAt: morning });
  await seal(db, id, round, reasons);
  return id;
}

/** What the recommendations of these stories were made with. */
export const testMachine: Machine = {
  policyVersion: 'test',
  judgedBy: { engine: 'test engine 1', record: 'sandbox', registry: 'sandbox' },
};

export async function seal(
  db: Stores,
  applicationId: ApplicationId,
  round: number,
  reasons: readonly CheckReason[],
): Promise<boolean> {
  return db.verification.seal({
    applicationId,
    round,
    outcome: reasons.length === 0 ? 'admit' : 'review',
    reasons,
    ...testMachine,
    facts: { subjectKind: 'individual' },
    sealed: null,
    sealSha256: newSha256(),
    at: morning,
  });
}

export async function decide(
  db: Stores,
  applicationId: ApplicationId,
  reviewerId: string,
  decision: Decision,
  {
    reasons,
    round = 1,
    at = later(30),
    message = '',
    note = '',
  }: {
    reasons?: readonly ReviewReason[];
    round?: number;
    at?: Date;
    message?: string;
    note?: string;
  } = {},
): Promise<void> {
  const usual: Record<Decision, ReviewReason> = {
    approve: 'evidence-agrees',
    refuse: 'identity-not-established',
    'ask-again': 'photo-unreadable',
  };
  await db.reviews.addDecision({
    id: newId('d'),
    applicationId,
    round,
    reviewerId,
    decision,
    reasons: reasons ?? [usual[decision]],
    items: decision === 'ask-again' ? ['id-front'] : [],
    message,
    note,
    at,
  });
}

/** Evidence as a proposal shows it, as far as the database looks at it. */
export function evidenceText(trials = 59, machine: Machine = testMachine): { text: string; sha256: string } {
  const text = canonicalJson({ ...machine, falseAdmits: { errors: 0, trials } } as unknown as Json);
  return { text, sha256: createHash('sha256').update(text).digest('hex') };
}

/** Live from now on, by two people; answers the confirmation's place in the history. */
export async function goLive(
  db: Stores,
  { share = 0.5, machine = testMachine }: { share?: number; machine?: Machine } = {},
): Promise<number> {
  await db.reviewers.put({ id: 'r_op', name: 'Op', role: 'operator' });
  const { text, sha256 } = evidenceText(59, machine);
  const at = new Date();
  const expiresAt = new Date(at.getTime() + 3_600_000);
  const terms: LiveTerms = { share, expiresAt, evidenceSha256: sha256, ...machine };
  const proposal = await db.gateModes.add({ kind: 'proposed', by: 'r_op', note: '', at, ...terms }, text);
  return db.gateModes.add({ kind: 'confirmed', by: 'r_bo', proposal, at, ...terms });
}

/** Whether a share takes the identifier in, as the program computes it. */
export function idDrawn(isWithin: (draw: number) => boolean): ApplicationId {
  for (;;) {
    const id = newApplicationId();
    if (isWithin(drawOf(id))) return id;
  }
}

/** An application that was checked with these findings, before anybody or anything decided. */
export async function openInChecking(
  db: Stores,
  {
    id = idDrawn((draw) => draw < 0.5),
    reasons = [],
  }: { id?: ApplicationId; reasons?: readonly CheckReason[] } = {},
): Promise<ApplicationId> {
  await openDraft(db, { id, state: 'checking', round: 1, submittedAt: morning });
  await seal(db, id, 1, reasons);
  return id;
}

export async function answerConsents(
  db: Stores,
  applicationId: ApplicationId,
  answer: ConsentAnswer,
  items: readonly ConsentItem[] = consentItems,
): Promise<void> {
  await db.consents.record(
    items.map((item) => ({
      applicationId,
      item,
      answer,
      textVersion: 'test',
      textSha256: newSha256(),
      language: 'en',
      channel: 'journey' as const,
      at: morning,
    })),
  );
}

export function evidenceRow(applicationId: ApplicationId, change: Partial<EvidenceRow> = {}): EvidenceRow {
  return {
    id: newId('e'),
    applicationId,
    kind: 'id-front',
    sha256: newSha256(),
    bytes: 1000,
    address: newSha256(),
    mediaType: 'image/jpeg',
    findings: [],
    measurements: [],
    capture: null,
    addedAt: morning,
    ...change,
  };
}

export function sessionRow(
  applicationId: ApplicationId,
  change: Partial<LivenessSessionRow> = {},
): LivenessSessionRow {
  return {
    id: newId('l'),
    applicationId,
    state: 'open',
    script: ['neutral', 'turn-left', 'agree'],
    stepIndex: 0,
    stepTry: 1,
    tokenId: newId('t'),
    stepRevealedAt: morning,
    nextBatch: 0,
    nextSeq: 0,
    lastCapturedAtMs: 0,
    needs: { isLongerTime: false, without: [] },
    agreement: null,
    receipt: null,
    referenceSealed: null,
    track: null,
    statementSealed: Buffer.from('sealed'),
    lastBatch: null,
    trailSalt: null,
    openedAt: morning,
    expiresAt: later(5),
    finishedAt: null,
    ...change,
  };
}

export function frameRow(
  sessionId: string,
  seq: number,
  change: Partial<LivenessFrameRow> = {},
): LivenessFrameRow {
  return {
    sessionId,
    seq,
    stepIndex: 0,
    stepTry: 1,
    capturedAtMs: seq * 200.5,
    receivedAt: morning,
    sha256: newSha256(),
    signals: { yawDegrees: -1.5 },
    evidenceId: null,
    ...change,
  };
}
