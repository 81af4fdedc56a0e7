// A similarity as a provider writes it.
import { z } from 'zod';

/** On the provider's scale, 0..100, as a number or written as one; anything else is none. */
export const similaritySchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,3}(\.\d+)?$/)
      .transform(Number),
  ])
  .refine((value) => value >= 0 && value <= 100)
  .optional()
  .catch(undefined);
