// Reads the text that a recommendation was sealed by; anything that the gate could not have been given is none.
import { z } from 'zod';
import { applicationPaths } from '../../domain/application.ts';
import { checkNames, checkOutcomes } from '../../domain/check.ts';
import { checkReasons, reviewReasons } from '../../domain/reason-code.ts';
import { subjectKinds } from '../../domain/subject.ts';
import type { Facts, Recommendation } from '../../gate/gate.ts';

const reason = z.enum([...checkReasons, ...reviewReasons]);
const [passed, ...others] = checkOutcomes;
const result = z.union([
  z.strictObject({ outcome: z.literal(passed) }),
  z.strictObject({ outcome: z.enum(others), reason }),
]);

const facts = z.strictObject({
  subjectKind: z.enum(subjectKinds),
  path: z.enum(applicationPaths),
  checks: z.partialRecord(z.enum(checkNames), result),
  resubmissionsLeft: z.int(),
  judgedBy: z.strictObject({
    engine: z.string(),
    record: z.string().nullable(),
    registry: z.string().nullable(),
  }),
}) satisfies z.ZodType<Facts>;

const sealed = z.looseObject({
  applicationId: z.string(),
  round: z.int(),
  facts,
  recommendation: z.strictObject({
    outcome: z.enum(['admit', 'resubmit', 'review', 'refuse']),
    reasons: z.array(z.enum(checkReasons)),
    policyVersion: z.string(),
  }) satisfies z.ZodType<Omit<Recommendation, 'judgedBy'>>,
});

export type Sealed = z.output<typeof sealed>;

export function readSealed(text: string): Sealed | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // a text that cannot be read proves nothing; the caller says so
  }
  return sealed.safeParse(value).data ?? null;
}
