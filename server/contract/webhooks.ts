// Where a marketplace is told of changes, for operators, as it travels on the wire.
import { z } from 'zod';
import { applicationStates } from '../domain/application.ts';
import { endpoint } from './endpoint.ts';
import { applicationId, noBody, noParams } from './identifiers.ts';

const endpointId = z.string().regex(/^w_[0-9a-z]{22}$/);
const eventId = z.string().regex(/^m_[0-9a-f]{32}$/);

export const webhookEndpointView = z
  .object({
    endpointId,
    url: z.string(),
    addedAt: z.iso.datetime(),
    disabledAt: z.iso.datetime().nullable().describe('It answered 410 Gone; nothing is sent any more'),
    previousSecretUntil: z.iso
      .datetime()
      .nullable()
      .describe('Messages are signed with two secrets until then'),
    waiting: z.int(),
    delivered: z.int(),
    givenUp: z.int(),
  })
  .meta({ id: 'WebhookEndpointView' });
export type WebhookEndpointView = z.infer<typeof webhookEndpointView>;

export const deliveryView = z
  .object({
    eventId,
    endpointId,
    applicationId,
    sequence: z.int(),
    state: z.enum(applicationStates),
    at: z.iso.datetime(),
    tries: z.int(),
    triedAt: z.iso.datetime().nullable(),
    dueAt: z.iso.datetime(),
    answer: z.string().nullable().describe('An HTTP status, or why there was none'),
  })
  .meta({ id: 'DeliveryView' });
export type DeliveryView = z.infer<typeof deliveryView>;

export const webhooksView = z
  .object({
    endpoints: z.array(webhookEndpointView),
    waiting: z.array(deliveryView).describe('That failed at least once, or were not tried yet; 100 at most'),
    givenUp: z.array(deliveryView).describe('After all tries; 100 at most, the last first'),
  })
  .meta({ id: 'WebhooksView' });
export type WebhooksView = z.infer<typeof webhooksView>;

export const newEndpoint = z
  .object({ endpointId, url: z.string(), secret: z.string().describe('whsec_…, shown this once') })
  .meta({ id: 'NewWebhookEndpoint' });
export type NewEndpoint = z.infer<typeof newEndpoint>;

const params = z.strictObject({ endpointId });
const path = '/api/review/marketplace-webhooks';

export const listWebhooks = endpoint({
  method: 'get',
  path,
  summary: 'Endpoints, with what waits for them and what was given up; for operators',
  audience: 'reviewer',
  params: noParams,
  body: noBody,
  status: 200,
  answer: webhooksView,
  problems: ['role-not-enough'],
});

export const addWebhook = endpoint({
  method: 'post',
  path,
  summary: 'Tell this address of every change from now on; its secret is answered this once; for operators',
  audience: 'reviewer',
  params: noParams,
  body: z.strictObject({ url: z.string().max(2000) }),
  status: 201,
  answer: newEndpoint,
  problems: ['role-not-enough'],
});

export const removeWebhook = endpoint({
  method: 'delete',
  path: `${path}/:endpointId`,
  summary: 'Tell this address of nothing any more; for operators',
  audience: 'reviewer',
  params,
  body: noBody,
  status: 204,
  answer: 'nothing',
  problems: ['role-not-enough'],
});

export const exchangeWebhookSecret = endpoint({
  method: 'post',
  path: `${path}/:endpointId/secret`,
  summary: 'Make a new secret; for a day, messages are signed with both; for operators',
  audience: 'reviewer',
  params,
  body: noBody,
  status: 201,
  answer: newEndpoint,
  problems: ['role-not-enough'],
});

export const replayWebhooks = endpoint({
  method: 'post',
  path: `${path}/replay`,
  summary: 'Send events once more, by their time or one by its id; for operators',
  audience: 'reviewer',
  params: noParams,
  body: z.strictObject({
    which: z.union([z.strictObject({ since: z.iso.datetime() }), z.strictObject({ eventId })]),
    endpointId: endpointId.nullable().describe('Null: to all that are neither removed nor disabled'),
  }),
  status: 200,
  answer: z.object({ deliveries: z.int() }),
  problems: ['role-not-enough'],
});
