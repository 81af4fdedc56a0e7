// Photos of documents, as they travel on the wire.
import { z } from 'zod';
import { photoFindings } from '../domain/evidence.ts';
import { evidenceReasons } from '../domain/evidence-reason.ts';
import { mostEvidencePasses } from '../domain/limits.ts';
import { endpoint } from './endpoint.ts';
import { applicationView } from './application.ts';
import { applicationParams, evidenceId, noBody, photoParams } from './identifiers.ts';

/** Largest photo file taken, in bytes. Phones send 2-8 MB. */
export const maxPhotoBytes = 15 * 1024 * 1024;

export const addPhoto = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/photos/:kind',
  summary:
    'Add a photo (multipart field `photo`). A photo with findings is refused with the first as its type, all in `findings`; `insist` keeps it for a person to judge',
  audience: 'applicant',
  params: photoParams,
  body: z.strictObject({ insist: z.enum(['yes', 'no']).default('no') }),
  upload: { field: 'photo', maxFiles: 1, maxBytesPerFile: maxPhotoBytes, isOptional: false },
  status: 201,
  answer: applicationView,
  problems: [
    'application-not-editable',
    'consent-missing',
    'upload-incomplete',
    'empty-upload',
    'upload-too-large',
    'too-many-pixels',
    'unsupported-media',
    'heic-not-supported',
    'animated-image',
    'image-unreadable',
    ...photoFindings,
    'too-many-attempts',
    'temporarily-busy',
  ],
});

export const readMyPhoto = endpoint({
  method: 'get',
  path: '/api/applications/:applicationId/photos/:kind',
  summary: "The applicant's own photo as it was kept",
  audience: 'applicant',
  params: photoParams,
  body: noBody,
  status: 200,
  answer: 'image',
  problems: [],
});

export const openEvidenceBody = z.strictObject({
  reason: z.enum(evidenceReasons).describe('Why; kept in the trail. `review` while the case is in review'),
  evidenceIds: z.array(evidenceId).min(1).max(mostEvidencePasses),
});
export type OpenEvidenceBody = z.infer<typeof openEvidenceBody>;

export const evidenceAddresses = z
  .object({
    expiresAt: z.iso.datetime(),
    addresses: z
      .array(z.object({ evidenceId: z.string(), address: z.string() }))
      .describe('Each opens once, for whoever asked; pieces that are not there any more are left out'),
  })
  .meta({ id: 'EvidenceAddresses' });
export type EvidenceAddresses = z.infer<typeof evidenceAddresses>;

export const openEvidence = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/evidence',
  summary: 'Ask to look at pieces of evidence, saying why; every look is audited',
  audience: 'reviewer',
  params: applicationParams,
  body: openEvidenceBody,
  status: 201,
  answer: evidenceAddresses,
  problems: ['own-case', 'event-not-possible'],
});

export const viewEvidence = endpoint({
  method: 'get',
  path: '/api/review/evidence/:pass',
  summary: 'One piece of evidence, once, by an address that was handed out a moment ago',
  audience: 'reviewer',
  params: z.strictObject({ pass: z.string().regex(/^[0-9A-Za-z_-]{43}$/) }),
  body: noBody,
  status: 200,
  answer: 'image',
  problems: ['own-case'],
});
