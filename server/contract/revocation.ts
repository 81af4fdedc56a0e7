// Taking an admission back, as it travels on the wire.
import { z } from 'zod';
import { revocationReasons } from '../domain/revocation.ts';
import { endpoint } from './endpoint.ts';
import { applicationParams } from './identifiers.ts';
import { caseView } from './review.ts';

export const revocationBody = z.strictObject({
  reason: z.enum(revocationReasons),
  message: z.string().trim().max(1000).describe('To the applicant, in their language; may be empty'),
  note: z.string().trim().min(1).max(4000).describe('For colleagues'),
});
export type RevocationBody = z.infer<typeof revocationBody>;

export const revokeAdmission = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/revocation',
  summary:
    'Take an admission back, for good; for leads and operators. The same a second time changes nothing',
  audience: 'reviewer',
  params: applicationParams,
  body: revocationBody,
  status: 200,
  answer: caseView,
  problems: ['own-case', 'role-not-enough', 'event-not-possible'],
});
