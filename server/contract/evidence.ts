// Photos of documents, as they travel on the wire.
import { z } from 'zod';
import { photoFindings } from '../domain/evidence.ts';
import { endpoint } from './endpoint.ts';
import { applicationView } from './application.ts';
import { evidenceParams, noBody, photoParams } from './identifiers.ts';

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

export const viewEvidence = endpoint({
  method: 'get',
  path: '/api/review/cases/:applicationId/evidence/:evidenceId',
  summary: 'One piece of evidence; every look is audited',
  audience: 'reviewer',
  params: evidenceParams,
  body: noBody,
  status: 200,
  answer: 'image',
  problems: [],
});
