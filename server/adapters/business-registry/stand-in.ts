// A stand-in for a register that signs: checks each question, and knows the sandbox's codes, in the words of the example mapping.
import type { BusinessState, PenaltyKind } from '../../domain/registered-business.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FoundBusiness } from '../../ports/business-registry.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import { magicBusinessCodes } from './magic-codes.ts';
import { answerText, isSignedText, questionText, signText, type RegistryKey } from './signature.ts';

export interface RegisterQuestion {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type RegisterReply =
  | {
      readonly json: unknown;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly retryAfterSeconds?: number;
    }
  | { readonly trouble: 'hangs' | 'hangs-up' };

const allowedSkewSeconds = 300;

const states: Readonly<Record<BusinessState, string>> = {
  active: '存续',
  suspended: '歇业',
  moved: '迁出',
  liquidating: '清算',
  annulled: '撤销',
  revoked: '吊销',
  cancelled: '注销',
};
const kinds: Readonly<Record<PenaltyKind, string>> = {
  penalty: '行政处罚',
  'abnormal-operation': '经营异常',
  'serious-violation': '严重违法',
};

/** Codes of its own; `bad-answer` is one that no mapping knows. */
const codes: Readonly<Record<Unavailable['why'], number>> = {
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

const entity = (uscc: string, found: FoundBusiness): unknown => ({
  uscc,
  name: found.name,
  status: states[found.state],
  legalPerson: found.legalRepresentative.reveal(),
  address: found.address?.reveal() ?? '',
  scope: found.scope,
  establishDate: found.establishedOn?.replaceAll('-', ''),
  expireDate: found.validUntil ?? '长期',
  records: (found.penalties ?? []).map(({ kind, on, what }) => ({ type: kinds[kind], date: on, text: what })),
});

type Said = { readonly code: number; readonly data?: unknown; readonly retryAfterSeconds?: number };

function saidOf(uscc: string): Said | { readonly trouble: 'hangs' | 'hangs-up' } {
  const magic = magicBusinessCodes.find(({ code }) => code === uscc);
  if (magic === undefined) return { code: 1 };
  if (magic.answer === null) return { trouble: 'hangs' };
  if (magic.answer.answer === 'found') return { code: 0, data: entity(uscc, magic.answer) };
  if (magic.answer.answer === 'not-found') return { code: 1 };
  const { why, retryAfterMs } = magic.answer;
  if (why === 'unreachable') return { trouble: 'hangs-up' };
  return { code: codes[why], ...(retryAfterMs === null ? {} : { retryAfterSeconds: retryAfterMs / 1000 }) };
}

/** `theirs`: the key as the asking side has it, to check questions; `ours`: to sign answers. One and the same with HMAC. */
export interface RegisterStandInConfig {
  readonly theirs: RegistryKey;
  readonly ours: RegistryKey;
  readonly clock: Clock;
}

/** Answers a question as it came over the wire. */
export function createRegisterStandIn({ theirs, ours, clock }: RegisterStandInConfig) {
  const nonces = new Set<string>();
  const now = (): number => Math.floor(clock.now().getTime() / 1000);

  async function refusalOf({ headers, body }: RegisterQuestion): Promise<Said | null> {
    const header = (name: string): string => String(headers[name] ?? '');
    const [at, nonce] = [Number(header('signature-time')), header('signature-nonce')];
    if (header('signature-key') !== theirs.id) return { code: codes['not-authorised'] };
    if (!(await isSignedText(theirs, questionText(at, nonce, body), header('signature'))))
      return { code: codes['not-authorised'] };
    if (Math.abs(now() - at) > allowedSkewSeconds) return { code: codes['clock-skew'] };
    if (nonces.has(nonce)) return { code: codes.refused };
    nonces.add(nonce);
    return null;
  }

  async function signed({ retryAfterSeconds, ...json }: Said, nonce: string): Promise<RegisterReply> {
    const [time, status] = [String(now()), 200];
    const signature = await signText(ours, answerText(time, nonce, status, JSON.stringify(json)));
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { json, status, headers: { 'signature-time': time, signature }, ...wait };
  }

  return async (question: RegisterQuestion): Promise<RegisterReply> => {
    const refusal = await refusalOf(question);
    const { uscc = '' } = JSON.parse(question.body) as { uscc?: string };
    const said = refusal ?? saidOf(uscc);
    return 'trouble' in said ? said : signed(said, String(question.headers['signature-nonce'] ?? ''));
  };
}
