// Addresses for operators who say where a marketplace is told of changes.
import * as contract from '../../contract/webhooks.ts';
import { operatorOf, route, type Route } from '../../http/route.ts';
import { listWebhooks } from './list-webhooks.ts';
import {
  addEndpoint,
  exchangeSecret,
  removeEndpoint,
  replayEvents,
  type EndpointDeps,
} from './manage-endpoints.ts';

export function webhookRoutes(deps: EndpointDeps): readonly Route[] {
  return [
    route(contract.listWebhooks, async (asked) => {
      operatorOf(asked);
      return listWebhooks(deps);
    }),
    route(contract.addWebhook, async (asked) => addEndpoint(deps, asked.body.url, operatorOf(asked))),
    route(contract.replayWebhooks, async (asked) => {
      const { which, endpointId } = asked.body;
      const wish = 'since' in which ? { since: new Date(which.since) } : { id: which.eventId };
      return { deliveries: await replayEvents(deps, wish, endpointId, operatorOf(asked)) };
    }),
    route(contract.removeWebhook, async (asked) => {
      await removeEndpoint(deps, asked.params.endpointId, operatorOf(asked));
    }),
    route(contract.exchangeWebhookSecret, async (asked) =>
      exchangeSecret(deps, asked.params.endpointId, operatorOf(asked)),
    ),
  ];
}
