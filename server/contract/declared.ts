// What somebody declared about themself, as it travels on the wire to whoever may read it.
import { z } from 'zod';

export const declaredView = z.object({
  subjectKind: z.string(),
  legalName: z.string(),
  citizenId: z.string(),
  business: z.object({ code: z.string(), name: z.string(), legalRepresentative: z.string() }).nullable(),
  shop: z.object({ name: z.string(), categories: z.array(z.string()), brands: z.array(z.string()) }),
  contact: z.object({ phone: z.string(), email: z.string().nullable() }),
});
