// The tables as Kysely knows them; column names in camel case, as the ports have them.
import type { ColumnType, Generated } from 'kysely';
import type { FallBackReason, GateChangeKind, StoredGateMode } from '../../domain/gate-change.ts';
import type { Recommended, ShadowCell, ShadowStanding } from '../../domain/shadow-case.ts';
import type { StatementRow } from '../../ports/admission-statements.ts';
import type { ApiKeyRow } from '../../ports/api-keys.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { CheckpointRow } from '../../ports/audit-checkpoints.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { AdmissionAudit, AutomaticAdmission } from '../../ports/automatic-admissions.ts';
import type { CheckWait } from '../../ports/check-waits.ts';
import type { ConsentRow } from '../../ports/consent-records.ts';
import type { DraftRow } from '../../ports/decision-drafts.ts';
import type { EscalationRow } from '../../ports/escalations.ts';
import type { EvidencePass } from '../../ports/evidence-passes.ts';
import type { LeftSession } from '../../ports/left-sessions.ts';
import type { EvidenceRow } from '../../ports/evidence-records.ts';
import type { KnownCaseRow } from '../../ports/known-cases.ts';
import type { PublicKey } from '../../ports/keys.ts';
import type { LivenessFrameRow, LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { StoredFaceFigures } from '../../ports/stored-faces.ts';
import type { LegalHold } from '../../ports/retention.ts';
import type { NotedQuery } from '../../ports/queries.ts';
import type { ParkedDecision } from '../../ports/parked-decisions.ts';
import type { QualityDrawRow } from '../../ports/quality-draws.ts';
import type {
  NewQualityTask,
  ParkedReview,
  QualityReview,
  QualityTaskRow,
} from '../../ports/quality-tasks.ts';
import type { ReviewRow } from '../../ports/review-records.ts';
import type { OpenedSession } from '../../ports/reviewer-sessions.ts';
import type { KnownReviewer, SignInLink } from '../../ports/reviewers.ts';
import type { RevocationRow } from '../../ports/revocations.ts';
import type { GuardRow, ServiceCount } from '../../ports/service-figures.ts';
import type { SubjectKeySet } from '../../ports/subject-keys.ts';
import type { RecommendationRow } from '../../ports/verification-records.ts';
import type { WebhookEndpoint } from '../../ports/webhooks.ts';
import type { CheckName, CheckOutcome, Measurement } from '../../domain/check.ts';
import type { ConsentItem } from '../../domain/consent.ts';
import type { IdentityKey } from '../../domain/identity-key.ts';
import type { ReasonCode } from '../../domain/reason-code.ts';
import type { SellerReference } from '../../domain/seller-reference.ts';
import type { WebhookEvent } from '../../domain/webhook.ts';

/** jsonb: read as what it holds, written as text made by `JSON.stringify` (an array would become a PostgreSQL array). */
type Json<T> = ColumnType<T, string, string>;
type WithJson<Row, Key extends keyof Row> = Omit<Row, Key> & { [K in Key]: Json<Row[K]> };

interface CheckResultRow {
  applicationId: string;
  round: number;
  checkName: CheckName;
  outcome: CheckOutcome;
  reason: ReasonCode | null;
  measurements: Json<readonly Measurement[]>;
  at: Date;
}

export interface GateChangeRow {
  seq: ColumnType<number, never, never>;
  kind: GateChangeKind;
  reviewerId: string | null;
  proposal: number | null;
  share: number | null;
  expiresAt: Date | null;
  evidenceSha256: string | null;
  evidence: string | null;
  reasons: Json<readonly FallBackReason[]>;
  note: string;
  at: Date;
}

/** Written by the database alone. */
interface ShadowCaseRow {
  verdictSeq: number;
  applicationId: string;
  round: number;
  checkedRound: number;
  verdict: 'admit' | 'resubmit' | 'refuse';
  standing: ShadowStanding;
  recommended: Recommended;
  subjectKind: ShadowCell['subjectKind'];
  language: ShadowCell['language'];
  documentType: ShadowCell['documentType'];
  policyVersion: string;
  judgedBy: Json<ShadowCell['judgedBy']>;
  documentFaceDistance: number | null;
  recordFaceDistance: number | null;
}

export interface Tables {
  applications: WithJson<ApplicationRow, 'fix'> & {
    /** Kept by the database, from the ledger of consents. */
    withdrawnItems: ColumnType<ConsentItem[], never, never>;
  };
  storedFaces: StoredFaceFigures & { onlyRow: Generated<boolean> };
  sellerExits: { applicationId: ApplicationRow['id']; leftAt: Date; keyId: string; toldAt: Date };
  legalHolds: LegalHold & {
    liftReason: ColumnType<string | null, never, string>;
    liftedBy: ColumnType<string | null, never, string | null>;
    liftedAt: ColumnType<Date | null, never, Date>;
  };
  queries: Omit<NotedQuery, 'consentId' | 'faceConsentId'> & {
    id: Generated<number>;
    /** Named by the database. */
    consentId: ColumnType<number, never, never>;
    faceConsentId: ColumnType<number | null, never, never>;
  };
  consents: ConsentRow & { id: Generated<number> };
  evidencePasses: EvidencePass;
  leftSessions: LeftSession;
  evidence: Omit<EvidenceRow, 'findings' | 'measurements' | 'capture'> & {
    findings: Json<EvidenceRow['findings']>;
    measurements: Json<EvidenceRow['measurements']>;
    capture: ColumnType<EvidenceRow['capture'], string | null, never>;
    isCurrent: Generated<boolean>;
    /** Named by the database: the entry of the ledger that allows it. */
    consentId: ColumnType<number, never, never>;
    erasedAt: ColumnType<Date | null, never, Date>;
  };
  livenessSessions: WithJson<Omit<LivenessSessionRow, 'lastBatch' | 'track'>, 'script' | 'needs'> & {
    track: ColumnType<LivenessSessionRow['track'], string | null, string | null>;
    lastBatch: ColumnType<LivenessSessionRow['lastBatch'], string | null, string | null>;
    isDiscarded: Generated<boolean>;
    /** Named by the database, as that of evidence. */
    consentId: ColumnType<number, never, never>;
  };
  livenessFrames: WithJson<LivenessFrameRow, 'signals'>;
  checkResults: CheckResultRow;
  checkWaits: Omit<CheckWait, 'check'> & { checkName: CheckName };
  registeredBusinesses: { applicationId: string; round: number; sealed: Uint8Array };
  recommendations: Omit<WithJson<RecommendationRow, 'reasons' | 'facts'>, 'judgedBy'> & {
    judgedBy: ColumnType<RecommendationRow['judgedBy'], string | null, never>;
  };
  reviewers: Omit<KnownReviewer, 'barredAt'> & { barredAt: ColumnType<Date | null, never, Date | null> };
  signInLinks: SignInLink & { usedAt: Date | null };
  reviewerSessions: OpenedSession & { lastSeenAt: Date; lastActiveAt: Date; endedAt: Date | null };
  usedSignIns: { stateSha256: string; expiresAt: Date };
  reviewClaims: {
    applicationId: ApplicationRow['id'];
    reviewerId: string;
    claimedAt: Date;
    until: Date;
    takenFrom: string | null;
  };
  reviewDecisions: WithJson<Omit<ReviewRow, 'reviewerName' | 'submittedAt'>, 'reasons' | 'items'> & {
    submittedAt: ColumnType<Date, never, never>; // the database takes it from the application
  };
  reviewerShifts: { reviewerId: string; beganAt: Date; activeAt: Date };
  caseReservations: {
    applicationId: ApplicationRow['id'];
    round: number;
    reviewerId: string;
    until: Date;
  };
  queueAlarm: { breachedSince: Date | null };
  parkedDecisions: WithJson<ParkedDecision, 'reasons' | 'items'>;
  decisionDrafts: WithJson<DraftRow, 'body'>;
  escalations: EscalationRow;
  revocations: RevocationRow;
  /** A view of what people at the desk wrote: only to be read. */
  applicationTexts: { applicationId: ApplicationRow['id'] };
  contactKeys: IdentityKey & { applicationId: ApplicationRow['id'] };
  reviewerKeys: IdentityKey & { reviewerId: string };
  /** A view over the index of numbers and the contacts: only to be read. */
  applicationKeys: IdentityKey & { applicationId: ApplicationRow['id'] };
  knownCases: WithJson<Omit<KnownCaseRow, 'endedAt' | 'endedBecause'>, 'reasons'> & {
    endedAt: ColumnType<Date | null, never, Date>;
    endedBecause: ColumnType<KnownCaseRow['endedBecause'], never, KnownCaseRow['endedBecause']>;
  };
  qualityDraws: QualityDrawRow;
  qualityTasks: NewQualityTask & {
    claimedAt: ColumnType<Date | null, never, Date | null>;
    claimedUntil: ColumnType<Date | null, never, Date | null>;
    shownState: Generated<QualityTaskRow['shownState']>;
    withdrawnAt: ColumnType<Date | null, never, Date>;
    withdrawnBecause: ColumnType<
      QualityTaskRow['withdrawnBecause'],
      never,
      QualityTaskRow['withdrawnBecause']
    >;
  };
  qualityParked: WithJson<ParkedReview, 'reasons' | 'items'>;
  qualityReviews: WithJson<QualityReview, 'reasons' | 'items'>;
  decisionTimes: { decisionId: string; activeMs: number };
  auditEvents: {
    seq: number;
    applicationId: AuditEntry['applicationId'];
    type: AuditEntry['type'];
    actor: Json<AuditEntry['actor']>;
    at: Date;
    data: Json<AuditEntry['data']>;
    previousHash: string;
    hash: string;
  };
  auditCheckpoints: WithJson<CheckpointRow, 'peaks'>;
  auditCheckpointsKept: { number: number; at: Date };
  auditHead: { seq: number; hash: string };
  gateMode: Omit<StoredGateMode, 'watchedAt'> & { onlyRow: Generated<boolean> };
  gateWatch: { onlyRow: Generated<boolean>; watchedAt: Date };
  gateChanges: GateChangeRow;
  shadowCases: ShadowCaseRow;
  automaticAdmissions: AutomaticAdmission;
  admissionAudits: WithJson<AdmissionAudit, 'reasons'>;
  installationMarks: {
    kind: 'master-key' | 'evidence-folder';
    locked: Uint8Array | null;
    madeAt: Generated<Date>;
  };
  signingKeys: WithJson<PublicKey, 'publicJwk'> & { firstUsedAt: Date };
  apiKeys: WithJson<ApiKeyRow, 'scopes'>;
  sellerReferences: {
    applicationId: ApplicationRow['id'];
    reference: SellerReference;
    keyId: string;
    at: Date;
  };
  admissionStatements: StatementRow;
  webhookEndpoints: Omit<WebhookEndpoint, 'disabledAt'> & {
    disabledAt: ColumnType<Date | null, never, Date>;
    removedAt: ColumnType<Date | null, never, Date>;
  };
  /** Written by the database alone. */
  webhookEvents: Omit<WebhookEvent, 'sellerReference'>;
  webhookDeliveries: {
    eventId: string;
    endpointId: string;
    state: Generated<'waiting' | 'delivered' | 'given-up'>;
    tries: Generated<number>;
    dueAt: Date;
    heldUntil: Date | null;
    triedAt: Date | null;
    answer: string | null;
  };
  subjectKeys: SubjectKeySet & { applicationId: ApplicationRow['id'] };
  serviceQuestions: Omit<ServiceCount, 'questions'> & {
    hour: Date;
    questions: ColumnType<number, number, number>;
  };
  serviceGuards: GuardRow;
}
