// A register that answers signed JSON over HTTPS, in words that an operator's mapping explains.
import type {
  BusinessQuery,
  BusinessRegistry,
  BusinessRegistryAnswer,
} from '../../ports/business-registry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import type { AskOnce, WireAnswer } from '../../ports/wire.ts';
import { valueAt, type RegistryMapping } from './mapping.ts';
import { readBusiness } from './read-business.ts';
import { answerText, isSignedText, questionText, signText, type ReadRegistryKey } from './signature.ts';

export interface SignedRegistryConfig {
  readonly url: string;
  readonly mapping: RegistryMapping;
  readonly key: ReadRegistryKey;
  readonly clock: Clock;
  readonly random: Random;
  readonly ask: AskOnce;
  /** Each time it could not be asked. */
  readonly onTrouble: (why: Unavailable['why']) => void;
}

/** Between the other side's clock and ours. */
const allowedSkewSeconds = 300;

/** Of answers that nobody signed: what stands between us and the register speaks by the status alone. */
const whyUnsigned: Readonly<Record<number, Unavailable['why']>> = {
  401: 'not-authorised',
  403: 'not-authorised',
  429: 'rate-limited',
};

const unavailable = (why: Unavailable['why'], retryAfterMs: number | null = null): Unavailable => ({
  answer: 'unavailable',
  why,
  retryAfterMs,
});

export function createSignedRegistry(config: SignedRegistryConfig): BusinessRegistry {
  const { url, mapping, key, clock, random, ask, onTrouble } = config;
  const nowSeconds = (): number => Math.floor(clock.now().getTime() / 1000);

  function fieldsOf(query: BusinessQuery): Record<string, string> {
    const fields = Object.entries(mapping.question);
    return Object.fromEntries(
      fields.map(([field, put]) => [field, typeof put === 'string' ? query[put] : put.fixed]),
    );
  }

  /** By a signed answer only. */
  function read(wire: WireAnswer, code: string): BusinessRegistryAnswer {
    const said = valueAt(wire.json, mapping.code);
    const spelling = typeof said === 'number' ? String(said) : said;
    const means =
      typeof spelling === 'string' && Object.hasOwn(mapping.codes, spelling)
        ? mapping.codes[spelling]
        : undefined;
    if (means === undefined) return unavailable('bad-answer', wire.retryAfterMs);
    if (typeof means === 'object') return unavailable(means.unavailable, wire.retryAfterMs);
    if (wire.status !== 200) return unavailable('bad-answer', wire.retryAfterMs);
    if (means === 'not-found') return { answer: 'not-found' };
    return readBusiness(wire.json, mapping, code) ?? unavailable('bad-answer');
  }

  async function lookUp(query: BusinessQuery, signal: AbortSignal): Promise<BusinessRegistryAnswer> {
    if (signal.aborted) return unavailable('timeout');
    const current = await key();
    if (current === null) return unavailable('not-authorised');
    const body = JSON.stringify(fieldsOf(query));
    const [at, nonce] = [nowSeconds(), Buffer.from(random.bytes(16)).toString('hex')];
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'signature-key': current.id,
      'signature-time': String(at),
      'signature-nonce': nonce,
      signature: await signText(current, questionText(at, nonce, body)),
    };
    const wire = await ask({ url, headers, body }, signal);
    if (wire.answer !== 'json') return unavailable(wire.why, wire.retryAfterMs);
    const time = wire.header('signature-time') ?? '';
    const text = answerText(time, nonce, wire.status, wire.text);
    if (!(await isSignedText(current, text, wire.header('signature') ?? '')))
      return unavailable(whyUnsigned[wire.status] ?? 'bad-answer', wire.retryAfterMs);
    if (!/^\d{1,12}$/.test(time)) return unavailable('bad-answer');
    if (Math.abs(nowSeconds() - Number(time)) > allowedSkewSeconds) return unavailable('clock-skew');
    return read(wire, query.code);
  }

  return {
    name: mapping.name,
    async lookUp(query, signal) {
      // an error may carry what was sent or read: it ends here
      const answer = await lookUp(query, signal).catch(() => unavailable('bad-answer'));
      if (answer.answer === 'unavailable') onTrouble(answer.why);
      return answer;
    },
  };
}
