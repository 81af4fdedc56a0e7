// The receipt of a statement of will, with the keys that verify it, as they travel on the wire.
import { z } from 'zod';
import { agreements, livenessActions, stepKinds } from '../domain/liveness-protocol.ts';
import { receiptVersion, type Receipt } from '../domain/receipt.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody, noParams } from './identifiers.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is signed. Members of later versions are not known here, so a receipt with others is none of ours. */
export const receiptClaims = z.strictObject({
  iss: z.string().max(2000),
  iat: z.int(),
  salt: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  version: z.literal(receiptVersion),
  sessionId: z.string().regex(/^l_[0-9A-Za-z]{22}$/),
  applicationId,
  statement: z.strictObject({ sha256, version: z.string().max(40) }),
  marketplace: z.string().max(200),
  agreement: z.enum(agreements),
  needs: z.strictObject({ isLongerTime: z.boolean(), without: z.array(z.enum(livenessActions)) }),
  transcript: z.array(
    z.strictObject({ step: z.enum(stepKinds), passedAt: z.iso.datetime(), tries: z.int().min(1) }),
  ),
  frames: z.strictObject({ count: z.int().min(1), firstSeq: z.int().min(0), chain: sha256 }),
  bestFrameSha256: sha256,
}) satisfies z.ZodType<Receipt>;

export const readReceipt = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId/receipt',
  summary: 'The signed receipt of the statement of will, as a file; `not-found` before there is one',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: 'file',
  mediaType: 'application/jose',
  problems: [],
});

/** How long a verifier may go without asking again, s. A key that it does not know is a reason to ask at once. */
const keysMaxAgeSeconds = 300;

export const keySet = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string().describe('RFC 7638 thumbprint'),
        alg: z.literal('EdDSA'),
        use: z.literal('sig'),
      }),
    ),
  })
  .meta({ id: 'KeySet' });
export type KeySet = z.infer<typeof keySet>;

export const readSigningKeys = endpoint({
  method: 'get',
  path: '/.well-known/jwks.json',
  summary: 'Public keys of everything that this installation ever signed, the present one first (RFC 7517)',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 200,
  answer: keySet,
  mediaType: 'application/jwk-set+json',
  maxAgeSeconds: keysMaxAgeSeconds,
  problems: [],
});
