// One store per noun over one connection or transaction.
import { CompiledQuery, type Kysely } from 'kysely';
import type { Stores } from '../../ports/database.ts';
import { createAccessRecords } from './access-records.ts';
import { createAdmissionStatements } from './admission-statements.ts';
import { createApiKeys } from './api-keys.ts';
import { createApplications } from './applications.ts';
import { createAuditCheckpoints } from './audit-checkpoints.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createAutomaticAdmissions } from './automatic-admissions.ts';
import { createCheckWaits } from './check-waits.ts';
import { createConsentRecords } from './consent-records.ts';
import { createEndings } from './endings.ts';
import { createEvidencePasses } from './evidence-passes.ts';
import { createEvidenceRecords } from './evidence-records.ts';
import { createGateModes } from './gate-modes.ts';
import { createInstallationMarks } from './installation-marks.ts';
import { createKnownCases } from './known-cases.ts';
import { createLivenessRecords } from './liveness-records.ts';
import { createDecisionDrafts } from './decision-drafts.ts';
import { createEscalations } from './escalations.ts';
import { createLeftSessions } from './left-sessions.ts';
import { createLinks } from './links.ts';
import { createParkedDecisions } from './parked-decisions.ts';
import { createStoredFaces } from './stored-faces.ts';
import { createRetention } from './retention.ts';
import { createQueries } from './queries.ts';
import { createQualityDraws } from './quality-draws.ts';
import { createQualityFigures } from './quality-figures.ts';
import { createQualityTasks } from './quality-tasks.ts';
import { createReviewQueue } from './review-queue.ts';
import { createReviewRecords } from './review-records.ts';
import { createReviewWaits } from './review-waits.ts';
import { createReviewerSessions } from './reviewer-sessions.ts';
import { createRevocations } from './revocations.ts';
import { createReviewers } from './reviewers.ts';
import { createSellerReferences } from './seller-references.ts';
import { createServiceFigures } from './service-figures.ts';
import { createShadowRecords } from './shadow-records.ts';
import { createShifts } from './shifts.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createSubjectKeys } from './subject-keys.ts';
import type { Tables } from './tables.ts';
import { createVerificationRecords } from './verification-records.ts';
import { createWebhooks } from './webhooks.ts';

export function createStores(db: Kysely<Tables>): Stores {
  return {
    applications: createApplications(db),
    consents: createConsentRecords(db),
    queries: createQueries(db),
    storedFaces: createStoredFaces(db),
    access: createAccessRecords(db),
    retention: createRetention(db),
    evidence: createEvidenceRecords(db),
    evidencePasses: createEvidencePasses(db),
    leftSessions: createLeftSessions(db),
    liveness: createLivenessRecords(db),
    verification: createVerificationRecords(db),
    checkWaits: createCheckWaits(db),
    reviews: createReviewRecords(db),
    parked: createParkedDecisions(db),
    queue: createReviewQueue(db),
    waits: createReviewWaits(db),
    shifts: createShifts(db),
    drafts: createDecisionDrafts(db),
    escalations: createEscalations(db),
    revocations: createRevocations(db),
    links: createLinks(db),
    reviewers: createReviewers(db),
    reviewerSessions: createReviewerSessions(db),
    audit: createAuditTrail(db),
    checkpoints: createAuditCheckpoints(db),
    gateModes: createGateModes(db),
    shadow: createShadowRecords(db),
    automaticAdmissions: createAutomaticAdmissions(db),
    marks: createInstallationMarks(db),
    signingKeys: createSigningKeys(db),
    statements: createAdmissionStatements(db),
    apiKeys: createApiKeys(db),
    sellerReferences: createSellerReferences(db),
    webhooks: createWebhooks(db),
    subjectKeys: createSubjectKeys(db),
    endings: createEndings(db),
    knownCases: createKnownCases(db),
    qualityDraws: createQualityDraws(db),
    qualityFigures: createQualityFigures(db),
    qualityTasks: createQualityTasks(db),
    serviceFigures: createServiceFigures(db),
    // without plugins: the columns keep the names that whoever wrote the statement gave them
    execute: (text, values) => db.withoutPlugins().executeQuery(CompiledQuery.raw(text, values)),
  };
}
