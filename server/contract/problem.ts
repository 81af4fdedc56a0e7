// The problem document (RFC 9457) that every refusal of a request travels in.
import { z } from 'zod';
import { problemTypes, type ProblemType } from '../domain/problem-type.ts';

const types = Object.keys(problemTypes) as [ProblemType, ...ProblemType[]];

export const problemDocument = z
  .looseObject({
    type: z.templateLiteral(['/problems/', z.enum(types)]),
    title: z.string(),
    status: z.int(),
    instance: z.string(),
    requestId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string() }))
      .optional()
      .describe('Every fault of an invalid request, as JSON Pointers'),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.infer<typeof problemDocument>;
