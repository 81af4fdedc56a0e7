// How long things are kept, and what stands in the way of erasing them, as it travels on the wire.
import { z } from 'zod';
import { faceLevels } from '../domain/stored-faces.ts';
import { jurisdictions } from '../domain/retention.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, applicationParams, noBody, noParams } from './identifiers.ts';

export const exitView = z
  .object({
    applicationId,
    leftAt: z.iso.datetime(),
    jurisdiction: z.enum(jurisdictions),
    erasedAt: z.iso
      .datetime()
      .nullable()
      .describe('When who the seller is will be erased, unless it is held'),
  })
  .meta({ id: 'ExitView' });
export type ExitView = z.infer<typeof exitView>;

export const tellExit = endpoint({
  method: 'post',
  path: '/api/marketplace/applications/:applicationId/exit',
  summary:
    'Say when a seller left; who they are is locked at once, and erased when the time of their jurisdiction is over. Told once, and for good',
  audience: 'marketplace',
  scope: 'exit',
  params: applicationParams,
  body: z.strictObject({ leftAt: z.iso.datetime({ offset: true }) }),
  status: 200,
  answer: exitView,
  problems: ['scope-missing', 'too-many-attempts', 'event-not-possible'],
});

const reason = z.string().trim().min(1).max(1000).describe('Why, for the record; no name and no number');

export const storedFacesView = z
  .object({
    people: z.int().describe('Different ones, as far as their numbers tell'),
    applications: z.int(),
    level: z.enum(faceLevels),
    since: z.iso.datetime().nullable().describe('At this level'),
    countedAt: z.iso.datetime().nullable().describe('Null before the first count'),
    threshold: z.int().describe('From so many people on, an office has to be told'),
  })
  .meta({ id: 'StoredFacesView' });
export type StoredFacesView = z.infer<typeof storedFacesView>;

export const readStoredFaces = endpoint({
  method: 'get',
  path: '/api/review/stored-faces',
  summary: 'How many people have a face stored, counted once an hour; for leads and operators',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: storedFacesView,
  isPolled: true,
  problems: ['role-not-enough'],
});

export const legalHoldView = z
  .object({
    holdId: z.string(),
    applicationId,
    reason: z.string(),
    setBy: z.string().nullable().describe('Null: on the command line'),
    setByName: z.string().nullable(),
    setAt: z.iso.datetime(),
  })
  .meta({ id: 'LegalHoldView' });
export type LegalHoldView = z.infer<typeof legalHoldView>;

export const listLegalHolds = endpoint({
  method: 'get',
  path: '/api/review/legal-holds',
  summary: 'Legal holds in force, the oldest first, at most 1000; for operators',
  audience: 'reviewer',
  params: noParams,
  query: z.strictObject({
    applicationId: applicationId.optional().describe('That of this application alone, if there is one'),
  }),
  body: noBody,
  status: 200,
  answer: z.object({ holds: z.array(legalHoldView) }),
  problems: ['role-not-enough'],
});

export const setLegalHold = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/legal-hold',
  summary: 'Nothing of the application is erased until it is lifted; what falls due is locked. For operators',
  audience: 'reviewer',
  params: applicationParams,
  body: z.strictObject({ reason }),
  status: 200,
  answer: legalHoldView,
  problems: ['role-not-enough', 'event-not-possible'],
});

export const liftLegalHold = endpoint({
  method: 'post',
  path: '/api/review/cases/:applicationId/legal-hold/lifting',
  summary: 'Lift a legal hold; what fell due under it is erased within the minute. For operators',
  audience: 'reviewer',
  params: applicationParams,
  body: z.strictObject({ reason }),
  status: 204,
  answer: 'nothing',
  problems: ['role-not-enough', 'event-not-possible'],
});
