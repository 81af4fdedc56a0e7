// A stand-in for Tencent Cloud faceid: checks the signature, and speaks the same wire format.
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../ports/clock.ts';
import { tencentAuthorization } from '../tencent-signature.ts';
import { both, peopleOf, type Replies, type RepliesByOutcome } from './people.ts';
import {
  openWireServer,
  type WireReply,
  type WireRequest,
  type WireServer,
} from '../../wire/stand-in-server.ts';

const allowedSkewSeconds = 300;
const requestId = '00000000-0000-4000-8000-000000000000';

export const tencentError = (code: string, retryAfterSeconds?: number): WireReply => ({
  // the real service answers errors with 200, too
  json: { Response: { Error: { Code: code, Message: 'by the stand-in' }, RequestId: requestId } },
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
export const tencentFace = (result: string, sim: number): WireReply => ({
  json: {
    Response: { Sim: sim, Result: result, Description: 'by the stand-in', Extra: '', RequestId: requestId },
  },
});
export const tencentPair = (result: string): WireReply => ({
  json: { Response: { Result: result, Description: 'by the stand-in', RequestId: requestId } },
});

const agrees: Replies = { face: tencentFace('Success', 92.5), pair: tencentPair('0') };
const failed = (code: string): Replies => ({
  face: tencentFace(`FailedOperation.${code}`, 0),
  pair: tencentPair('0'),
});

const replies: RepliesByOutcome = {
  match: agrees,
  slow: agrees,
  mismatch: { face: tencentFace('FailedOperation.IdNameMisMatch', 0), pair: tencentPair('-1') },
  'not-found': { face: tencentFace('FailedOperation.IdNoExistSystem', 0), pair: tencentPair('-5') },
  'portrait-differs': {
    face: tencentFace('FailedOperation.CompareLowSimilarity', 31.2),
    pair: tencentPair('0'),
  },
  'portrait-missing': failed('IdPhotoNoExist'),
  'face-refused': failed('LifePhotoDetectFake'),
  'photo-blurred': failed('ImageBlur'),
  'photo-too-dark': failed('ActionLightDark'),
  'photo-face-covered': failed('SilentFaceWithMaskFail'),
  'photo-several-faces': failed('LifePhotoDetectFaces'),
  maintenance: { face: tencentFace('FailedOperation.CompareSystemError', 0), pair: tencentPair('-6') },
  unreachable: both({ trouble: 'hangs-up' }),
  'rate-limited': both(tencentError('RequestLimitExceeded', 60)),
  'bad-answer': both({ trouble: 'not-json' }),
  // about a face it lists no such code
  'daily-limit': { face: tencentError('RequestLimitExceeded'), pair: tencentPair('-7') },
  refused: { face: tencentFace('FailedOperation.NameFormatError', 0), pair: tencentPair('-3') },
  'not-authorised': both(tencentError('UnauthorizedOperation.NonActivated')),
  'clock-skew': both(tencentError('AuthFailure.SignatureExpire')),
  unpaid: both(tencentError('UnauthorizedOperation.Arrears')),
  'never-answers': both({ trouble: 'hangs' }),
};

const nobody: Replies = { face: tencentFace('FailedOperation.IdNoExistSystem', 0), pair: tencentPair('-5') };

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export interface StandInConfig {
  readonly key: { readonly id: string; readonly secret: string };
  readonly clock: Clock;
  readonly port?: number;
  readonly onQuestion?: (request: WireRequest) => void;
}

export interface ProviderStandIn extends WireServer {
  /** Lets it say something else of a person, or know another one. */
  readonly say: (citizenId: string, replies: Replies) => void;
}

export async function openTencentStandIn({
  key,
  clock,
  port,
  onQuestion,
}: StandInConfig): Promise<ProviderStandIn> {
  const people = peopleOf(replies);

  /** Null when all is well. Compares the whole header: key, day, what was signed, and the signature. */
  function refuse({ headers, body }: WireRequest): WireReply | null {
    const timestamp = Number(headers['x-tc-timestamp']);
    const contentType = headers['content-type'] ?? '';
    if (!Number.isInteger(timestamp)) return tencentError('InvalidParameter');
    if (Math.abs(clock.now().getTime() / 1000 - timestamp) > allowedSkewSeconds)
      return tencentError('AuthFailure.SignatureExpire');
    const request = { host: headers.host ?? '', service: 'faceid', contentType, body, timestamp };
    const given = headers.authorization ?? '';
    if (!given.includes(`Credential=${key.id}/`)) return tencentError('AuthFailure.SecretIdNotFound');
    if (!isSame(given, tencentAuthorization(key, request)))
      return tencentError('AuthFailure.SignatureFailure');
    return headers['x-tc-version'] === '2018-03-01' ? null : tencentError('InvalidParameter');
  }

  function answer(request: WireRequest): WireReply {
    const refusal = refuse(request);
    if (refusal !== null) return refusal;
    const fields = JSON.parse(request.body) as Readonly<Record<string, string>>;
    const { IdCard: citizenId = '', Name: name = '', ImageBase64: image = '' } = fields;
    if (citizenId === '' || name === '') return tencentError('InvalidParameter');
    const found = people.get(citizenId) ?? nobody;
    const action = request.headers['x-tc-action'];
    if (action === 'IdCardVerification') return found.pair;
    if (action !== 'ImageRecognitionV2') return tencentError('InvalidParameter');
    return image === '' ? tencentError('InvalidParameter') : found.face;
  }

  const server = await openWireServer(answer, { port, onQuestion });
  return { ...server, say: (citizenId, said) => void people.set(citizenId, said) };
}
