// How long people wait for decisions, as it travels on the wire: for the dashboard and whoever watches the queue.
import { z } from 'zod';
import { applicationPaths } from '../domain/application.ts';
import { endpoint } from './endpoint.ts';
import { noBody, noParams } from './identifiers.ts';

const path = z.enum(applicationPaths);

/** Of the first decisions on submissions. Null: there were none. */
const waits = {
  decided: z.int(),
  workingHours: z
    .object({ p50: z.number(), p95: z.number() })
    .nullable()
    .describe('From submission to first decision, in working time: what the targets are about'),
  hours: z
    .object({ p50: z.number(), p95: z.number() })
    .nullable()
    .describe('The same by the clock: what people waited'),
  withinTarget: z.number().nullable().describe('Share decided within the 95 % target, 0..1'),
};

export const serviceLevelsView = z
  .object({
    at: z.iso.datetime(),
    targets: z.object({ p50WorkingHours: z.number(), p95WorkingHours: z.number() }),
    timeZone: z.string().describe('Where working hours are read from the clock'),
    isOpen: z.boolean().describe('It is working time now'),
    opensAt: z.iso.datetime().describe('When it is again; now while it is'),
    breachedSince: z.iso.datetime().nullable(),
    decisionsPerHour: z
      .number()
      .nullable()
      .describe('Of working time, from the newest decisions; null while there are too few'),
    paths: z
      .array(
        z.object({
          path,
          open: z.int(),
          breached: z.int(),
          oldestSubmittedAt: z.iso.datetime().nullable(),
          ...waits,
        }),
      )
      .describe('Each path, decided in the last 14 days'),
    days: z
      .array(z.object({ date: z.iso.date(), path, ...waits }))
      .describe('By the day of the first decision, the oldest first; days without one are left out'),
    isCapped: z.boolean().describe('There were more decisions than are looked at: the oldest are missing'),
  })
  .meta({ id: 'ServiceLevelsView' });
export type ServiceLevelsView = z.infer<typeof serviceLevelsView>;

export const readServiceLevels = endpoint({
  method: 'get',
  path: '/api/review/service-levels',
  summary: 'Targets, waiting times of both paths, what is late',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: serviceLevelsView,
  problems: [],
});
