// Shows operators where a marketplace is told, what waits to be sent, and what was given up.
import type { DeliveryView, WebhooksView } from '../../contract/webhooks.ts';
import type { Stores } from '../../ports/database.ts';
import type { Delivery } from '../../ports/webhooks.ts';

const shown = 100;

function viewOf({ event, endpointId, tries, triedAt, dueAt, answer }: Delivery): DeliveryView {
  return {
    eventId: event.id,
    endpointId,
    applicationId: event.applicationId,
    sequence: event.sequence,
    state: event.state,
    at: event.at.toISOString(),
    tries,
    triedAt: triedAt?.toISOString() ?? null,
    dueAt: dueAt.toISOString(),
    answer,
  };
}

export async function listWebhooks({ database }: { database: Stores }): Promise<WebhooksView> {
  const { webhooks } = database;
  const counts = new Map((await webhooks.counts()).map((count) => [count.endpointId, count]));
  const now = (await webhooks.endpoints()).map(({ id, url, addedAt, disabledAt, previousUntil }) => ({
    endpointId: id,
    url,
    addedAt: addedAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    previousSecretUntil: previousUntil?.toISOString() ?? null,
    waiting: counts.get(id)?.waiting ?? 0,
    delivered: counts.get(id)?.delivered ?? 0,
    givenUp: counts.get(id)?.givenUp ?? 0,
  }));
  return {
    endpoints: now,
    waiting: (await webhooks.deliveries('waiting', shown)).map(viewOf),
    givenUp: (await webhooks.deliveries('given-up', shown)).map(viewOf),
  };
}
