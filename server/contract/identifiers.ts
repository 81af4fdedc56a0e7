// Identifiers in paths, with the forms they must have.
import { z } from 'zod';
import { applicationIdPattern, type ApplicationId } from '../domain/application.ts';
import { photoKinds } from '../domain/evidence.ts';

export const applicationId = z
  .string()
  .regex(applicationIdPattern)
  .transform((text) => text as ApplicationId);

export const noParams = z.strictObject({});
export const noBody = z.strictObject({});
export const applicationParams = z.strictObject({ applicationId });
export const photoParams = z.strictObject({ applicationId, kind: z.enum(photoKinds) });
export const evidenceId = z.string().regex(/^e_[0-9A-Za-z]{22}$/);
export const livenessParams = z.strictObject({
  applicationId,
  sessionId: z.string().regex(/^l_[0-9A-Za-z]{22}$/),
});
export const stepParams = livenessParams.extend({ stepIndex: z.coerce.number().int().min(0).max(20) });
