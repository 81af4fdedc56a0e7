// The queue of the reviewers' desk, as it travels on the wire.
import { z } from 'zod';
import { applicationPaths, applicationStates, languages, type ApplicationId } from '../domain/application.ts';
import { applicationIdPattern } from '../domain/application.ts';
import { holds, pressingAges, roundKinds } from '../domain/queue.ts';
import { checkReasons } from '../domain/reason-code.ts';
import { queueAges } from '../domain/service-levels.ts';
import { subjectKinds } from '../domain/subject.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, noBody, noParams } from './identifiers.ts';

export const queueEntry = z.object({
  applicationId,
  state: z.enum(applicationStates).describe('`in_review` but for what a search finds'),
  subjectKind: z.enum(subjectKinds),
  path: z.enum(applicationPaths),
  language: z.enum(languages),
  round: z.int().describe('1 for the first submission'),
  submittedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().describe('When it should be decided at the latest'),
  workingMsLeft: z.int().describe('Working time until then; 0 when it is late'),
  age: z.enum(queueAges).describe('`near`: within the last stretch before it is late'),
  claimedBy: z.string().nullable().describe("The reviewer's name; null when nobody holds it"),
  isMine: z.boolean(),
  takenFrom: z.string().nullable().describe('Whose claim had run out when the present one began'),
  keptFor: z
    .string()
    .nullable()
    .describe('Who asked for this submission and is on shift; null: for everybody'),
  isKeptForMe: z.boolean(),
  keptUntil: z.iso.datetime().nullable(),
  awaitsSecondReviewer: z.boolean(),
  escalated: z.boolean().describe('Given to the leads, who alone take it up'),
  isForOthers: z
    .boolean()
    .describe('You decided it, or refused it before an appeal; or it is linked to you, or for leads'),
});
export type QueueEntry = z.infer<typeof queueEntry>;

const yes = z.literal('yes').transform(() => true as const);

/** What narrows the queue; as text, for it stands in an address. */
const filterShape = {
  subjectKind: z.enum(subjectKinds).optional(),
  language: z.enum(languages).optional(),
  path: z.enum(applicationPaths).optional(),
  round: z.enum(roundKinds).optional().describe('`again`: sent again, or appealed'),
  age: z.enum(pressingAges).optional(),
  hold: z
    .enum(holds)
    .optional()
    .describe('`mine`: held by you or kept for you; `free`: you could take it up'),
  awaitsSecond: yes.optional(),
  reason: z.enum(checkReasons).optional().describe('A check did not pass for this reason'),
};

const cursorPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(a_[0-9A-Za-z]{22})$/;

/** Where a page ends: the last case of it. */
export const queueCursor = z
  .string()
  .regex(cursorPattern)
  .transform((text): { submittedAt: Date; id: ApplicationId } => {
    const [, at = '', id = ''] = cursorPattern.exec(text) ?? [];
    return { submittedAt: new Date(at), id: id as ApplicationId };
  });

export const queueQuery = z.strictObject({
  ...filterShape,
  after: queueCursor.optional().describe('`nextPage` of the page before'),
});
export type QueueQuery = z.infer<typeof queueQuery>;

export const shiftView = z.object({
  isOn: z.boolean(),
  endsAt: z.iso.datetime().nullable().describe('When it ends by itself unless you do something'),
});
export type ShiftView = z.infer<typeof shiftView>;

export const queueView = z
  .object({
    counts: z
      .object({
        open: z.int(),
        breached: z.int().describe('Past their target'),
        near: z.int(),
        today: z.int().describe('Late by the end of the day unless decided, besides those that are late'),
        mine: z.int(),
        returned: z.int().describe('Kept for you, because you asked for them'),
        free: z.int(),
        awaitsSecond: z.int(),
        checking: z.int().describe('Still with the machine'),
        decidedToday: z.int().describe('In the last 24 hours'),
      })
      .describe('Of all open cases, whatever is asked for'),
    breachedSince: z.iso.datetime().nullable().describe('Since when some case has been late'),
    fitting: z.int().describe('Open cases that fit what was asked for'),
    mine: z.array(queueEntry).describe('Held by you or kept for you, whatever is asked for'),
    taken: z
      .array(z.object({ applicationId, by: z.string(), at: z.iso.datetime() }))
      .describe('Your claim ran out, and somebody took the case over'),
    cases: z.array(queueEntry).describe('Late ones first, then the oldest; 100 at most'),
    nextPage: z.string().nullable(),
    shift: shiftView,
  })
  .meta({ id: 'QueueView' });
export type QueueView = z.infer<typeof queueView>;

export const readQueue = endpoint({
  method: 'get',
  path: '/api/review/queue',
  isPolled: true,
  summary: 'Cases that wait for a decision, page by page',
  audience: 'reviewer',
  params: noParams,
  query: queueQuery,
  body: noBody,
  status: 200,
  answer: queueView,
  problems: [],
});

export const searchBody = z.strictObject({
  text: z
    .string()
    .trim()
    .regex(/^(a_)?[0-9A-Za-z]{4,22}$/)
    .describe('An application’s number or its beginning, or the last four characters of an ID number'),
});

export const searchView = z
  .object({
    cases: z
      .array(queueEntry)
      .describe('Submitted applications in any state, open ones first; 20 at most of each kind'),
  })
  .meta({ id: 'QueueSearchView' });
export type SearchView = z.infer<typeof searchView>;

export const searchCases = endpoint({
  method: 'post',
  path: '/api/review/search',
  summary: 'Find an application; not an address, so that no digits of an ID number stand in a log',
  audience: 'reviewer',
  params: noParams,
  body: searchBody,
  status: 200,
  answer: searchView,
  problems: [],
});

export const nextBody = z.strictObject({
  ...filterShape,
  awaitsSecond: z.literal(true).optional(),
  except: z
    .array(
      z
        .string()
        .regex(applicationIdPattern)
        .transform((text) => text as ApplicationId),
    )
    .max(100)
    .default([])
    .describe('Cases you put back'),
});
export type NextBody = z.infer<typeof nextBody>;

export const claimNext = endpoint({
  method: 'post',
  path: '/api/review/next',
  summary: 'Claim the next free case: late ones first, then what came back to you, then the oldest',
  audience: 'reviewer',
  params: noParams,
  body: nextBody,
  status: 200,
  answer: z
    .object({ applicationId: applicationId.nullable().describe('Null when none is free for you') })
    .meta({ id: 'NextCase' }),
  problems: ['temporarily-busy'],
});

export const changeShift = endpoint({
  method: 'put',
  path: '/api/review/shift',
  summary: 'Go on or off shift; what comes back to you is kept for you only while you are on',
  audience: 'reviewer',
  params: noParams,
  body: z.strictObject({ isOn: z.boolean() }),
  status: 200,
  answer: shiftView,
  problems: [],
});
