// Imports adapters, one per port, chosen by the configuration; the government record's are put together in compose-records.ts.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { magicBusinessCodes } from './adapters/business-registry/magic-codes.ts';
import { createDatabase } from './adapters/database/create-database.ts';
import { openEmbeddedPool } from './adapters/database/embedded.ts';
import { migrate } from './adapters/database/migrate.ts';
import { openPostgresPool } from './adapters/database/postgres.ts';
import { createEncryptedDisk } from './adapters/evidence-store/encrypted-disk.ts';
import { createChosenFaceEngine } from './adapters/face-engine/choose.ts';
import { issueCitizen } from './adapters/government-records/issue-citizen.ts';
import { magicNumbers } from './adapters/government-records/magic-numbers.ts';
import { createSandboxCitizens } from './adapters/government-records/sandbox-citizens.ts';
import { createSandboxRecords } from './adapters/government-records/sandbox.ts';
import { openJobs } from './adapters/jobs/pg-boss.ts';
import { createOidcProvider } from './adapters/identity-provider/oidc.ts';
import { createFileKeys, thumbprintOf } from './adapters/keys/file.ts';
import { createSharpPictures } from './adapters/pictures/sharp.ts';
import { createCompactSignatures, verifyCompactJws } from './adapters/signatures/compact-jws.ts';
import { createSystemClock, systemDelay } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import { createJoseTokens } from './adapters/tokens/jose.ts';
import { createEnvelopeVault } from './adapters/vault/envelope.ts';
import { createHttpsWebhookSender } from './adapters/webhooks/https.ts';
import { createApp } from './app.ts';
import { openRecords, recordLog, recordWaitMs } from './compose-records.ts';
import { openRegistry } from './compose-registry.ts';
import { modelFolder, publicUrl, type Config } from './config.ts';
import { finishProviderSignIn } from './contract/accounts.ts';
import type { ApplicationId } from './domain/application.ts';
import { admissionRoutes } from './features/admission/routes.ts';
import { apiKeyRoutes } from './features/api-keys/routes.ts';
import type { ServiceLevels } from './domain/service-levels.ts';
import { createWorkingCalendar } from './domain/working-calendar.ts';
import { applicationRoutes } from './features/application/routes.ts';
import { viewApplication } from './features/application/view-application.ts';
import { consentRoutes } from './features/consent/routes.ts';
import { evidenceRoutes } from './features/evidence/routes.ts';
import { goLiveRoutes } from './features/go-live/routes.ts';
import { watchGate, type WatchOutcome } from './features/go-live/watch-gate.ts';
import { livenessRoutes } from './features/liveness/routes.ts';
import { createCaseDesk } from './features/quality/case-desk.ts';
import { qualityRoutes } from './features/quality/routes.ts';
import { createReviewerDesk } from './features/quality/reviewer-desk.ts';
import { reviewRoutes } from './features/review/routes.ts';
import { settleDecision, settleIfDue } from './features/review/settle-decision.ts';
import { makeSignInLink } from './features/accounts/sign-in-link.ts';
import { accountRoutes, type AccountRouteDeps } from './features/accounts/routes.ts';
import { viewReviewer } from './features/review/view-reviewer.ts';
import { sandboxRoutes } from './features/sandbox/routes.ts';
import { systemRoutes } from './features/system/routes.ts';
import { verifyApplication, type VerifyDeps } from './features/verification/verify-application.ts';
import { keepDelivering } from './features/webhooks/keep-delivering.ts';
import { webhookRoutes } from './features/webhooks/routes.ts';
import { policy } from './gate/policy.ts';
import { reviewReasonMeaning } from './gate/reasons.ts';
import { createApiKeyAccess } from './http/api-key-access.ts';
import type { Route } from './http/route.ts';
import { createSessions } from './http/sessions.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/database.ts';
import type { FaceEngine } from './ports/face-engine.ts';
import type { PresentationAttackDetector } from './ports/presentation-attack-detector.ts';
import type { Keys, PublicKey } from './ports/keys.ts';
import type { Random } from './ports/random.ts';
import type { Reviewer } from './ports/reviewers.ts';
import type { Vault } from './ports/vault.ts';
import type { WebhookSender } from './ports/webhook-sender.ts';
import { createTending } from './tend.ts';

/** What tests put in place of the machine's own: time, chance, eyes. */
export interface Replacements {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly engine?: FaceEngine;
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
  /** A one-time link for a reviewer, who is made known if they are not. */
  readonly signInLink: (reviewer: Reviewer) => Promise<string>;
  /** What timers ask for every minute: the watch over the gate, expiry, erasure, work that got stuck. */
  readonly tend: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

const hourMs = 3_600_000;
const tendIntervalMs = 60_000;
/** Well below a minute, so that what makes the gate fall back has done so within one. */
const watchIntervalMs = 20_000;
/** How soon after a change the marketplace is told at the latest, when it answers. */
const deliverIntervalMs = 1_000;
const postgresConnections = 10;

/** Beside this file in a checkout (server/) and in a build (dist/server/). */
const root = resolve(fileURLToPath(import.meta.url), import.meta.url.endsWith('.ts') ? '../..' : '../../..');

interface Surroundings {
  readonly log: Logger;
  readonly onFatal: (error: Error) => void;
}

async function openDatabase(
  config: Config,
  { log, onFatal }: Surroundings,
): Promise<{ pool: Awaited<ReturnType<typeof openEmbeddedPool>>; database: Database }> {
  const onWarning = (error: Error): void => log.warn({ event: 'database.warned', err: error });
  const directory = join(resolve(config.PORTCULLIS_DATA_DIR), 'database');
  const pool =
    config.DATABASE_URL === undefined
      ? await openEmbeddedPool({ directory, onFatal, onWarning })
      : openPostgresPool({
          url: config.DATABASE_URL.reveal(),
          maxConnections: postgresConnections,
          onWarning,
        });
  await migrate(pool);
  return { pool, database: createDatabase(pool) };
}

const masterKeyPath = (config: Config): string => join(resolve(config.PORTCULLIS_DATA_DIR), 'master.key');

function openKeys(config: Config): ReturnType<typeof createFileKeys> {
  return createFileKeys({
    path: masterKeyPath(config),
    masterKey: config.MASTER_KEY,
    signingGeneration: config.SIGNING_KEY_GENERATION,
  });
}

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

function openVault(config: Config, keys: Keys, random: Random): Vault {
  const folder = join(resolve(config.PORTCULLIS_DATA_DIR), 'evidence');
  return createEnvelopeVault({ keys, store: createEncryptedDisk({ folder }), random });
}

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

/** Asks the provider nothing yet: it may be down now, and people may sign in later. */
function identityOf(
  config: Config,
  { clock, publicUrl: url, log }: { clock: Clock; publicUrl: string; log: Logger },
): AccountRouteDeps['identity'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = config;
  if (issuer === undefined || clientId === undefined) return null;
  const provider = createOidcProvider({
    name: config.OIDC_NAME,
    issuer,
    clientId,
    clientSecret: config.OIDC_CLIENT_SECRET,
    scopes: config.OIDC_SCOPES,
    rolesClaim: config.OIDC_ROLES_CLAIM,
    callbackUrl: `${url}${finishProviderSignIn.path}`,
    signedOutUrl: `${url}/review`,
    clock,
    onTrouble: (what, code) => log.warn({ event: 'identity-provider.trouble', what, code }),
  });
  return {
    provider,
    roleValues: {
      reviewer: config.OIDC_ROLE_REVIEWER,
      lead: config.OIDC_ROLE_LEAD,
      operator: config.OIDC_ROLE_OPERATOR,
    },
  };
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
  const recordTools = { clock, random, ...recordLog(log), sql: () => database };
  const chosen = await openRecords(config, recordTools);
  const registry = await openRegistry(config, { clock, random, log });
  const keys = await openKeys(config);
  const { pool, database } = await openDatabase(config, { log, onFatal });
  const engine =
    replacements.engine ??
    openFaceEngine(config, (why) => log.warn({ event: 'face-engine.fell-back', err: why }));
  const jobs = await openJobs({
    pool,
    isSoleProcess: config.DATABASE_URL === undefined,
    onError: (error) => log.error({ event: 'job.failed', err: error }),
  });
  const vault = openVault(config, keys, random);
  const pictures = createSharpPictures();
  const tokens = createJoseTokens({ keys, clock });
  const url = publicUrl(config, options.port);
  const isSecure = url.startsWith('https:');
  const sessions = createSessions({
    tokens,
    clock,
    reviewerSessions: database.reviewerSessions,
    isSecure,
  });
  const citizens = createSandboxCitizens({ sql: database, keys, clock });
  const marketplace = config.MARKETPLACE_NAME;
  const hasSandbox = config.GOVERNMENT_RECORDS === 'sandbox';
  const records = hasSandbox ? createSandboxRecords({ citizens, delay: systemDelay }) : chosen;

  const sender = webhookSenderOf(config);
  const shared = {
    database,
    vault,
    pictures,
    engine,
    jobs,
    tokens,
    keys,
    signatures: createCompactSignatures({ keys }),
    clock,
    random,
    sessions,
    marketplace,
    publicUrl: url,
    undoMs: config.DECISION_UNDO_SECONDS * 1000,
    levels: serviceLevels(config),
  };
  const goLive = { ...shared, policy, records, registry, wantedBound: config.GO_LIVE_FALSE_ADMIT_BOUND };
  const onWatched = (outcome: WatchOutcome): void => {
    if (outcome.kind === 'fell-back') log.error({ event: 'gate.fell-back', reasons: outcome.reasons });
    if (outcome.kind === 'expired') log.warn({ event: 'gate.expired' });
  };
  const watch = async (): Promise<void> => onWatched(await watchGate(goLive));
  const caseDesk = createCaseDesk(shared, clock);
  const reviewerDesk = createReviewerDesk(database, clock);
  const view = (id: ApplicationId): ReturnType<typeof viewApplication> => viewApplication(shared, id);
  const routes: readonly Route[] = [
    ...systemRoutes(shared),
    ...applicationRoutes(shared),
    ...apiKeyRoutes(shared),
    ...webhookRoutes({ ...shared, sender }),
    ...admissionRoutes({
      ...shared,
      statementValidityMs: config.ADMISSION_STATEMENT_DAYS * 24 * 3_600_000,
    }),
    ...consentRoutes({ ...shared, view }),
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
    ...reviewRoutes({ ...shared, caseDesk, reviewerDesk }),
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
    records,
    detectors: attackDetectors,
    registry,
  };
  await jobs.work('verify-application', (job, signal) => verifyApplication(verification, job, signal));
  await jobs.work('watch-gate', watch);
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
  const tend = createTending({ log, watch, verification, shared, quality });
  await jobs.work('tend', (_job, signal) => tend(signal));
  const regularly = (name: 'tend' | 'watch-gate', everyMs: number): NodeJS.Timeout => {
    const onError = (error: unknown): void => log.warn({ event: 'job.not-queued', err: error });
    return setInterval(() => void jobs.enqueue(database, name, {}).catch(onError), everyMs).unref();
  };
  const timers = [regularly('tend', tendIntervalMs), regularly('watch-gate', watchIntervalMs)];

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
    hasSandbox,
  });

  return {
    app,
    database,
    engine,
    hasNewMasterKey: keys.wasGenerated,
    tend,
    signInLink: (reviewer) => makeSignInLink(shared, { reviewer, isBreakGlass: false }),
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await delivering.stop();
      await jobs.close();
      await engine.close();
      await database.close();
    },
  };
}

/** For the command line: what the sandbox adapters answer to which number. */
export const sandboxNumbers = { citizens: magicNumbers, businesses: magicBusinessCodes } as const;

/** What the command line works with while nothing of the system runs but the database. */
export interface Tools {
  /** Opened, and made when there are none, only when asked for. */
  readonly keys: () => Promise<Keys>;
  readonly vault: () => Promise<Vault>;
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

/** For the command line. With the embedded database, rejects while a server runs on it. */
export async function withDatabase<T>(
  config: Config,
  surroundings: Surroundings,
  work: (tools: Tools) => Promise<T>,
): Promise<T> {
  const { database } = await openDatabase(config, surroundings);
  try {
    const keys = (): Promise<Keys> => openKeys(config);
    const random = createSystemRandom();
    const vault = async (): Promise<Vault> => openVault(config, await keys(), random);
    return await work({ database, keys, vault, clock: createSystemClock(), random });
  } finally {
    await database.close();
  }
}

/** For the command line: checking what was signed needs no database and no server. */
export const signatureChecks = {
  verify: verifyCompactJws,
  thumbprintOf,
  /** Keys of this installation's master key; null when it has none yet. Makes none. */
  ownKeys: async (config: Config): Promise<readonly PublicKey[] | null> =>
    config.MASTER_KEY === undefined && !existsSync(masterKeyPath(config))
      ? null
      : (await openKeys(config)).publicKeys(),
} as const;
