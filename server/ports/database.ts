// The database, as features see it: one store per noun, with transactions over all of them.
import type { AccessRecords } from './access-records.ts';
import type { AdmissionStatements } from './admission-statements.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Applications } from './applications.ts';
import type { AuditCheckpoints } from './audit-checkpoints.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { AutomaticAdmissions } from './automatic-admissions.ts';
import type { CheckWaits } from './check-waits.ts';
import type { ConsentRecords } from './consent-records.ts';
import type { Endings } from './endings.ts';
import type { DecisionDrafts } from './decision-drafts.ts';
import type { Escalations } from './escalations.ts';
import type { EvidencePasses } from './evidence-passes.ts';
import type { EvidenceRecords } from './evidence-records.ts';
import type { GateModes } from './gate-modes.ts';
import type { InstallationMarks } from './installation-marks.ts';
import type { SqlExecutor } from './jobs.ts';
import type { KnownCases } from './known-cases.ts';
import type { LeftSessions } from './left-sessions.ts';
import type { Links } from './links.ts';
import type { LivenessRecords } from './liveness-records.ts';
import type { ParkedDecisions } from './parked-decisions.ts';
import type { StoredFaces } from './stored-faces.ts';
import type { Retention } from './retention.ts';
import type { Queries } from './queries.ts';
import type { QualityDraws } from './quality-draws.ts';
import type { QualityFigures } from './quality-figures.ts';
import type { QualityTasks } from './quality-tasks.ts';
import type { ReviewQueue } from './review-queue.ts';
import type { ReviewRecords } from './review-records.ts';
import type { ReviewWaits } from './review-waits.ts';
import type { ReviewerSessions } from './reviewer-sessions.ts';
import type { Revocations } from './revocations.ts';
import type { Reviewers } from './reviewers.ts';
import type { SellerReferences } from './seller-references.ts';
import type { ServiceFigures } from './service-figures.ts';
import type { ShadowRecords } from './shadow-records.ts';
import type { Shifts } from './shifts.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { SubjectKeys } from './subject-keys.ts';
import type { VerificationRecords } from './verification-records.ts';
import type { Webhooks } from './webhooks.ts';

/** `execute` lets the job queue and the sandbox registry join a transaction; features use the stores. */
export interface Stores extends SqlExecutor {
  readonly applications: Applications;
  readonly consents: ConsentRecords;
  readonly queries: Queries;
  readonly storedFaces: StoredFaces;
  readonly access: AccessRecords;
  readonly retention: Retention;
  readonly evidence: EvidenceRecords;
  readonly evidencePasses: EvidencePasses;
  readonly liveness: LivenessRecords;
  readonly verification: VerificationRecords;
  readonly checkWaits: CheckWaits;
  readonly reviews: ReviewRecords;
  readonly parked: ParkedDecisions;
  readonly queue: ReviewQueue;
  readonly waits: ReviewWaits;
  readonly shifts: Shifts;
  readonly drafts: DecisionDrafts;
  readonly escalations: Escalations;
  readonly revocations: Revocations;
  readonly links: Links;
  readonly reviewers: Reviewers;
  readonly reviewerSessions: ReviewerSessions;
  readonly leftSessions: LeftSessions;
  readonly audit: AuditTrail;
  readonly checkpoints: AuditCheckpoints;
  readonly gateModes: GateModes;
  readonly shadow: ShadowRecords;
  readonly automaticAdmissions: AutomaticAdmissions;
  readonly marks: InstallationMarks;
  readonly signingKeys: SigningKeys;
  readonly statements: AdmissionStatements;
  readonly apiKeys: ApiKeys;
  readonly sellerReferences: SellerReferences;
  readonly webhooks: Webhooks;
  readonly subjectKeys: SubjectKeys;
  readonly endings: Endings;
  readonly knownCases: KnownCases;
  readonly qualityDraws: QualityDraws;
  readonly qualityFigures: QualityFigures;
  readonly qualityTasks: QualityTasks;
  readonly serviceFigures: ServiceFigures;
}

export interface Database extends Stores {
  /**
   * Asks for all of the work or nothing of it.
   * Answers what the work answers, after the commit is durable.
   * When the work throws, or the database cannot commit: nothing is kept and the error goes on to the caller.
   * Keep it short and free of waiting: the embedded database has one session for everybody.
   */
  transaction<T>(work: (tx: Stores) => Promise<T>): Promise<T>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}
