// News for the marketplace and how it was delivered, kept in PostgreSQL.
import { sql, type Kysely } from 'kysely';
import type { WebhookEvent } from '../../domain/webhook.ts';
import type { Webhooks } from '../../ports/webhooks.ts';
import type { Tables } from './tables.ts';

const endpointColumns = [
  'id',
  'url',
  'secretSealed',
  'previousSecretSealed',
  'previousUntil',
  'addedAt',
  'disabledAt',
] as const;

const eventColumns = [
  'webhookEvents.id',
  'webhookEvents.applicationId',
  'webhookEvents.sequence',
  'webhookEvents.state',
  'webhookEvents.at',
  'sellerReferences.reference as sellerReference',
] as const;

function selectEvents(db: Kysely<Tables>) {
  return db
    .selectFrom('webhookEvents')
    .leftJoin('sellerReferences', 'sellerReferences.applicationId', 'webhookEvents.applicationId')
    .select(eventColumns);
}

/**
 * Due, taken by nobody, and with no earlier event of the application that is due or under way: one that failed and waits
 * for its next try does not hold the later ones back.
 */
const takeDue = (endpointId: string, now: Date, heldUntil: Date, limit: number) => sql<{
  eventId: string;
  tries: number;
}>`
  update webhook_deliveries taken
  set tries = taken.tries + 1, held_until = ${heldUntil}, tried_at = ${now}
  from (
    select delivery.event_id
    from webhook_deliveries delivery
    join webhook_events event on event.id = delivery.event_id
    where delivery.endpoint_id = ${endpointId} and delivery.state = 'waiting'
      and delivery.due_at <= ${now} and (delivery.held_until is null or delivery.held_until <= ${now})
      and not exists (
        select
        from webhook_events earlier
        join webhook_deliveries its on its.event_id = earlier.id and its.endpoint_id = ${endpointId}
        where earlier.application_id = event.application_id and earlier.sequence < event.sequence
          and its.state = 'waiting' and (its.due_at <= ${now} or its.held_until > ${now})
      )
    order by delivery.due_at, event.at, event.sequence
    limit ${limit}
    for update of delivery skip locked
  ) due
  where taken.event_id = due.event_id and taken.endpoint_id = ${endpointId}
  returning taken.event_id as "eventId", taken.tries`;

export function createWebhooks(db: Kysely<Tables>): Webhooks {
  const giveUp = (endpointId: string, answer: string, triedAt: Date) =>
    db
      .updateTable('webhookDeliveries')
      .set({ state: 'given-up', answer, triedAt, heldUntil: null })
      .where('endpointId', '=', endpointId)
      .where('state', '=', 'waiting')
      .execute();

  return {
    addEndpoint: async (endpoint) => {
      await db.insertInto('webhookEndpoints').values(endpoint).execute();
    },

    endpoints: () =>
      db
        .selectFrom('webhookEndpoints')
        .select(endpointColumns)
        .where('removedAt', 'is', null)
        .orderBy('addedAt')
        .orderBy('id')
        .execute(),

    findEndpoint: async (id) => {
      const row = await db
        .selectFrom('webhookEndpoints')
        .select(endpointColumns)
        .where('id', '=', id)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      return row ?? null;
    },

    exchangeSecret: async (id, secrets) => {
      await db.updateTable('webhookEndpoints').set(secrets).where('id', '=', id).execute();
    },

    removeEndpoint: async (id, removedAt) => {
      const { numUpdatedRows } = await db
        .updateTable('webhookEndpoints')
        .set({ removedAt })
        .where('id', '=', id)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      await giveUp(id, 'endpoint-removed', removedAt);
      return true;
    },

    disableEndpoint: async (id, answer, disabledAt) => {
      await db.updateTable('webhookEndpoints').set({ disabledAt }).where('id', '=', id).execute();
      await giveUp(id, answer, disabledAt);
    },

    due: async (now) => {
      const rows = await db
        .selectFrom('webhookEndpoints')
        .select('id')
        .where('removedAt', 'is', null)
        .where('disabledAt', 'is', null)
        .where((where) =>
          where.exists(
            where
              .selectFrom('webhookDeliveries')
              .whereRef('webhookDeliveries.endpointId', '=', 'webhookEndpoints.id')
              .where('webhookDeliveries.state', '=', 'waiting')
              .where('webhookDeliveries.dueAt', '<=', now),
          ),
        )
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    take: async (endpointId, now, heldUntil, limit) => {
      const { rows } = await takeDue(endpointId, now, heldUntil, limit).execute(db);
      if (rows.length === 0) return [];
      const tries = new Map(rows.map((row) => [row.eventId, row.tries]));
      const events = await selectEvents(db)
        .where('webhookEvents.id', 'in', [...tries.keys()])
        .orderBy('webhookEvents.at')
        .orderBy('webhookEvents.sequence')
        .execute();
      return events.map((event) => ({ event, tries: tries.get(event.id) ?? 1 }));
    },

    settle: async (eventId, endpointId, settlement, triedAt) => {
      await db
        .updateTable('webhookDeliveries')
        .set({ ...settlement, triedAt, heldUntil: null })
        .where('eventId', '=', eventId)
        .where('endpointId', '=', endpointId)
        // what was removed or disabled meanwhile is not taken up again
        .where('state', '=', 'waiting')
        .execute();
    },

    replay: async (wish, endpointId, now) => {
      const anew = { state: 'waiting', tries: 0, dueAt: now, heldUntil: null, answer: null } as const;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('webhookDeliveries')
        .columns(['eventId', 'endpointId', 'dueAt'])
        .expression((of) => {
          const pairs = of
            .selectFrom('webhookEvents')
            .innerJoin('webhookEndpoints', (join) => join.onTrue())
            .select((one) => [
              'webhookEvents.id as eventId',
              'webhookEndpoints.id as endpointId',
              one.val(now).as('dueAt'),
            ])
            .where('webhookEndpoints.removedAt', 'is', null)
            .where('webhookEndpoints.disabledAt', 'is', null)
            .$if(endpointId !== null, (all) => all.where('webhookEndpoints.id', '=', endpointId ?? ''));
          return 'id' in wish
            ? pairs.where('webhookEvents.id', '=', wish.id)
            : pairs.where('webhookEvents.at', '>=', wish.since);
        })
        .onConflict((sent) => sent.columns(['eventId', 'endpointId']).doUpdateSet(anew))
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0n);
    },

    counts: async () => {
      const rows = await db
        .selectFrom('webhookDeliveries')
        .select('endpointId')
        .select((of) => [
          of.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
          of.fn.countAll<number>().filterWhere('state', '=', 'delivered').as('delivered'),
          of.fn.countAll<number>().filterWhere('state', '=', 'given-up').as('givenUp'),
        ])
        .groupBy('endpointId')
        .orderBy('endpointId')
        .execute();
      return rows;
    },

    deliveries: async (state, limit) => {
      const rows = await selectEvents(db)
        .innerJoin('webhookDeliveries', 'webhookDeliveries.eventId', 'webhookEvents.id')
        .select(['endpointId', 'tries', 'triedAt', 'dueAt', 'answer'])
        .where('webhookDeliveries.state', '=', state)
        .orderBy('triedAt', (order) => order.desc().nullsLast())
        .orderBy('webhookEvents.at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ endpointId, tries, triedAt, dueAt, answer, ...event }) => ({
        event: event satisfies WebhookEvent,
        endpointId,
        tries,
        triedAt,
        dueAt,
        answer,
      }));
    },

    eventsOf: (applicationId) =>
      selectEvents(db)
        .where('webhookEvents.applicationId', '=', applicationId)
        .orderBy('webhookEvents.sequence')
        .execute(),
  };
}
