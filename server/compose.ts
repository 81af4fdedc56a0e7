// Imports adapters, one per port, chosen by the configuration; those of the government record, the business register and the trail's checkpoints in compose-*.ts.
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import { magicBusinessCodes } from './adapters/business-registry/magic-codes.ts';
import { createChosenFaceEngine } from './adapters/face-engine/choose.ts';
import { issueCitizen } from './adapters/government-records/issue-citizen.ts';
import { magicNumbers } from './adapters/government-records/magic-numbers.ts';
import { createSandboxCitizens } from './adapters/government-records/sandbox-citizens.ts';
import { createSandboxRecords } from './adapters/government-records/sandbox.ts';
import { openJobs } from './adapters/jobs/pg-boss.ts';
import { createServiceGuard } from './adapters/service-guard/breaker.ts';
import { createSharpPictures } from './adapters/pictures/sharp.ts';
import { createCompactSignatures } from './adapters/signatures/compact-jws.ts';
import { createSystemClock, systemDelay } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import { createJoseTokens } from './adapters/tokens/jose.ts';
import { createHttpsWebhookSender } from './adapters/webhooks/https.ts';
import { createApp } from './app.ts';
import { checkpointKeeper, checkpointPace, trailLog } from './compose-audit.ts';
import { openRecords, recordCosts, recordLog, recordWaitMs } from './compose-records.ts';
import { openRegistry } from './compose-registry.ts';
import { openEvidence, openVault, openWrappingTools } from './compose-evidence.ts';
import { identityOf } from './compose-identity.ts';
import { openOwnKeys } from './compose-keys.ts';
import { openDatabase, type Pool, type Surroundings } from './compose-database.ts';
import { modelFolder, publicUrl, type Config } from './config.ts';
import type { ApplicationId } from './domain/application.ts';
import { admissionRoutes } from './features/admission/routes.ts';
import { apiKeyRoutes } from './features/api-keys/routes.ts';
import type { ServiceLevels } from './domain/service-levels.ts';
import { createWorkingCalendar } from './domain/working-calendar.ts';
import { applicationRoutes } from './features/application/routes.ts';
import { viewApplication } from './features/application/view-application.ts';
import { readTrailState } from './features/audit/read-trail-state.ts';
import { tendTrail } from './features/audit/tend-trail.ts';
import { consentRoutes } from './features/consent/routes.ts';
import { evidenceRoutes } from './features/evidence/routes.ts';
import { goLiveRoutes } from './features/go-live/routes.ts';
import { watchGate, type WatchOutcome } from './features/go-live/watch-gate.ts';
import { livenessRoutes } from './features/liveness/routes.ts';
import { createCaseDesk } from './features/quality/case-desk.ts';
import { privacyRoutes } from './features/privacy/routes.ts';
import { qualityRoutes } from './features/quality/routes.ts';
import { createReviewerDesk } from './features/quality/reviewer-desk.ts';
import { receiptOf } from './features/review/case-receipt.ts';
import { reviewRoutes } from './features/review/routes.ts';
import { settleDecision, settleIfDue } from './features/review/settle-decision.ts';
import { makeSignInLink } from './features/accounts/sign-in-link.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { viewReviewer } from './features/review/view-reviewer.ts';
import { serviceRoutes } from './features/outside-services/routes.ts';
import { sandboxRoutes } from './features/sandbox/routes.ts';
import { askSeldom } from './features/system/ask-seldom.ts';
import { systemRoutes } from './features/system/routes.ts';
import { resumeWaiting } from './features/verification/resume-waiting.ts';
import { verifyApplication, type VerifyDeps } from './features/verification/verify-application.ts';
import { keepDelivering } from './features/webhooks/keep-delivering.ts';
import { webhookRoutes } from './features/webhooks/routes.ts';
import { policy } from './gate/policy.ts';
import { reviewReasonMeaning } from './gate/reasons.ts';
import { createApiKeyAccess } from './http/api-key-access.ts';
import { createCookies } from './http/cookies.ts';
import { createDeviceLimits } from './http/device-limits.ts';
import { createRequestLimits } from './http/request-limits.ts';
import type { Route } from './http/route.ts';
import { createSessions } from './http/sessions.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/database.ts';
import type { FaceEngine } from './ports/face-engine.ts';
import type { PresentationAttackDetector } from './ports/presentation-attack-detector.ts';
import type { Random } from './ports/random.ts';
import type { ApplicationRow } from './ports/applications.ts';
import type { Reviewer } from './ports/reviewers.ts';
import type { Vault } from './ports/vault.ts';
import type { WebhookSender } from './ports/webhook-sender.ts';
import { createTending } from './tend.ts';
import { createServicesWatch } from './watch-services.ts';

/** What tests put in place of the machine's own: time, chance, eyes. */
export interface Replacements {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly engine?: FaceEngine;
  /** Put before what there is, so that it can be away. */
  readonly inFrontOf?: { readonly pool: (pool: Pool) => Pool; readonly vault: (vault: Vault) => Vault };
}

function serviceLevels(config: Config): ServiceLevels {
  const { REVIEW_HOURS: week, REVIEW_DAYS_OFF: daysOff, REVIEW_TIME_ZONE: timeZone } = config;
  return {
    calendar: createWorkingCalendar({ week, daysOff, timeZone }),
    medianTargetMs: config.REVIEW_TARGET_P50_HOURS * hourMs,
    limitTargetMs: config.REVIEW_TARGET_P95_HOURS * hourMs,
  };
}

export interface Portcullis {
  readonly app: Express;
  readonly database: Database;
  readonly engine: FaceEngine;
  /** True when this start made a new master key. */
  readonly hasNewMasterKey: boolean;
  /** A one-time link for a demo reviewer, who is made known if they are not. */
  readonly signInLink: (reviewer: Reviewer) => Promise<string>;
  /** What timers ask for every minute: the watch over the gate, expiry, erasure, work that got stuck. */
  readonly tend: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

const hourMs = 3_600_000;
const tendIntervalMs = 60_000;
/** Well below a minute, so that what makes the gate fall back has done so within one. */
const watchIntervalMs = 20_000;
/** How much later than its time somebody who waits for a service is asked about again, at most. */
const resumeIntervalMs = 10_000;
/** How often this process says that its guards are still there; well below what others take for its end. */
const tellIntervalMs = 15_000;
/** How soon after a change the marketplace is told at the latest, when it answers. */
const deliverIntervalMs = 1_000;

/** Beside this file in a checkout (server/) and in a build (dist/server/). */
const root = resolve(fileURLToPath(import.meta.url), import.meta.url.endsWith('.ts') ? '../..' : '../../..');

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Also for the command line, which looks at an address before it is written down. */
export const webhookSenderOf = (config: Config): WebhookSender =>
  createHttpsWebhookSender({
    allowsLoopback: config.WEBHOOK_LOOPBACK === 'yes',
    allowedNetworks: listOf(config.WEBHOOK_NETWORKS),
  });

/** None ships: docs/decisions/0013. Those that plug in here are asked of captures, and by `evaluate liveness`. */
export const attackDetectors: readonly PresentationAttackDetector[] = [];

/** What the configuration chose to look at faces; also for the command line. Warm it up, and close it in the end. */
export function openFaceEngine(config: Config, onFallback: (why: Error) => void): FaceEngine {
  return createChosenFaceEngine({
    engine: config.FACE_ENGINE,
    workers: config.FACE_WORKERS,
    maxQueue: config.FACE_QUEUE,
    modelFolder: resolve(modelFolder(config)),
    onFallback,
  });
}

/** `port`: the one that was listened on, for links; `onFatal`: the process cannot go on. */
export async function compose(
  config: Config,
  options: Surroundings & { port: number },
  replacements: Replacements = {},
): Promise<Portcullis> {
  const { log, onFatal } = options;
  const data = resolve(config.PORTCULLIS_DATA_DIR);
  await mkdir(data, { recursive: true, mode: 0o700 });
  const clock = replacements.clock ?? createSystemClock();
  const random = replacements.random ?? createSystemRandom();
  const services = createServicesWatch({
    log,
    clock,
    process: `${hostname()}/${process.pid}`,
    figures: () => database.serviceFigures,
    createGuard: createServiceGuard,
  });
  const recordTools = { clock, random, ...recordLog(log), sql: () => database, watch: services };
  const chosen = await openRecords(config, recordTools);
  const registry = await openRegistry(config, { clock, random, log, watch: services });
  const { pool, database } = await openDatabase(config, { log, onFatal }, replacements.inFrontOf?.pool);
  const keys = await openOwnKeys(config, database).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const engine =
    replacements.engine ??
    openFaceEngine(config, (why) => log.warn({ event: 'face-engine.fell-back', err: why }));
  const jobs = await openJobs({
    pool,
    isSoleProcess: config.DATABASE_URL === undefined,
    onError: (error) => log.error({ event: 'job.failed', err: error }),
  });
  const evidence = await openEvidence(config, database);
  const complaint = await evidence.complaint();
  if (complaint !== null) log.error({ event: 'evidence.folder-not-there', message: complaint });
  const { wrapping } = openWrappingTools(config, keys);
  const vault = openVault(config, keys, { store: evidence.store, random });
  const pictures = createSharpPictures();
  const tokens = createJoseTokens({ keys, clock });
  const url = publicUrl(config, options.port);
  const isSecure = url.startsWith('https:');
  const cookies = createCookies({ isSecure });
  const sessions = createSessions({
    tokens,
    clock,
    random,
    leftSessions: database.leftSessions,
    reviewerSessions: database.reviewerSessions,
    cookies,
  });
  const citizens = createSandboxCitizens({ sql: database, keys, clock });
  const marketplace = config.MARKETPLACE_NAME;
  const hasSandbox = config.GOVERNMENT_RECORDS === 'sandbox';
  const records = hasSandbox ? createSandboxRecords({ citizens, delay: systemDelay }) : chosen;

  const sender = webhookSenderOf(config);
  const shared = {
    database,
    vault: replacements.inFrontOf?.vault(vault) ?? vault,
    pictures,
    engine,
    jobs,
    tokens,
    keys,
    signatures: createCompactSignatures({ keys }),
    clock,
    random,
    sessions,
    deviceLimits: createDeviceLimits(
      { tokens, clock, random, cookies },
      { opening: config.DEVICE_OPENINGS_PER_DAY, resuming: config.DEVICE_RESUMES_PER_DAY },
    ),
    marketplace,
    publicUrl: url,
    undoMs: config.DECISION_UNDO_SECONDS * 1000,
    levels: serviceLevels(config),
    serviceWaitMs: config.SERVICE_WAIT_SECONDS * 1000,
    jurisdiction: config.RETENTION_JURISDICTION,
  };
  const goLive = { ...shared, policy, records, registry, wantedBound: config.GO_LIVE_FALSE_ADMIT_BOUND };
  const onWatched = (outcome: WatchOutcome): void => {
    if (outcome.kind === 'fell-back') log.error({ event: 'gate.fell-back', reasons: outcome.reasons });
    if (outcome.kind === 'expired') log.warn({ event: 'gate.expired' });
  };
  const watch = async (): Promise<void> => onWatched(await watchGate(goLive));
  const desk = { ...shared, seeReceipt: (row: ApplicationRow) => receiptOf(shared, row) };
  const caseDesk = createCaseDesk(desk, clock);
  const reviewerDesk = createReviewerDesk(database, clock);
  const view = (id: ApplicationId): ReturnType<typeof viewApplication> => viewApplication(shared, id);
  const routes: readonly Route[] = [
    ...systemRoutes({
      ...shared,
      hasEvidence: askSeldom((signal) => evidence.isThere(signal), { clock }),
      hasKeys: askSeldom((signal) => wrapping.isReachable(signal), { clock }),
      trailState: () => readTrailState(shared),
    }),
    ...applicationRoutes(shared),
    ...apiKeyRoutes(shared),
    ...webhookRoutes({ ...shared, sender }),
    ...admissionRoutes({
      ...shared,
      statementValidityMs: config.ADMISSION_STATEMENT_DAYS * 24 * 3_600_000,
    }),
    ...consentRoutes({ ...shared, view }),
    ...privacyRoutes({ ...shared, view }),
    ...evidenceRoutes({ ...shared, view, caseDesk, photoLimits: policy.photo }),
    ...livenessRoutes(shared),
    ...qualityRoutes({
      ...shared,
      shares: { known: config.QUALITY_KNOWN_SHARE, second: config.QUALITY_SECOND_SHARE },
      fitsDecision: (reason, decision) => reviewReasonMeaning[reason].for.includes(decision),
    }),
    ...goLiveRoutes({ ...goLive, onWatched }),
    ...accountRoutes({
      ...shared,
      identity: identityOf(config, { ...shared, log }),
      hasDemoReviewers: config.DEMO_REVIEWERS === 'yes',
      viewReviewer: (reviewer) => viewReviewer(shared, reviewer),
    }),
    ...reviewRoutes({ ...desk, caseDesk, reviewerDesk }),
    ...serviceRoutes({ database, clock, watched: services.watched, costs: () => recordCosts(database) }),
    ...(hasSandbox
      ? sandboxRoutes({
          ...shared,
          office: {
            magicNumbers: [...magicNumbers],
            magicBusinessCodes: magicBusinessCodes.map(({ code, outcome, shows }) => ({
              code,
              outcome,
              shows,
            })),
          },
          issue: (person) => issueCitizen({ citizens, random, clock }, person),
        })
      : []),
  ];

  const verification: VerifyDeps = {
    ...shared,
    policy,
    timeoutMs: recordWaitMs(config),
    waitMs: shared.serviceWaitMs,
    records,
    detectors: attackDetectors,
    registry,
  };
  await jobs.work('verify-application', (job, signal) => verifyApplication(verification, job, signal));
  await jobs.work('watch-gate', watch);
  await jobs.work('resume-waiting', (_job, signal) => resumeWaiting(shared, signal));
  const settling = async (id: string): Promise<typeof shared> => ({
    ...shared,
    ...(await caseDesk(id as ApplicationId, null)),
  });
  await jobs.work('settle-decision', async (job) => settleDecision(await settling(job.applicationId), job));
  const quality = {
    ...shared,
    shares: { known: config.QUALITY_KNOWN_SHARE, second: config.QUALITY_SECOND_SHARE },
    settle: async (alias: ApplicationId) => settleIfDue(await settling(alias), alias),
  };
  const trail = {
    ...shared,
    pace: checkpointPace(config),
    keeper: checkpointKeeper(config, { sender, clock }),
    ...trailLog(log),
  };
  const keepTrail = (signal: AbortSignal): Promise<void> => tendTrail(trail, signal);
  const tend = createTending({ log, watch, verification, shared, quality, keepTrail });
  await jobs.work('tend', (_job, signal) => tend(signal));
  const regularly = (name: 'tend' | 'watch-gate' | 'resume-waiting', everyMs: number): NodeJS.Timeout => {
    const onError = (error: unknown): void => log.warn({ event: 'job.not-queued', err: error });
    return setInterval(() => void jobs.enqueue(database, name, {}).catch(onError), everyMs).unref();
  };
  await services.tell();
  const timers = [
    regularly('tend', tendIntervalMs),
    regularly('watch-gate', watchIntervalMs),
    regularly('resume-waiting', resumeIntervalMs),
    setInterval(() => void services.tell(), tellIntervalMs).unref(),
  ];

  const delivering = keepDelivering(
    { ...shared, sender },
    {
      intervalMs: deliverIntervalMs,
      onReport: (endpointId, { givenUp, isDisabled }) => {
        if (givenUp > 0) log.error({ event: 'webhook.given-up', endpointId, givenUp });
        if (isDisabled) log.error({ event: 'webhook.endpoint-disabled', endpointId });
      },
      onError: (error) => log.error({ event: 'webhook.failed', err: error }),
    },
  );

  const app = createApp({
    log,
    routes,
    askers: {
      ...sessions,
      ...createApiKeyAccess({
        apiKeys: database.apiKeys,
        clock,
        requestsPerMinute: config.MARKETPLACE_REQUESTS_PER_MINUTE,
      }),
    },
    version: '0.1.0',
    pagesDirectory: join(root, 'dist/web'),
    problemPagesDirectory: join(root, 'docs/problems'),
    isSecure,
    trustedProxies: listOf(config.TRUSTED_PROXIES),
    openingsPerHour: config.OPENINGS_PER_HOUR,
    addressPerMinute: config.ADDRESS_REQUESTS_PER_MINUTE,
    limits: createRequestLimits(clock, {
      applicantPerMinute: config.APPLICANT_REQUESTS_PER_MINUTE,
      reviewerPerMinute: config.REVIEWER_REQUESTS_PER_MINUTE,
      uploadsAtOnce: config.UPLOADS_AT_ONCE,
      uploadsAtOnceEach: config.UPLOADS_AT_ONCE_EACH,
    }),
    hasSandbox,
  });

  return {
    app,
    database,
    engine,
    hasNewMasterKey: keys.wasGenerated,
    tend,
    signInLink: (reviewer) => makeSignInLink(shared, { reviewer, kind: 'demo' }),
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await delivering.stop();
      await jobs.close();
      await engine.close();
      await services.close();
      await database.close();
    },
  };
}
