// A question that we sign, and an answer that is read only when the other side signed it as the answer to this very one.
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import type { AskOnce, WireAnswer, WireFailure } from '../../ports/wire.ts';
import { answerText, isSignedText, questionText, signText, type ReadSigningKey } from './signature.ts';

export interface SignedQuestionConfig {
  readonly url: string;
  readonly key: ReadSigningKey;
  readonly clock: Clock;
  readonly random: Random;
  readonly ask: AskOnce;
}

/** Fields go into the body as one JSON object, all of them signed. */
export type AskSigned = (
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<WireAnswer | WireFailure>;

/** Between the other side's clock and ours. */
export const allowedSkewSeconds = 300;

/** Of answers that nobody signed: what stands between us and the service speaks by the status alone. */
const whyUnsigned: Readonly<Record<number, Unavailable['why']>> = {
  401: 'not-authorised',
  403: 'not-authorised',
  429: 'rate-limited',
};

const failure = (
  why: Unavailable['why'],
  retryAfterMs: number | null = null,
  billing: WireFailure['billing'] = 'unstated',
): WireFailure => ({ answer: 'unavailable', why, retryAfterMs, code: null, billing });

export function createAskSigned({ url, key, clock, random, ask }: SignedQuestionConfig): AskSigned {
  const nowSeconds = (): number => Math.floor(clock.now().getTime() / 1000);
  return async (fields, signal) => {
    if (signal.aborted) return failure('timeout', null, 'free');
    const current = await key();
    if (current === null) return failure('not-authorised', null, 'free');
    const body = JSON.stringify(fields);
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
    if (wire.answer !== 'json') return wire;
    const time = wire.header('signature-time') ?? '';
    const text = answerText(time, nonce, wire.status, wire.text);
    if (!(await isSignedText(current, text, wire.header('signature') ?? '')))
      return failure(whyUnsigned[wire.status] ?? 'bad-answer', wire.retryAfterMs);
    if (!/^\d{1,12}$/.test(time)) return failure('bad-answer');
    if (Math.abs(nowSeconds() - Number(time)) > allowedSkewSeconds) return failure('clock-skew');
    return wire;
  };
}
