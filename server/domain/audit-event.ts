// What is written into the audit trail: a closed union, without personal data.
import type { ApiKeyScope } from './api-key.ts';
import type { ApplicationId, ApplicationPath, ApplicationState, Language } from './application.ts';
import type { AdmissionDifference } from './admission-statement.ts';
import type { CaseField } from './case-field.ts';
import type { CheckName, CheckOutcome } from './check.ts';
import type { ConsentAnswers, ConsentItem } from './consent.ts';
import type { LockedPart } from './erasure.ts';
import type { EscalationReason } from './escalation.ts';
import type { EvidenceKind, JourneyItem } from './evidence.ts';
import type { EvidenceReason } from './evidence-reason.ts';
import type { FallBackReason } from './gate-change.ts';
import type { Agreement, StepKind } from './liveness-protocol.ts';
import type { IdentityKind } from './identity-key.ts';
import type { RevocationReason } from './revocation.ts';
import type { ReasonCode, ReviewReason } from './reason-code.ts';
import type { AuditVerdict, Decision, ReviewerRole } from './review-case.ts';
import type { SignInWay } from './reviewer-session.ts';
import type { WithdrawalReason } from './withdrawal.ts';

export const actorKinds = ['applicant', 'system', 'reviewer', 'marketplace'] as const;

export type Actor =
  | { readonly kind: 'applicant' }
  | { readonly kind: 'system' }
  | { readonly kind: 'reviewer'; readonly reviewerId: string }
  /** A marketplace's backend, by the key it asks with. */
  | { readonly kind: 'marketplace'; readonly keyId: string };

/**
 * `data` of each event type. Hashes, codes and counts only: no name, number, address or image, and no hash that can be
 * guessed: of what is personal and has few values there is a commitment (`commitment.ts`). Hashes of pictures are plain:
 * whoever can try them has the picture already.
 */
export interface AuditData {
  'application.opened': { language: Language };
  'application.resumed': Record<string, never>;
  'consent.answered': {
    answers: ConsentAnswers;
    textVersion: string;
    textSha256: Readonly<Record<string, string>>;
  };
  /** `entry`: of the ledger, that says so; `of`: the entry that had granted it, with the text it was about. */
  'consent.withdrawn': { item: ConsentItem; entry: number; of: number; textSha256: string };
  'declaration.changed': { stale: readonly CheckName[] };
  'evidence.added': { evidenceId: string; kind: EvidenceKind; sha256: string; stale: readonly CheckName[] };
  /** The media is gone from the store; its hash stays as proof of what was erased. */
  'evidence.erased': { evidenceId: string; kind: EvidenceKind; sha256: string };
  /** Sealed as they were kept; each `sha256` is of that. */
  'templates.erased': { templates: readonly { sessionId: string; sha256: string }[] };
  'erasure-receipt.issued': { sha256: string };
  /** It would have gone, and a duty or a legal hold is in the way: kept, seen by nobody, used for nothing. */
  /** By the person it is about. */
  'data.accessed': { what: 'copy' | EvidenceKind };
  'data.locked': { part: LockedPart; because: 'duty' | 'legal-hold' };
  'legal-hold.set': { holdId: string };
  'legal-hold.lifted': { holdId: string };
  'seller.left': { leftAt: string };
  'declaration.erased': Record<string, never>;
  /** What people at the desk wrote, in how many rows of each kind: no hash of it, because a short text can be guessed. */
  'texts.erased': { decisions: number; escalations: number; revocations: number; audits: number };
  /** `reason`: absent in entries from before one was asked for. */
  'evidence.viewed': { evidenceId: string; kind: EvidenceKind; reason?: EvidenceReason };
  'case.viewed': Record<string, never>;
  /** What was unmasked, never what it said. */
  'case.revealed': { field: CaseField };
  /** What a person needs says something about their health: script and needs stand here as a commitment. */
  'liveness.opened': { sessionId: string; drawnCommitment: string };
  'liveness.step-judged': {
    sessionId: string;
    step: StepKind;
    verdict: 'passed' | 'retry' | 'ended' | 'declined';
    reason: string | null;
  };
  'liveness.completed': {
    sessionId: string;
    agreement: Agreement;
    /** Of the statement, in which the name is. */
    statementCommitment: string;
    framesSha256: string;
    /** Of the text of the receipt, which has the salt in it. */
    receiptSha256: string;
  };
  'willingness.declined': { sessionId: string };
  'application.submitted': { round: number };
  'check.finished': { round: number; check: CheckName; outcome: CheckOutcome; reason: ReasonCode | null };
  /** `because`: why it was asked after another question about the same person had been put. */
  'government-record.asked': {
    round: number;
    provider: string;
    answer: string;
    because?: 'fallback' | 'asked-again';
  };
  /** The check waits for a service that could not be asked; `why` in the words of its port. */
  'check.waiting': { round: number; check: CheckName; why: string };
  'business-registry.asked': { round: number; provider: string; answer: string };
  'recommendation.sealed': { round: number; sealSha256: string; policyVersion: string };
  /** `confirmation`: of an automatic admission, the change of the gate that allowed it. */
  'gate.decided': {
    round: number;
    outcome: string;
    basis: string;
    mode: string;
    state: ApplicationState;
    confirmation?: number;
  };
  /** `seq`: its place in the history of the gate, which has the evidence. */
  'gate.proposed': { seq: number; share: number; expiresAt: string; evidenceSha256: string };
  'gate.confirmed': {
    seq: number;
    proposal: number;
    share: number;
    expiresAt: string;
    evidenceSha256: string;
  };
  'gate.refused': { seq: number; proposal: number };
  'gate.held': { seq: number };
  'gate.fell-back': { seq: number; reasons: readonly FallBackReason[] };
  'gate.expired': { seq: number };
  'admission.audited': { round: number; verdict: AuditVerdict; reasons: readonly ReviewReason[] };
  'case.claimed': { round: number };
  'case.released': { round: number };
  /** The claim of `from` had run out. */
  'case.taken-over': { round: number; from: string };
  /** What was looked for is not here: it says something about a person. */
  'case.searched': { by: 'id-number-ending'; found: number };
  'review.decided': {
    round: number;
    decision: Decision;
    reasons: readonly ReviewReason[];
    items: readonly JourneyItem[];
    /** Earlier than the entry by the time in which it could be undone. */
    decidedAt: string;
  };
  'case.escalated': { round: number; reason: EscalationReason };
  'receipt.viewed': { sessionId: string };
  'application.revoked': { reason: RevocationReason };
  /** What a reviewer is known by was added to; kinds only. */
  'reviewer.identified': { reviewerId: string; kinds: readonly IdentityKind[] };
  /** By the reviewer, within the time for it; by the system, when the case went elsewhere before it counted. */
  'review.undone': { round: number; decision: Decision; decidedAt: string };
  'application.withdrawn': { reason: WithdrawalReason };
  'application.expired': Record<string, never>;
  'application.appealed': { round: number };
  'path.changed': { path: ApplicationPath };
  /** A case that is settled, given once more under an alias; `kind` is how the answer will be used. */
  'quality.given': { alias: string; kind: 'known' | 'second'; round: number; reviewerId: string };
  'quality.withdrawn': { alias: string; because: string };
  /** What a reviewer did under an alias, as it would have been written down for an application. */
  'quality.acted': { alias: string; act: string; detail: object };
  'quality.answered': { alias: string } & AuditData['review.decided'];
  'known-case.marked': {
    knownCaseId: string;
    round: number;
    decision: Decision;
    reasons: readonly ReviewReason[];
  };
  'known-case.ended': { knownCaseId: string; because: string };
  /** Entries written before there was more than one way have only the reviewer. */
  'reviewer.signed-in': { reviewerId: string; way?: SignInWay; role?: ReviewerRole };
  'reviewer.signed-out': { reviewerId: string };
  'reviewer.link-made': { reviewerId: string; role: ReviewerRole; isBreakGlass: boolean };
  /** The provider vouched for somebody who was not let in; sessions that they still had were ended. */
  'reviewer.turned-away': { reviewerId: string; why: 'no-role' | 'barred'; sessionsEnded: number };
  'reviewer.sessions-ended': { reviewerId: string; which: 'one' | 'others' | 'all'; sessionsEnded: number };
  'reviewer.barred': { reviewerId: string; sessionsEnded: number };
  'reviewer.let-in-again': { reviewerId: string };
  /** `sha256`: of the text as it was handed out. */
  'statement.issued': { statementId: string; round: number; sha256: string; expiresAt: string };
  /** The records do not prove the admission; `difference` says where they part. */
  'statement.withheld': { round: number; difference: AdmissionDifference };
  'api-key.created': { keyId: string; scopes: readonly ApiKeyScope[] };
  'api-key.revoked': { keyId: string };
  'webhook.endpoint-added': { endpointId: string; urlSha256: string };
  'webhook.endpoint-removed': { endpointId: string };
  /** It answered that it is gone. */
  'webhook.endpoint-disabled': { endpointId: string };
  'webhook.secret-exchanged': { endpointId: string };
  'webhook.replayed': { deliveries: number };
}

export type AuditType = keyof AuditData;

export type AuditEvent = {
  [Type in AuditType]: {
    readonly type: Type;
    readonly applicationId: ApplicationId | null;
    readonly actor: Actor;
    readonly at: Date;
    readonly data: AuditData[Type];
  };
}[AuditType];
