// The file in which an operator writes how a register speaks: fields of question and answer, codes and states.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { businessStates, penaltyKinds } from '../../domain/registered-business.ts';
import { unavailableReasons } from '../../ports/unavailable.ts';

/** A place in the answer as a JSON Pointer (RFC 6901), such as `/data/state`. */
const pointer = z.string().regex(/^(\/([^/~]|~[01])+)+$/, 'a JSON Pointer is wanted, such as /data/state');
const spelling = z.string().min(1).max(200);

/** `code`, `name`: what is asked about; otherwise a text that never changes. */
const asked = z.union([z.enum(['code', 'name']), z.strictObject({ fixed: z.string().max(200) })]);
const meaning = z.union([
  z.enum(['found', 'not-found']),
  z.strictObject({ unavailable: z.enum(unavailableReasons) }),
]);

export const mappingSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,39}$/)
      .describe('Of the register, for the trail'),
    question: z.record(spelling, asked).describe('Field of the question → what is put there'),
    code: pointer.describe('Where the answer says how it went'),
    codes: z.record(spelling, meaning).describe('What is not listed is unavailable'),
    business: z.strictObject({
      code: pointer.describe('The registration code again: an answer about another business is none'),
      state: pointer,
      name: pointer,
      legalRepresentative: pointer,
      address: pointer.nullable(),
      scope: pointer.nullable(),
      establishedOn: pointer.nullable(),
      validUntil: pointer.nullable(),
    }),
    states: z.record(spelling, z.enum(businessStates)).describe('What is not listed is unavailable'),
    endless: z.array(spelling).describe('What stands for a term without an end, such as 长期'),
    penalties: z
      .strictObject({
        at: pointer.describe('A list; it has to be there, empty when there are none'),
        kind: pointer,
        kinds: z.record(spelling, z.enum(penaltyKinds)).describe('What is not listed is unavailable'),
        on: pointer,
        what: pointer,
      })
      .nullable()
      .describe('Null: this register does not offer them'),
  })
  .refine(({ question }) => Object.values(question).includes('code'), {
    path: ['question'],
    message: 'the registration code has to be asked about',
  })
  .refine(({ codes }) => Object.values(codes).includes('found'), {
    path: ['codes'],
    message: 'no code means found',
  });

export type RegistryMapping = z.infer<typeof mappingSchema>;

/**
 * The name ends in a digest of the whole: a register read in another way is another one to the evidence for going live.
 * Throws an error that names each fault with its place, for the operator.
 */
export function parseMapping(text: string): RegistryMapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('the mapping is no JSON');
  }
  const read = mappingSchema.safeParse(json);
  if (read.success) {
    const digest = createHash('sha256').update(JSON.stringify(read.data)).digest('hex').slice(0, 8);
    return { ...read.data, name: `${read.data.name}-${digest}` };
  }
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'mapping'}: ${message}`);
  throw new Error(`the mapping is at fault: ${faults.join('; ')}`);
}

/** Undefined where nothing is there. Never what an object inherits. */
export function valueAt(json: unknown, at: string): unknown {
  return at
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string, unknown>)[step]
          : undefined,
      json,
    );
}
