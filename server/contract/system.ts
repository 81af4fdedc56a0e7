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

const ageSeconds = z.number().int().nullable();
const trailState = z
  .object({
    checkpointAgeSeconds: ageSeconds.describe('Of the newest signed checkpoint; null: none yet'),
    unsignedEntries: z.number().int().describe('Entries that no checkpoint has yet'),
    keptAgeSeconds: ageSeconds.describe('Since one was kept elsewhere; null: never'),
    notKept: z.number().int().describe('Checkpoints that are not kept elsewhere'),
  })
  .describe('The audit trail; never a reason for 503');

export const readiness = endpoint({
  method: 'get',
  path: '/readyz',
  summary: 'Ready: database, evidence, keys, models and workers; 503 while one of them is not',
  audience: 'anyone',
  params: noParams,
  body: noBody,
  status: 200,
  answer: z.object({
    database: z.boolean(),
    evidence: z.boolean().describe('Where pictures are kept: as it was a few seconds ago'),
    keys: z.boolean().describe('Who wraps data keys: as it was a few seconds ago'),
    models: z.boolean(),
    workers: z.boolean(),
    faceEngine: z.string().describe('What looks at faces, with its version'),
    trail: trailState,
  }),
  problems: ['temporarily-unavailable'],
});
export type ReadinessAnswer = z.infer<typeof readiness.answer>;
