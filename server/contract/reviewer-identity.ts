// What a reviewer is known by, so that they are kept from cases of their own, as it travels on the wire.
import { z } from 'zod';
import { identityKinds } from '../domain/identity-key.ts';
import { endpoint } from './endpoint.ts';

export const reviewerParams = z.strictObject({ reviewerId: z.string().min(1).max(200) });

export const identityBody = z
  .strictObject({
    citizen: z.string().trim().min(1).max(40).describe('National ID number'),
    business: z.string().trim().min(1).max(40).describe('Code of a business they have a part in'),
    phone: z.string().trim().min(1).max(40),
    email: z.string().trim().min(1).max(200),
  })
  .partial();
export type IdentityBody = z.infer<typeof identityBody>;

export const identityView = z
  .object({ reviewerId: z.string(), knownBy: z.array(z.enum(identityKinds)) })
  .meta({ id: 'ReviewerIdentityView' });

export const identifyReviewer = endpoint({
  method: 'post',
  path: '/api/review/reviewers/:reviewerId/identity',
  summary:
    'Add to what a reviewer is known by; kept as keyed hashes only, to keep them from their own cases. For operators',
  audience: 'reviewer',
  params: reviewerParams,
  body: identityBody,
  status: 200,
  answer: identityView,
  problems: ['role-not-enough'],
});
