// One measurement with its limit, as it travels on the wire.
import { z } from 'zod';

export const measurementView = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  limit: z.number().nullable(),
  better: z.enum(['lower', 'higher']),
});
