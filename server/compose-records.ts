// Puts the government record together: the services that the configuration names, in order, as one record.
import type { Logger } from 'pino';
import { createAlarms, type Alarm } from './adapters/government-records/alarms.ts';
import {
  createChosenRecords,
  openStandIn,
  readKeyFrom,
  type OpenStandIn,
} from './adapters/government-records/choose.ts';
import { createCostCounter, readCosts, type MonthOfQuestions } from './adapters/government-records/costs.ts';
import { createOrderOfServices } from './adapters/government-records/order-of-services.ts';
import type { Layer } from './adapters/government-records/around.ts';
import { createPace } from './adapters/government-records/pace.ts';
import { createRetry } from './adapters/government-records/retry.ts';
import { createSystemClock, systemDelay } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import { ConfigError, type Config } from './config.ts';
import type { Clock } from './ports/clock.ts';
import type { GovernmentRecords } from './ports/government-records.ts';
import type { SqlExecutor } from './ports/jobs.ts';
import type { Random } from './ports/random.ts';
import { recordAnswerClass, type RecordQuestion } from './ports/record-question.ts';
import type { Unavailable } from './ports/unavailable.ts';
import { recordPlaces, recordProviders, type RecordPlace, type RecordProvider } from './records-config.ts';

/** How long one service is waited for. */
export const serviceLimitMs = 10_000;

/**
 * Questions a second, as published. Tencent Cloud takes 20 with a face and 100 about name and number alone: the lower
 * one holds for both together. Alibaba Cloud publishes none.
 */
const quota: Readonly<Record<RecordProvider, number | null>> = { tencent: 20, alibaba: null };

function paceOf(provider: RecordProvider): readonly Layer[] {
  const perSecond = quota[provider];
  if (perSecond === null) return [];
  return [createPace({ perSecond, elapsedMs: () => performance.now(), delay: systemDelay })];
}

/** `code`: what the service called it, null when no answer was read. Nothing about a person is in it. */
export interface RecordTrouble {
  readonly provider: RecordProvider;
  readonly why: Unavailable['why'];
  readonly code: string | null;
}

export interface RecordTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly onTrouble: (what: RecordTrouble) => void;
  /** Asked again after `pauseMs`, for nothing. */
  readonly onRetry: (what: RecordTrouble & { readonly pauseMs: number }) => void;
  readonly onAlarm: (what: Alarm & { readonly provider: RecordProvider }) => void;
  readonly onQuestion: (question: RecordQuestion) => void;
  /** Where questions are counted; null counts nothing. Asked for with the first question, not before. */
  readonly sql: (() => SqlExecutor) | null;
  readonly onNotCounted: (error: unknown) => void;
}

/** One service as it is configured. */
export interface RecordService {
  /** The variable that chose it. */
  readonly place: RecordPlace;
  readonly provider: RecordProvider;
  /** Null: its public address. */
  readonly url: string | null;
  /** Null: the key is in the environment. */
  readonly keyFile: string | null;
  readonly records: GovernmentRecords;
}

type ServiceTools = Omit<RecordTools, 'onQuestion'>;

/** Rejects with `ConfigError` when the key cannot be read: found at the start, and not with the first applicant. */
async function openService(
  config: Config,
  place: RecordPlace,
  provider: RecordProvider,
  { onTrouble, onRetry, onAlarm, onNotCounted, sql, ...tools }: ServiceTools,
): Promise<RecordService> {
  const keyFile = config[`${place}_KEY_FILE`];
  const [url, sceneId] = [config[`${place}_URL`] ?? null, config[`${place}_SCENE_ID`] ?? null];
  const key = readKeyFrom({
    id: config[`${place}_KEY_ID`],
    secret: config[`${place}_KEY_SECRET`],
    file: keyFile,
  });
  if ((await key()) === null)
    throw new ConfigError(
      `${place}_KEY_FILE: no such file, or not {"id": "…", "secret": "…"} without spaces in either`,
    );
  const retry = createRetry({
    ...tools,
    delay: systemDelay,
    onRetry: ({ trouble: { why, code }, pauseMs }) => onRetry({ provider, why, code, pauseMs }),
  });
  const alarms = createAlarms((what) => onAlarm({ provider, ...what }));
  const counter =
    sql === null ? [] : [createCostCounter({ provider, clock: tools.clock, sql, onError: onNotCounted })];
  const records = createChosenRecords(
    { provider, key, url, sceneId },
    {
      ...tools,
      layers: [alarms, retry, ...paceOf(provider), ...counter],
      onTrouble: ({ why, code }) => onTrouble({ provider, why, code }),
    },
  );
  return { place, provider, url, keyFile: keyFile ?? null, records };
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
export const recordLog = (log: Logger): Omit<RecordTools, 'clock' | 'random' | 'sql'> => ({
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

/** For trying out: a service of our own, with the settings under which it is asked. */
export const openRecordStandIn = (provider: RecordProvider): Promise<OpenStandIn> =>
  openStandIn(provider, machineTools());
