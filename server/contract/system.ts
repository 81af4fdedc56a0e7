// Whether the process is alive and ready, as it travels on the wire.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noBody, noParams } from './identifiers.ts';

export const health = endpoint({
  method: 'get',
  path: '/healthz',
  summary: 'Alive',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 200,
  answer: z.object({ status: z.literal('alive') }),
  problems: [],
});

export const readiness = endpoint({
  method: 'get',
  path: '/readyz',
  summary: 'Ready: database, models and workers; 503 while one of them is not',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 200,
  answer: z.object({
    database: z.boolean(),
    models: z.boolean(),
    workers: z.boolean(),
    faceEngine: z.string().describe('What looks at faces, with its version'),
  }),
  problems: ['temporarily-unavailable'],
});
