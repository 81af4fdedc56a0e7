// What an operator finds out about one outside service before an applicant does: a line for each finding.
import { ConfigError, readConfig, type Config } from '../config.ts';
import { withTimeLimit } from '../domain/time-limit.ts';
import type { Unavailable } from '../ports/unavailable.ts';
import type { ServiceCheck } from '../service-settings.ts';

export const exitCodes = { well: 0, wrong: 1, none: 2, config: 78 } as const;

const limitMs = 10_000;
const dayMs = 24 * 3_600_000;
/** An operator has time enough to ask for another certificate. */
const warnBeforeEndMs = 30 * dayMs;

export interface Voices {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

export interface CheckedService extends ServiceCheck {
  /** As in log and trail. */
  readonly name: string;
  /** Where it stands in the order of services; empty for the first. */
  readonly remark: string;
  readonly url: string;
  /** Null: in the environment. */
  readonly keyFile: string | null;
  /** Asks about nobody: null when it says that there is nobody, otherwise what it said and the codes of it. */
  readonly probe: (
    signal: AbortSignal,
  ) => Promise<{ readonly said: Unavailable['why'] | 'known'; readonly codes: readonly string[] } | null>;
}

/** What to do about each; null: it was reached, and took our key and our clock. */
const advice: Record<Unavailable['why'] | 'known', string | null> = {
  timeout: `it did not answer within ${limitMs / 1000} s: look at the way to it`,
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
  known: 'it claims to know somebody who cannot exist: do not believe what it says of others',
};

type Finding = { readonly is: 'ok' | 'warning' | 'wrong'; readonly what: string };
const ok = (what: string): Finding => ({ is: 'ok', what });
const warning = (what: string): Finding => ({ is: 'warning', what });
const wrong = (what: string): Finding => ({ is: 'wrong', what });

async function lookAtCertificate({ certificateEnds }: CheckedService): Promise<readonly Finding[]> {
  const ends = await certificateEnds();
  if (ends === null) return [];
  const leftMs = ends.getTime() - Date.now();
  const until = `our certificate holds until ${ends.toISOString().slice(0, 10)}`;
  if (leftMs <= 0) return [wrong('our certificate has run out: put another in its place')];
  return [leftMs < warnBeforeEndMs ? warning(`${until}: ask for another`) : ok(until)];
}

function lookAtClock(aheadMs: number | null, { allowedSkewMs }: CheckedService): Finding {
  if (aheadMs === null) return warning('the clock could not be measured: no answer with a date');
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  const measured = `this machine's clock is ${seconds} s ${aheadMs < 0 ? 'behind' : 'ahead of'} its own`;
  const allowed = `signatures hold up to ${allowedSkewMs / 1000} s`;
  return Math.abs(aheadMs) > allowedSkewMs
    ? wrong(`${measured}, and ${allowed}: set the clock`)
    : ok(`${measured}; ${allowed}`);
}

async function lookAtAnswer({ isNobodyFree, probe }: CheckedService, wasReached: boolean): Promise<Finding> {
  if (!isNobodyFree)
    return wasReached
      ? warning('it was reached; whether it takes our key was not asked, for no question is known to be free')
      : wrong('it cannot be reached: look at its address, the network, the certificates');
  const answer = await withTimeLimit(new AbortController().signal, limitMs, probe);
  if (answer === null) return ok('it was reached, and took our key and our clock (not-found)');
  const { said, codes } = answer;
  const found = [said, ...codes.map((code) => `(${code})`)].join(' ');
  const complaint = advice[said];
  return complaint === null
    ? ok(`it was reached, and took our key and our clock (${found})`)
    : wrong(`${complaint}: ${found}`);
}

/** Whether nothing is wrong. */
export async function checkService(service: CheckedService, { print, complain }: Voices): Promise<boolean> {
  const { name, remark, url, keyFile, measureClock } = service;
  const say = ({ is, what }: Finding): boolean => {
    if (is === 'wrong') complain(`${name}: ${what}`);
    else print(`${is.padEnd(7)}  ${name}: ${what}`);
    return is !== 'wrong';
  };
  say(ok(`asked at ${url}, with the key from ${keyFile ?? 'the environment'}${remark}`));
  const aheadMs = await withTimeLimit(new AbortController().signal, limitMs, measureClock);
  const findings = [
    ...(await lookAtCertificate(service)),
    lookAtClock(aheadMs, service),
    await lookAtAnswer(service, aheadMs !== null),
  ];
  return findings.map(say).every((isWell) => isWell);
}

/** Answers the exit code: 0 each is well, 1 one is not, 2 none is asked, 78 the configuration is at fault. */
export async function checkServices(
  environment: NodeJS.ProcessEnv,
  voices: Voices,
  open: (config: Config) => Promise<readonly CheckedService[]>,
  none: (config: Config) => string,
): Promise<number> {
  try {
    const config = readConfig(environment);
    const services = await open(config);
    if (services.length === 0) {
      voices.complain(none(config));
      return exitCodes.none;
    }
    let isWell = true;
    for (const service of services) isWell = (await checkService(service, voices)) && isWell;
    return isWell ? exitCodes.well : exitCodes.wrong;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    voices.complain(error.message);
    return exitCodes.config;
  }
}
