// A stand-in for Alibaba Cloud cloudauth: checks the signature, and speaks the same wire format.
import { timingSafeEqual } from 'node:crypto';
import { alibabaAuthorization, alibabaContentHash } from '../alibaba-signature.ts';
import { both, peopleOf, type Replies, type RepliesByOutcome } from './people.ts';
import type { ProviderStandIn, StandInConfig } from './tencent.ts';
import { openWireServer, type WireReply, type WireRequest } from '../../wire/stand-in-server.ts';

const allowedSkewMs = 15 * 60_000;
const requestId = '00000000-0000-4000-8000-000000000000';

const said = (code: string, result: unknown): WireReply => ({
  json: { RequestId: requestId, Message: 'by the stand-in', Code: code, ResultObject: result },
});
export const alibabaFailure = (code: string): WireReply => said(code, null);
/** What the gateway says before the service is reached; with a status of its own. */
export const alibabaGateway = (code: string, status: number, retryAfterSeconds?: number): WireReply => ({
  json: { RequestId: requestId, HostId: 'cloudauth.aliyuncs.com', Code: code, Message: 'by the stand-in' },
  status,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
export const alibabaPair = (bizCode: string): WireReply => said('200', { BizCode: bizCode });
/** `score` null: it gives none, as the real one does at times. */
export function alibabaFace(subCode: string, score: number | null, faceAttack: 'T' | 'F' = 'F'): WireReply {
  const front = score === null ? { qualityScore: 90 } : { qualityScore: 90, verifyScore: score };
  return said('200', {
    CertifyId: '0'.repeat(32),
    IdentityInfo: null,
    Passed: subCode === '200' ? 'T' : 'F',
    SubCode: subCode,
    MaterialInfo: JSON.stringify({ faceAttack, facialPictureFront: front }),
  });
}

const agrees: Replies = { face: alibabaFace('200', 92.5), pair: alibabaPair('1') };

/** It lists no codes for single faults of a photo, so nobody here has any. */
const replies: RepliesByOutcome = {
  match: agrees,
  slow: agrees,
  'weak-match': { face: alibabaFace('200', 84), pair: alibabaPair('1') },
  mismatch: { face: alibabaFace('201', null), pair: alibabaPair('2') },
  'not-found': { face: alibabaFace('202', null), pair: alibabaPair('3') },
  'portrait-differs': { face: alibabaFace('204', 31.2), pair: alibabaPair('1') },
  'portrait-missing': { face: alibabaFace('203', null), pair: alibabaPair('1') },
  'face-refused': { face: alibabaFace('205', null), pair: alibabaPair('1') },
  maintenance: both(alibabaFailure('402')),
  unreachable: both({ trouble: 'hangs-up' }),
  'rate-limited': both(alibabaGateway('Throttling.User', 400, 60)),
  'bad-answer': both({ trouble: 'not-json' }),
  'daily-limit': both(alibabaFailure('418')),
  refused: both(alibabaFailure('427')),
  'not-authorised': both(alibabaFailure('410')),
  'clock-skew': both(alibabaGateway('InvalidTimeStamp.Expired', 400)),
  unpaid: both(alibabaFailure('412')),
  'never-answers': both({ trouble: 'hangs' }),
};

const nobody: Replies = { face: alibabaFace('202', null), pair: alibabaPair('3') };

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export async function openAlibabaStandIn(
  { key, clock, port, onQuestion }: StandInConfig,
  sceneId: string,
): Promise<ProviderStandIn> {
  const people = peopleOf(replies);
  const nonces = new Set<string>();

  /** Null when all is well. */
  function refuse({ headers, body }: WireRequest): WireReply | null {
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const at = Date.parse(sent['x-acs-date'] ?? '');
    if (Number.isNaN(at)) return alibabaGateway('InvalidTimeStamp.Format', 400);
    if (Math.abs(clock.now().getTime() - at) > allowedSkewMs)
      return alibabaGateway('InvalidTimeStamp.Expired', 400);
    const given = sent['authorization'] ?? '';
    if (!given.includes(`Credential=${key.id},`)) return alibabaGateway('InvalidAccessKeyId.NotFound', 404);
    const isSigned = isSame(given, alibabaAuthorization(key, { query: {}, headers: sent, body }));
    if (!isSigned || sent['x-acs-content-sha256'] !== alibabaContentHash(body))
      return alibabaGateway('SignatureDoesNotMatch', 400);
    const nonce = sent['x-acs-signature-nonce'] ?? '';
    if (nonce === '' || nonces.has(nonce)) return alibabaGateway('SignatureNonceUsed', 400);
    nonces.add(nonce);
    return sent['x-acs-version'] === '2019-03-07' ? null : alibabaGateway('InvalidParameter', 400);
  }

  function answer(request: WireRequest): WireReply {
    const refusal = refuse(request);
    if (refusal !== null) return refusal;
    const fields = new URLSearchParams(request.body);
    const field = (name: string): string => fields.get(name) ?? '';
    const action = request.headers['x-acs-action'];
    if (action === 'Id2MetaVerify') {
      if (field('ParamType') !== 'normal' || field('UserName') === '') return alibabaFailure('400');
      return (people.get(field('IdentifyNum')) ?? nobody).pair;
    }
    if (action !== 'ContrastFaceVerify') return alibabaGateway('InvalidParameter', 400);
    const isWhole =
      field('SceneId') === sceneId &&
      field('ProductCode') === 'ID_MIN' &&
      field('CertType') === 'IDENTITY_CARD' &&
      /^[0-9a-zA-Z]{32}$/.test(field('OuterOrderNo')) &&
      field('CertName') !== '' &&
      field('FaceContrastPicture') !== '';
    return isWhole ? (people.get(field('CertNo')) ?? nobody).face : alibabaFailure('401');
  }

  const server = await openWireServer(answer, { port, onQuestion });
  return { ...server, say: (citizenId, replies_) => void people.set(citizenId, replies_) };
}
