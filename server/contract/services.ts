// The services that are asked about people and businesses, as it travels on the wire: how they are, and what they cost.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noBody, noParams } from './identifiers.ts';

const guard = z.object({
  process: z.string().describe('Host and process id'),
  state: z.enum(['closed', 'open', 'half-open']),
  since: z.iso.datetime(),
  why: z.string().nullable().describe('What tripped it last; null when nothing did since the start'),
  retryAt: z.iso.datetime().nullable().describe('While open: when the next question is let through'),
});

const service = z.object({
  service: z.string(),
  kind: z.enum(['government-record', 'business-registry']),
  guards: z.array(guard).describe('Of the processes that were heard from within a minute'),
  questions: z.int().describe('Put within the hours asked for'),
  heldBack: z.int().describe('Kept back by a guard within them: nobody was asked'),
  outcomes: z
    .array(z.object({ outcome: z.string(), count: z.int() }))
    .describe('Of the questions put, the most frequent first'),
  latency: z
    .object({ p50Ms: z.int(), p95Ms: z.int() })
    .nullable()
    .describe('From counts by steps of time; null of no questions'),
  month: z
    .object({ billed: z.int(), unstated: z.int(), free: z.int() })
    .nullable()
    .describe('Questions of this month of UTC by what is known of their billing; null where none is counted'),
});

export const servicesView = z
  .object({
    at: z.iso.datetime(),
    since: z.iso.datetime().describe('Beginning of the first hour that is counted in'),
    month: z.string(),
    waiting: z
      .object({ applications: z.int(), since: z.iso.datetime().nullable() })
      .describe('Applications in `checking` until a service can be asked'),
    services: z.array(service),
  })
  .meta({ id: 'ServicesView' });
export type ServicesView = z.infer<typeof servicesView>;
export type ServiceView = ServicesView['services'][number];

export const readServices = endpoint({
  method: 'get',
  path: '/api/review/services',
  summary: 'The services asked about people and businesses, over all processes; for leads and operators',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  query: z.strictObject({ hours: z.coerce.number().int().min(1).max(744).default(24) }),
  status: 200,
  answer: servicesView,
  problems: ['role-not-enough'],
});
