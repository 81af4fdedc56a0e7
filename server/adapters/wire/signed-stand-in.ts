// The other side of a signed question, for stand-ins: checks each question as a careful service does, and signs what is said.
import type { Clock } from '../../ports/clock.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import { answerText, isSignedText, questionText, signText, type SigningKey } from './signature.ts';
import type { WireReply, WireRequest, WireTrouble } from './stand-in-server.ts';

const allowedSkewSeconds = 300;

/** Codes of the examples' mappings; `bad-answer` is one that no mapping knows. */
export const standInCodes: Readonly<Record<Unavailable['why'], number>> = {
  timeout: 5004,
  'rate-limited': 4029,
  'daily-limit': 4030,
  maintenance: 5003,
  unreachable: 5002,
  'bad-answer': 9999,
  refused: 4000,
  'not-authorised': 4001,
  'clock-skew': 4008,
  unpaid: 4002,
};

export type Said =
  | { readonly code: number; readonly data?: unknown; readonly retryAfterSeconds?: number }
  | { readonly trouble: WireTrouble };

/** `theirs`: the key as the asking side has it, to check questions; `ours`: to sign answers. One and the same with HMAC. */
export interface SignedStandInConfig {
  readonly keys: () => { readonly theirs: SigningKey; readonly ours: SigningKey };
  readonly clock: Clock;
  /** Of fields that are known to come from who holds the key. */
  readonly say: (fields: Readonly<Record<string, string>>) => Said;
}

const notAuthorised = { code: standInCodes['not-authorised'] };

export function createSignedStandIn({ keys, clock, say }: SignedStandInConfig) {
  const nonces = new Set<string>();
  const now = (): number => Math.floor(clock.now().getTime() / 1000);

  async function refusalOf({ headers, body }: WireRequest, theirs: SigningKey): Promise<Said | null> {
    const header = (name: string): string => String(headers[name] ?? '');
    const [at, nonce] = [Number(header('signature-time')), header('signature-nonce')];
    if (header('signature-key') !== theirs.id) return notAuthorised;
    if (!(await isSignedText(theirs, questionText(at, nonce, body), header('signature'))))
      return notAuthorised;
    if (Math.abs(now() - at) > allowedSkewSeconds) return { code: standInCodes['clock-skew'] };
    if (nonces.has(nonce)) return { code: standInCodes.refused };
    nonces.add(nonce);
    return null;
  }

  /** Answers a question as it came over the wire. */
  return async (question: WireRequest): Promise<WireReply> => {
    const { theirs, ours } = keys();
    const fields = (): Record<string, string> => JSON.parse(question.body) as Record<string, string>;
    const refusal = await refusalOf(question, theirs);
    const said = refusal ?? say(fields());
    if ('trouble' in said) return said;
    // to somebody whose key it does not know it can sign nothing that they would believe
    if (refusal === notAuthorised) return { json: notAuthorised, status: 401 };
    const { retryAfterSeconds, ...json } = said;
    const [time, nonce] = [String(now()), String(question.headers['signature-nonce'] ?? '')];
    const signature = await signText(ours, answerText(time, nonce, 200, JSON.stringify(json)));
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { json, status: 200, headers: { 'signature-time': time, signature }, ...wait };
  };
}
