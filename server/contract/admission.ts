// What a marketplace's backend asks for with an API key: to open applications for sellers, and who is in, provably.
import { z } from 'zod';
import {
  admissionBases,
  admissionStatementVersion,
  revocationListVersion,
  type AdmissionStatement,
  type RevocationList,
} from '../domain/admission-statement.ts';
import { applicationStates, languages } from '../domain/application.ts';
import { jurisdictions } from '../domain/retention.ts';
import { sellerReferencePattern } from '../domain/seller-reference.ts';
import { subjectKinds } from '../domain/subject.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody, noParams } from './identifiers.ts';

const turns = ['applicant', 'system', 'reviewer', 'nobody'] as const;

export const sellerReference = z
  .string()
  .regex(sellerReferencePattern)
  .describe('Your own key for the seller: opaque, and nothing personal');

export const sellerApplication = z
  .object({
    applicationId,
    sellerReference: z.string(),
    state: z.enum(applicationStates),
    turn: z.enum(turns),
    isNew: z.boolean().describe('False when one is under way for this seller, or the seller is in'),
    applyLink: z
      .string()
      .nullable()
      .describe('For the seller alone: who has it has the application. Null once the seller has begun'),
    applyLinkExpiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SellerApplication' });
export type SellerApplication = z.infer<typeof sellerApplication>;

export const openForSeller = endpoint({
  method: 'post',
  path: '/api/marketplace/applications',
  summary:
    'Open an application for a seller, or find the one that is under way; answers the link to apply by',
  audience: 'marketplace',
  scope: 'open',
  params: noParams,
  body: z.strictObject({
    sellerReference,
    language: z.enum(languages),
    jurisdiction: z
      .enum(jurisdictions)
      .optional()
      .describe('Where the seller is established, if you know: says how long things are kept'),
  }),
  status: 200,
  answer: sellerApplication,
  problems: ['scope-missing', 'too-many-attempts'],
});

export const admissionView = z
  .object({
    applicationId,
    sellerReference: z.string().nullable().describe('Null when you did not open it'),
    state: z.enum(applicationStates),
    turn: z.enum(turns),
    sequence: z.int().min(0).describe('Of the newest change that a webhook tells of; 0 before the first'),
    statement: z
      .string()
      .nullable()
      .describe('Compact JWS; only while the application is admitted, made again from the evidence'),
    statementExpiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'AdmissionView' });
export type AdmissionView = z.infer<typeof admissionView>;

export const readAdmission = endpoint({
  method: 'get',
  path: '/api/marketplace/applications/:applicationId/admission',
  summary: 'State of an application, with the signed statement of admission while it is admitted',
  audience: 'marketplace',
  scope: 'read',
  params: applicationParams,
  body: noBody,
  status: 200,
  answer: admissionView,
  problems: ['scope-missing', 'too-many-attempts', 'admission-not-proven'],
});

const versionText = z.string().max(200).nullable();

/** What is signed. Members of later versions are not known here, so a statement with others is none of ours. */
export const admissionClaims = z.strictObject({
  iss: z.string().max(2000),
  sub: applicationId,
  jti: z.string().regex(/^j_[0-9a-z]{22}$/),
  iat: z.int(),
  exp: z.int(),
  version: z.literal(admissionStatementVersion),
  status: z.literal('admitted'),
  marketplace: z.string().max(200),
  sellerReference: z.string().max(64).nullable(),
  subjectKind: z.enum(subjectKinds),
  basis: z.enum(admissionBases),
  decidedAt: z.iso.datetime(),
  policyVersion: z.string().max(40),
  evidence: z.strictObject({
    engine: versionText,
    record: versionText,
    registry: versionText,
    consentTexts: versionText,
    statementOfWill: versionText,
  }),
  recommendationSha256: z.string().regex(/^[0-9a-f]{64}$/),
}) satisfies z.ZodType<AdmissionStatement>;

export const revocationClaims = z.strictObject({
  iss: z.string().max(2000),
  iat: z.int(),
  exp: z.int(),
  version: z.literal(revocationListVersion),
  revoked: z.array(
    z.strictObject({ sub: applicationId, revokedAt: z.iso.datetime(), until: z.iso.datetime() }),
  ),
}) satisfies z.ZodType<RevocationList>;

/** How long anybody may go without asking again, s. */
const revocationsMaxAgeSeconds = 60;

export const readRevocations = endpoint({
  method: 'get',
  path: '/.well-known/portcullis-revocations',
  summary: 'Admissions taken back of which a statement would still hold, as a signed list; good for a day',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 200,
  answer: 'file',
  mediaType: 'application/jose',
  maxAgeSeconds: revocationsMaxAgeSeconds,
  problems: [],
});
