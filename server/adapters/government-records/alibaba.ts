// Alibaba Cloud cloudauth: ContrastFaceVerify with a photo, Id2MetaVerify about name and number alone.
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { GovernmentRecords } from '../../ports/government-records.ts';
import type { WireAnswer } from '../../ports/wire.ts';
import type { Random } from '../../ports/random.ts';
import { alibabaCode, alibabaFaceCodes, alibabaPairCodes } from './alibaba-codes.ts';
import { alibabaAuthorization, alibabaContentHash, encodeSorted } from './alibaba-signature.ts';
import { findCode, printableCode } from './provider-code.ts';
import type { ReadKey } from './provider-key.ts';
import {
  createProviderRecords,
  trouble,
  understood,
  type ProviderTools,
  type Said,
  type Trouble,
} from './provider-records.ts';
import { similaritySchema } from './similarity.ts';
import { askOnce } from '../wire/ask-once.ts';

const version = '2019-03-07';
const contentType = 'application/x-www-form-urlencoded';

const text = z.union([z.string(), z.number()]).transform(String);

/** Codes come as text; some SDKs' models call them numbers. */
const envelope = z.object({ Code: text, ResultObject: z.unknown().optional() });
const pairResult = z.object({ BizCode: text });
const faceResult = z.object({
  Passed: z.enum(['T', 'F']),
  SubCode: text,
  MaterialInfo: z.unknown().optional(),
});
const material = z.object({
  faceAttack: z.string().optional(),
  facialPictureFront: z.object({ verifyScore: similaritySchema }).optional(),
});

/** JSON in a text, or an object. What cannot be read says nothing, and no rate is claimed for it then. */
function materialOf(value: unknown): z.infer<typeof material> {
  try {
    const parsed = material.safeParse(typeof value === 'string' ? JSON.parse(value) : value);
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

function readFace(result: unknown): Said | Trouble {
  const parsed = faceResult.safeParse(result);
  if (!parsed.success) return trouble('bad-answer');
  const { Passed: passed, SubCode: subCode, MaterialInfo: info } = parsed.data;
  const code = printableCode(subCode);
  const found = findCode(alibabaFaceCodes, subCode);
  // the verdict stands in `Passed`, why in `SubCode`: where they contradict each other, neither is believed
  if (found === null || (found.means === 'agrees') !== (passed === 'T')) return trouble('bad-answer', code);
  const { faceAttack, facialPictureFront } = materialOf(info);
  const isAttack = found.means === 'agrees' && faceAttack === 'T';
  const outcome = isAttack ? { ...found, means: 'face-refused' as const } : found;
  return understood(code, outcome, facialPictureFront?.verifyScore ?? null);
}

function readPair(result: unknown): Said | Trouble {
  const parsed = pairResult.safeParse(result);
  if (!parsed.success) return trouble('bad-answer');
  const { BizCode: code } = parsed.data;
  return understood(printableCode(code), findCode(alibabaPairCodes, code));
}

function read(wire: WireAnswer, readResult: (result: unknown) => Said | Trouble): Said | Trouble {
  const parsed = envelope.safeParse(wire.json);
  if (!parsed.success) return trouble('bad-answer', null, wire.retryAfterMs);
  const { Code: code, ResultObject: result } = parsed.data;
  if (code === '200' && wire.status === 200) return readResult(result);
  const found = understood(printableCode(code), alibabaCode(code), null, wire.retryAfterMs);
  // nothing is said without a result, whatever a table may come to list
  return found.answer === 'said' ? trouble('bad-answer', found.code, wire.retryAfterMs) : found;
}

export interface AlibabaConfig extends ProviderTools {
  readonly url: string;
  readonly key: ReadKey;
  /** Of the scene that was made in the provider's console for ID_MIN. */
  readonly sceneId: string;
  readonly clock: Clock;
  readonly random: Random;
}

export const alibabaName = 'alibaba-cloudauth';
export const alibabaUrl = 'https://cloudauth.aliyuncs.com/';

export function createAlibabaRecords(config: AlibabaConfig): GovernmentRecords {
  const { url, key, sceneId, clock, random } = config;
  const { host } = new URL(url);
  const token = (): string => Buffer.from(random.bytes(16)).toString('hex');

  async function call(
    action: 'ContrastFaceVerify' | 'Id2MetaVerify',
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<WireAnswer | Trouble> {
    const current = await key();
    if (current === null) return trouble('not-authorised', null, null, 'free');
    const body = encodeSorted(fields);
    const signed = {
      'content-type': contentType,
      'x-acs-action': action,
      'x-acs-version': version,
      'x-acs-date': clock
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
      'x-acs-signature-nonce': token(),
      'x-acs-content-sha256': alibabaContentHash(body),
    };
    const authorization = alibabaAuthorization(
      { id: current.id, secret: current.secret.reveal() },
      { query: {}, headers: { ...signed, host }, body },
    );
    return askOnce({ url, headers: { ...signed, accept: 'application/json', authorization }, body }, signal);
  }

  return createProviderRecords(
    {
      name: alibabaName,
      // help.aliyun.com/document_detail/154606: false accepts of 0.001, 0.01, 0.1 and 1 %
      rates: [
        { from: 95, fmr: 1e-5 },
        { from: 90, fmr: 1e-4 },
        { from: 80, fmr: 1e-3 },
        { from: 60, fmr: 1e-2 },
      ],
      maxPhotoBytes: 1024 * 1024, // unconfirmed; a live frame has a tenth of it
      async compare({ name, citizenId }, photo, signal) {
        const fields = {
          SceneId: sceneId,
          OuterOrderNo: token(),
          ProductCode: 'ID_MIN',
          CertType: 'IDENTITY_CARD',
          CertName: name,
          CertNo: citizenId,
          FaceContrastPicture: Buffer.from(photo).toString('base64'),
        };
        const wire = await call('ContrastFaceVerify', fields, signal);
        return wire.answer === 'json' ? read(wire, readFace) : wire;
      },
      async confirm({ name, citizenId }, signal) {
        const fields = { ParamType: 'normal', IdentifyNum: citizenId, UserName: name };
        const wire = await call('Id2MetaVerify', fields, signal);
        return wire.answer === 'json' ? read(wire, readPair) : wire;
      },
    },
    config,
  );
}
