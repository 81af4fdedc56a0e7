// `portcullis records check`: asks each configured service one question about nobody, and says what came of it.
import { machineTools, openRecordServices, serviceLimitMs, type RecordService } from '../compose-records.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import type { CitizenId } from '../domain/citizen-id.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { withTimeLimit } from '../domain/time-limit.ts';
import type { GovernmentRecordAnswer } from '../ports/government-records.ts';
import type { Unavailable } from '../ports/unavailable.ts';
import type { RecordProvider } from '../records-config.ts';

/** Well-formed, of the province 99 that no state uses: whoever is asked about it can but say that there is nobody. */
const nobody = '990000199001010308' as CitizenId;

const exit = { answers: 0, doesNot: 1, none: 2, config: 78 } as const;

/** What to do about each; null: it was reached, and took our key and our clock. */
const advice: Record<Unavailable['why'], string | null> = {
  timeout: `it did not answer within ${serviceLimitMs / 1000} s: look at the way to it`,
  'rate-limited': 'it was reached, and has too many questions already: try again',
  'daily-limit': 'it was reached, and the quota of the day is used up',
  maintenance: 'it was reached, and is out of service',
  unreachable: 'it cannot be reached: look at its address, the network, its certificate',
  'bad-answer': 'what answers is not this service, or speaks in a way we do not know',
  refused: null,
  'not-authorised':
    'it does not take our key, or the key has no right to ask, or the product is not activated',
  'clock-skew': "this machine's clock is too far from its own: set the clock",
  unpaid: 'the account is in arrears',
};

interface Voices {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Null when all is well. */
function complaintOf(answer: GovernmentRecordAnswer): string | null {
  if (answer.answer === 'not-found') return null;
  if (answer.answer === 'unavailable') return advice[answer.why];
  return 'it claims to know somebody who cannot exist: do not believe what it says of others';
}

/** Whether it answers as it should. */
async function probe(
  { place, url, keyFile, records }: RecordService,
  codes: readonly string[],
  { print, complain }: Voices,
): Promise<boolean> {
  print(`service  ${records.name}${place === 'GOVERNMENT_RECORDS_FALLBACK' ? ', the fallback' : ''}`);
  print(`address  ${url ?? 'its public one'}`);
  print(`key      from ${keyFile ?? 'the environment'}`);
  const query = { name: new Sensitive('测试'), citizenId: new Sensitive(nobody), livePhoto: null };
  const answer = await withTimeLimit(new AbortController().signal, serviceLimitMs, (signal) =>
    records.lookUp(query, signal),
  );
  const said = answer.answer === 'unavailable' ? answer.why : answer.answer;
  print(['probe   ', said, ...codes.map((code) => `(${code})`)].join(' '));
  const complaint = complaintOf(answer);
  if (complaint === null) print('ok: it was reached, and took our key and our clock');
  else complain(`${records.name}: ${complaint}`);
  return complaint === null;
}

async function probeAll(config: Config, voices: Voices): Promise<number> {
  const codes: Record<RecordProvider, string[]> = { tencent: [], alibaba: [] };
  const services = await openRecordServices(config, {
    ...machineTools(),
    onTrouble: ({ provider, code }) => void codes[provider].push(code ?? 'no code'),
    onRetry: () => undefined,
    onAlarm: () => undefined,
    onNotCounted: () => undefined,
    sql: null,
  });
  if (services.length === 0) {
    voices.complain(`no service is asked: GOVERNMENT_RECORDS=${config.GOVERNMENT_RECORDS}`);
    return exit.none;
  }
  let isWell = true;
  for (const service of services) isWell = (await probe(service, codes[service.provider], voices)) && isWell;
  return isWell ? exit.answers : exit.doesNot;
}

/**
 * Answers the exit code: 0 each answers, 1 one does not, 2 no service is configured, 78 the configuration is at fault.
 * The question is one that both providers list as free.
 */
export async function checkRecords(environment: NodeJS.ProcessEnv, voices: Voices): Promise<number> {
  try {
    return await probeAll(readConfig(environment), voices);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    voices.complain(error.message);
    return exit.config;
  }
}
