// The sandbox registry office: made-up citizens for trying the whole journey out, as it travels on the wire.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noBody, noParams } from './identifiers.ts';
import { maxPhotoBytes } from './evidence.ts';

export const magicNumberView = z.object({
  citizenId: z.string(),
  outcome: z.string(),
  shows: z.object({ 'zh-CN': z.string(), en: z.string() }),
});

export const sandboxOffice = z
  .object({
    magicNumbers: z.array(magicNumberView),
    magicBusinessCodes: z.array(magicNumberView.omit({ citizenId: true }).extend({ code: z.string() })),
  })
  .meta({ id: 'SandboxOffice' });
export type SandboxOffice = z.infer<typeof sandboxOffice>;

export const issuedCitizen = z
  .object({ citizenId: z.string(), name: z.string(), sex: z.enum(['female', 'male']), birthDate: z.string() })
  .meta({ id: 'IssuedCitizen' });
export type IssuedCitizen = z.infer<typeof issuedCitizen>;

export const readOffice = endpoint({
  method: 'get',
  path: '/api/sandbox/office',
  summary: 'The numbers that produce every outcome',
  audience: 'sandbox',
  params: noParams,
  body: noBody,
  status: 200,
  answer: sandboxOffice,
  problems: [],
});

export const issueCitizen = endpoint({
  method: 'post',
  path: '/api/sandbox/citizens',
  summary: 'Issue a made-up citizen with a retained portrait (multipart field `portrait`)',
  audience: 'sandbox',
  params: noParams,
  body: z.strictObject({
    name: z.string().min(1).max(200),
    sex: z.enum(['female', 'male']),
    birthDate: z.iso.date(),
  }),
  upload: { field: 'portrait', maxFiles: 1, maxBytesPerFile: maxPhotoBytes, isOptional: false },
  status: 201,
  answer: issuedCitizen,
  problems: [
    'name-invalid',
    'several-faces',
    'no-face-found',
    'face-too-small',
    'unsupported-media',
    'image-unreadable',
    'too-many-pixels',
    'upload-too-large',
    'empty-upload',
  ],
});
