// Puts the government record together: the services that the configuration names, in order, as one record.
import type { Logger } from 'pino';
import { createAlarms, type Alarm } from './adapters/government-records/alarms.ts';
import {
  createChosenRecords,
  openProvider,
  SettingAtFault,
  type ChosenProvider,
} from './adapters/government-records/choose.ts';
import { createCostCounter, readCosts, type MonthOfQuestions } from './adapters/government-records/costs.ts';
import { createOrderOfServices } from './adapters/government-records/order-of-services.ts';
import type { Layer } from './adapters/government-records/around.ts';
import { createBreaker } from './adapters/government-records/breaker.ts';
import { createMeasure } from './adapters/government-records/measure.ts';
import { createPace } from './adapters/government-records/pace.ts';
import { createRetry } from './adapters/government-records/retry.ts';
import { createSystemClock, systemDelay } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import { certificateEnds } from './adapters/wire/client-certificate.ts';
import { measureClock } from './adapters/wire/measure-clock.ts';
import { ConfigError, type Config } from './config.ts';
import type { Clock } from './ports/clock.ts';
import type { GovernmentRecords } from './ports/government-records.ts';
import type { SqlExecutor } from './ports/jobs.ts';
import type { Random } from './ports/random.ts';
import { recordAnswerClass, type RecordQuestion } from './ports/record-question.ts';
import type { Unavailable } from './ports/unavailable.ts';
import type { ServicesWatch } from './watch-services.ts';
import { recordPlaces, recordProviders, type RecordPlace, type RecordProvider } from './records-config.ts';
import { tlsFilesOf, type ServiceCheck } from './service-settings.ts';

/** How long one service is waited for. */
export const serviceLimitMs = 10_000;

function paceOf({ perSecond }: ChosenProvider): readonly Layer[] {
  if (perSecond === null) return [];
  return [createPace({ perSecond, elapsedMs: () => performance.now(), delay: systemDelay })];
}

/** Around what counts questions: what is kept back is none. And innermost: how each went. */
function guardOf(service: string, watch: ServicesWatch | null): [readonly Layer[], readonly Layer[]] {
  if (watch === null) return [[], []];
  const { guard, onAsked, onHeldBack } = watch.watch({ service, kind: 'government-record' });
  return [
    [createBreaker(guard, onHeldBack)],
    [createMeasure({ elapsedMs: () => performance.now(), onAsked })],
  ];
}

/** `code`: what the service called it, null when no answer was read. Nothing about a person is in it. */
export interface RecordTrouble {
  /** The name of the service, as in the trail. */
  readonly provider: string;
  readonly why: Unavailable['why'];
  readonly code: string | null;
}

export interface RecordTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly onTrouble: (what: RecordTrouble) => void;
  /** Asked again after `pauseMs`, for nothing. */
  readonly onRetry: (what: RecordTrouble & { readonly pauseMs: number }) => void;
  readonly onAlarm: (what: Alarm & { readonly provider: string }) => void;
  readonly onQuestion: (question: RecordQuestion) => void;
  /** Where questions are counted; null counts nothing. Asked for with the first question, not before. */
  readonly sql: (() => SqlExecutor) | null;
  readonly onNotCounted: (error: unknown) => void;
  /** Null guards nothing, and measures nothing: somebody asks by hand. */
  readonly watch: ServicesWatch | null;
}

/** One service as it is configured. */
export interface RecordService {
  /** The variable that chose it. */
  readonly place: RecordPlace;
  readonly provider: RecordProvider;
  readonly url: string;
  /** Null: the key is in the environment. */
  readonly keyFile: string | null;
  readonly records: GovernmentRecords;
  readonly check: ServiceCheck;
}

type ServiceTools = Omit<RecordTools, 'onQuestion'>;

/** Rejects with `ConfigError` when key, mapping or certificate cannot be read: found at the start. */
async function chosenProvider(
  config: Config,
  place: RecordPlace,
  provider: RecordProvider,
): Promise<ChosenProvider> {
  try {
    return await openProvider({
      provider,
      url: config[`${place}_URL`] ?? null,
      keyId: config[`${place}_KEY_ID`],
      keySecret: config[`${place}_KEY_SECRET`],
      keyFile: config[`${place}_KEY_FILE`],
      sceneId: config[`${place}_SCENE_ID`] ?? null,
      mappingFile: config[`${place}_MAPPING_FILE`],
      tlsFiles: tlsFilesOf(config, place),
    });
  } catch (error) {
    if (!(error instanceof SettingAtFault)) throw error;
    throw new ConfigError(`${place}${error.setting}: ${error.message}`);
  }
}

async function openService(
  config: Config,
  place: RecordPlace,
  provider: RecordProvider,
  { onTrouble, onRetry, onAlarm, onNotCounted, sql, watch, ...tools }: ServiceTools,
): Promise<RecordService> {
  const chosen = await chosenProvider(config, place, provider);
  const { name, url } = chosen;
  const retry = createRetry({
    ...tools,
    delay: systemDelay,
    onRetry: ({ trouble: { why, code }, pauseMs }) => onRetry({ provider: name, why, code, pauseMs }),
  });
  const alarms = createAlarms((what) => onAlarm({ provider: name, ...what }));
  const counter =
    sql === null
      ? []
      : [createCostCounter({ provider: name, clock: tools.clock, sql, onError: onNotCounted })];
  const [breaker, measure] = guardOf(name, watch);
  const records = createChosenRecords(chosen, {
    ...tools,
    layers: [alarms, retry, ...breaker, ...paceOf(chosen), ...counter, ...measure],
    onTrouble: ({ why, code }) => onTrouble({ provider: name, why, code }),
  });
  const { allowedSkewMs, isNobodyFree, tls } = chosen;
  const check = {
    allowedSkewMs,
    isNobodyFree,
    measureClock: (signal: AbortSignal) => measureClock({ url, tls, clock: tools.clock }, signal),
    certificateEnds: () => certificateEnds(tls),
  };
  return { place, provider, url, keyFile: config[`${place}_KEY_FILE`] ?? null, records, check };
}

const chosenAt = (config: Config, place: RecordPlace): RecordProvider | undefined =>
  recordProviders.find((one) => one === config[place]);

/** Those asked over the network, in order; none with the sandbox. Rejects with `ConfigError`. */
export async function openRecordServices(
  config: Config,
  tools: ServiceTools,
): Promise<readonly RecordService[]> {
  const chosen = recordPlaces.flatMap((place) => {
    const provider = chosenAt(config, place);
    return provider === undefined ? [] : [openService(config, place, provider, tools)];
  });
  return Promise.all(chosen);
}

/** Null where no service is asked over the network. Rejects with `ConfigError`. */
export async function openRecords(
  config: Config,
  { onQuestion, ...tools }: RecordTools,
): Promise<GovernmentRecords | null> {
  const [first, ...others] = (await openRecordServices(config, tools)).map(({ records }) => records);
  if (first === undefined) return null;
  return createOrderOfServices({ services: [first, ...others], limitMs: serviceLimitMs, onQuestion });
}

/** Longer than the services' own times together: the last one's end comes first, and its question is on record. */
const spareMs = 1_000;

/** Room for each service's own time. */
export const recordWaitMs = (config: Config): number =>
  spareMs +
  serviceLimitMs * Math.max(1, recordPlaces.filter((place) => chosenAt(config, place) !== undefined).length);

/** What the operator reads of it. */
export const recordLog = (log: Logger): Omit<RecordTools, 'clock' | 'random' | 'sql' | 'watch'> => ({
  onTrouble: (what) => log.warn({ event: 'government-record.trouble', ...what }),
  onAlarm: (what) =>
    log[what.state === 'raised' ? 'error' : 'info']({ event: 'government-record.alarm', ...what }),
  onNotCounted: (error) => log.warn({ event: 'government-record.not-counted', err: error }),
  onRetry: (what) => log.info({ event: 'government-record.asked-again', ...what }),
  onQuestion: ({ provider, answer, because }) =>
    log.info({
      event: 'government-record.asked',
      provider,
      answer: recordAnswerClass(answer),
      because,
    }),
});

/** For the command line: what each service was asked, newest month first. */
export const recordCosts = (sql: SqlExecutor): Promise<readonly MonthOfQuestions[]> => readCosts(sql);

/** For the command line: time and chance of the machine. */
export const machineTools = (): Pick<RecordTools, 'clock' | 'random'> => ({
  clock: createSystemClock(),
  random: createSystemRandom(),
});
