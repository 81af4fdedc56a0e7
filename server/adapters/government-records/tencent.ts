// Tencent Cloud faceid: ImageRecognitionV2 with a photo, IdCardVerification about name and number alone.
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { GovernmentRecords } from '../../ports/government-records.ts';
import type { WireAnswer } from '../../ports/wire.ts';
import { findCode, printableCode, type ProviderCode } from './provider-code.ts';
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
import { tencentErrorCode, tencentFaceCodes, tencentPairCodes } from './tencent-codes.ts';
import { tencentAuthorization } from './tencent-signature.ts';

const version = '2018-03-01';
const contentType = 'application/json';

/** Either an error, or a result; of an answer that has both, the error is what counts. */
const envelope = z.object({
  Response: z.object({
    Error: z.object({ Code: z.string() }).optional(),
    Result: z.string().optional(),
    Sim: similaritySchema,
  }),
});

function read(wire: WireAnswer, findResult: (code: string) => ProviderCode | null): Said | Trouble {
  const parsed = envelope.safeParse(wire.json);
  if (!parsed.success) return trouble('bad-answer', null, wire.retryAfterMs);
  const { Error: error, Result: result, Sim: similarity } = parsed.data.Response;
  const said = (code: string, found: ProviderCode | null): Said | Trouble =>
    understood(printableCode(code), found, similarity ?? null, wire.retryAfterMs);
  if (error !== undefined) return said(error.Code, tencentErrorCode(error.Code));
  if (result === undefined || wire.status !== 200) return trouble('bad-answer', null, wire.retryAfterMs);
  return said(result, findResult(result));
}

export interface TencentConfig extends ProviderTools {
  readonly url: string;
  readonly key: ReadKey;
  readonly clock: Clock;
}

export const tencentName = 'tencent-faceid';
export const tencentUrl = 'https://faceid.tencentcloudapi.com/';

export function createTencentRecords({ url, key, clock, ...tools }: TencentConfig): GovernmentRecords {
  const { host } = new URL(url);

  async function call(
    action: 'ImageRecognitionV2' | 'IdCardVerification',
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<WireAnswer | Trouble> {
    const current = await key();
    if (current === null) return trouble('not-authorised', null, null, 'free');
    const body = JSON.stringify(fields);
    const timestamp = Math.floor(clock.now().getTime() / 1000);
    const headers = {
      'Content-Type': contentType,
      'X-TC-Action': action,
      'X-TC-Version': version,
      'X-TC-Timestamp': String(timestamp),
      Authorization: tencentAuthorization(
        { id: current.id, secret: current.secret.reveal() },
        { host, service: 'faceid', contentType, body, timestamp },
      ),
    };
    return askOnce({ url, headers, body }, signal);
  }

  return createProviderRecords(
    {
      name: tencentName,
      // tencentcloud.com/document/product/1061/79052: the threshold is fixed and stands for one false accept in 10 000
      rates: [{ from: 70, fmr: 1e-4 }],
      // 3 MB in base64
      maxPhotoBytes: Math.floor((3 * 1024 * 1024 * 3) / 4),
      async compare({ name, citizenId }, photo, signal) {
        const fields = { IdCard: citizenId, Name: name, ImageBase64: Buffer.from(photo).toString('base64') };
        const wire = await call('ImageRecognitionV2', fields, signal);
        return wire.answer === 'json' ? read(wire, (code) => findCode(tencentFaceCodes, code)) : wire;
      },
      async confirm({ name, citizenId }, signal) {
        const wire = await call('IdCardVerification', { IdCard: citizenId, Name: name }, signal);
        return wire.answer === 'json' ? read(wire, (code) => findCode(tencentPairCodes, code)) : wire;
      },
    },
    tools,
  );
}
