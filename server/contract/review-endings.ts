// Applications that people ended because they were not willing, as reviewers see them on the wire.
import { z } from 'zod';
import { applicationPaths, languages } from '../domain/application.ts';
import { subjectKinds } from '../domain/subject.ts';
import { withdrawalReasons } from '../domain/withdrawal.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, noBody, noParams } from './identifiers.ts';

/** `unwilling-or-pressured`: by the quiet control. `statement-declined`: a shaken head or the button at the statement. */
export const ending = z.object({ reason: z.enum(withdrawalReasons), at: z.iso.datetime() });

export const endingsView = z
  .object({
    endings: z
      .array(
        ending.extend({
          applicationId,
          path: z.enum(applicationPaths),
          language: z.enum(languages),
          subjectKind: z.enum(subjectKinds).nullable().describe('Null when nothing was declared'),
          wasSubmitted: z.boolean(),
          hasCase: z.boolean().describe('Whether its case can be opened'),
        }),
      )
      .describe('Newest first, 100 at most'),
  })
  .meta({ id: 'EndingsView' });
export type EndingsView = z.infer<typeof endingsView>;

export const readEndings = endpoint({
  method: 'get',
  path: '/api/review/endings',
  summary: 'Applications that their applicants ended because they were not willing, or felt pressured',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: endingsView,
  problems: [],
});
