// The file in which an operator writes how a register speaks: fields of question and answer, codes and states.
import { z } from 'zod';
import { businessStates, penaltyKinds } from '../../domain/registered-business.ts';
import { unavailableReasons } from '../../ports/unavailable.ts';
import { fixed, mappingName, parseNamed, pointer, spelling } from '../wire/mapping.ts';

/** `code`, `name`: what is asked about; otherwise a text that never changes. */
const asked = z.union([z.enum(['code', 'name']), fixed]);
const meaning = z.union([
  z.enum(['found', 'not-found']),
  z.strictObject({ unavailable: z.enum(unavailableReasons) }),
]);

export const mappingSchema = z
  .strictObject({
    name: mappingName,
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
    freeWhenNotFound: z
      .boolean()
      .default(false)
      .describe('Whether a question about a code that is on no register costs nothing'),
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

/** Throws an error that names each fault with its place. */
export const parseMapping = (text: string): RegistryMapping => parseNamed(mappingSchema, text);
