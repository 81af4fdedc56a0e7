// Unmasking parts of a case, as it travels on the wire.
import { z } from 'zod';
import { caseFields } from '../domain/case-field.ts';
import { endpoint } from './endpoint.ts';
import { applicationParams } from './identifiers.ts';

export const revealBody = z.strictObject({
  fields: z.array(z.enum(caseFields)).min(1).max(caseFields.length).describe('Each is put on record'),
});
export type RevealBody = z.infer<typeof revealBody>;

/** Only what was asked for is there; null where the case has no such thing. */
export const revealedView = z
  .object({
    legalName: z.string(),
    citizenId: z.string(),
    birthDate: z.string(),
    legalRepresentative: z.string().nullable(),
    registered: z.object({ legalRepresentative: z.string(), address: z.string().nullable() }).nullable(),
    phone: z.string(),
    email: z.string().nullable(),
    statement: z.string().nullable(),
    texts: z.array(z.object({ decisionId: z.string(), message: z.string(), note: z.string() })),
  })
  .partial()
  .meta({ id: 'RevealedView' });
export type RevealedView = z.infer<typeof revealedView>;

export const revealCase = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/reveal',
  summary:
    'Unmask parts of a case; for who holds it, and for leads. Each part is audited before the answer leaves',
  audience: 'reviewer',
  params: applicationParams,
  body: revealBody,
  status: 200,
  answer: revealedView,
  problems: ['case-not-claimed', 'case-claimed-by-another'],
});
