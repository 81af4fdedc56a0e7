// What an applicant may ask about their own data, as it travels on the wire.
import { z } from 'zod';
import { consentItems } from '../domain/consent.ts';
import { lockedParts } from '../domain/erasure.ts';
import { erasureReceiptVersion, type ErasureReceipt } from '../domain/erasure-receipt.ts';
import { evidenceKinds } from '../domain/evidence.ts';
import { applicationView } from './application.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody } from './identifiers.ts';

export const withdrawConsent = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/consents/:item/withdrawal',
  summary:
    'Take one consent back, in any state; what it allowed is erased at once. A second time changes nothing',
  audience: 'applicant',
  params: applicationParams.extend({ item: z.enum(consentItems) }),
  body: noBody,
  status: 200,
  answer: applicationView,
  problems: ['consent-missing'],
});

export const readErasureReceipt = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId/erasure-receipt',
  summary: 'Signed receipt of what was taken back and erased, as a file; `not-found` while nothing was',
  audience: 'applicant',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: 'file',
  mediaType: 'application/jose',
  problems: [],
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is signed. Members of later versions are not known here, so a receipt with others is none of ours. */
export const erasureClaims = z.strictObject({
  iss: z.string().max(2000),
  iat: z.int(),
  version: z.literal(erasureReceiptVersion),
  applicationId,
  takenBack: z.array(
    z.strictObject({
      item: z.enum(consentItems),
      entry: z.int(),
      textSha256: sha256,
      at: z.iso.datetime(),
    }),
  ),
  erased: z.array(
    z.strictObject({
      evidenceId: z.string(),
      kind: z.enum(evidenceKinds),
      sha256,
      at: z.iso.datetime(),
    }),
  ),
  templates: z.array(z.strictObject({ sessionId: z.string(), sha256, at: z.iso.datetime() })),
  locked: z.array(
    z.strictObject({
      part: z.enum(lockedParts),
      because: z.enum(['duty', 'legal-hold']),
      at: z.iso.datetime(),
    }),
  ),
  declarationErasedAt: z.iso.datetime().nullable(),
  trail: z.strictObject({ seq: z.int(), hash: sha256 }),
}) satisfies z.ZodType<ErasureReceipt>;
