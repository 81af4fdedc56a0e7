// Sends what is due to one endpoint, and writes down how it went: delivered, to be tried again, or given up.
import { payloadOf, retryDelayMs, type WebhookEvent } from '../../domain/webhook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Random } from '../../ports/random.ts';
import type { SendingAnswer, WebhookSender } from '../../ports/webhook-sender.ts';
import type { Settlement, TakenDelivery, WebhookEndpoint } from '../../ports/webhooks.ts';
import { openSecret } from './endpoint-secret.ts';

export interface DeliverDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: Pick<Keys, 'open'>;
  readonly sender: WebhookSender;
  readonly publicUrl: string;
}

export interface DeliveryReport {
  readonly tried: number;
  readonly givenUp: number;
  /** It answered that it is gone. */
  readonly isDisabled: boolean;
}

const atOnce = 10;
/** Longer than a message may take: after it, the process that took it is dead, and it is sent again. */
const heldMs = 60_000;
const gone = 410;
const chances = 1000;

const wordFor = (answer: SendingAnswer): string =>
  'status' in answer
    ? String(answer.status)
    : 'refused' in answer
      ? `not-sent: ${answer.refused}`
      : answer.fault;

const isTaken = (answer: SendingAnswer): boolean =>
  'status' in answer && answer.status >= 200 && answer.status < 300;

async function secretsOf(
  keys: Pick<Keys, 'open'>,
  endpoint: WebhookEndpoint,
  now: Date,
): Promise<readonly Uint8Array[]> {
  const { id, secretSealed, previousSecretSealed, previousUntil } = endpoint;
  const isPreviousGood = previousUntil !== null && previousUntil > now;
  const sealed =
    previousSecretSealed !== null && isPreviousGood ? [secretSealed, previousSecretSealed] : [secretSealed];
  return Promise.all(sealed.map((one) => openSecret(keys, id, one)));
}

function settlementFor(answer: SendingAnswer, tries: number, now: Date, chance: number): Settlement {
  const word = wordFor(answer);
  if (isTaken(answer)) return { state: 'delivered', answer: word };
  const delayMs = retryDelayMs(tries, chance);
  return delayMs === null
    ? { state: 'given-up', answer: word }
    : { state: 'waiting', answer: word, dueAt: new Date(now.getTime() + delayMs) };
}

/** Nothing is sent any more; what waits is given up, to be sent again by an operator once there is somebody. */
async function disable(deps: DeliverDeps, endpointId: string, at: Date): Promise<void> {
  await deps.database.transaction(async (tx) => {
    await tx.webhooks.disableEndpoint(endpointId, String(gone), at);
    await tx.audit.append({
      type: 'webhook.endpoint-disabled',
      applicationId: null,
      actor: { kind: 'system' },
      at,
      data: { endpointId },
    });
  });
}

/**
 * One batch. At least once: a process that dies between sending and writing down leaves a message that is sent again,
 * under the same id. Rejects when `signal` aborts, or the database cannot be asked.
 */
export async function deliverDue(
  deps: DeliverDeps,
  endpointId: string,
  signal: AbortSignal,
): Promise<DeliveryReport> {
  const { database, clock, random, keys, sender, publicUrl } = deps;
  const endpoint = await database.webhooks.findEndpoint(endpointId);
  if (endpoint === null || endpoint.disabledAt !== null) return { tried: 0, givenUp: 0, isDisabled: false };
  const now = clock.now();
  const secrets = await secretsOf(keys, endpoint, now);
  const heldUntil = new Date(now.getTime() + heldMs);
  const taken = await database.webhooks.take(endpointId, now, heldUntil, atOnce);

  const send = (event: WebhookEvent): Promise<SendingAnswer> =>
    sender.send(
      {
        url: endpoint.url,
        id: event.id,
        body: JSON.stringify(payloadOf(event, publicUrl)),
        secrets,
        at: clock.now(),
      },
      signal,
    );
  const deliver = async ({ event, tries }: TakenDelivery): Promise<Settlement & { isGone: boolean }> => {
    const answer = await send(event);
    const at = clock.now();
    const settlement = settlementFor(answer, tries, at, random.int(chances) / chances);
    await database.webhooks.settle(event.id, endpointId, settlement, at);
    return { ...settlement, isGone: 'status' in answer && answer.status === gone };
  };

  const settled = await Promise.all(taken.map(deliver));
  const isDisabled = settled.some(({ isGone }) => isGone);
  if (isDisabled) await disable(deps, endpointId, clock.now());
  return {
    tried: taken.length,
    givenUp: settled.filter(({ state }) => state === 'given-up').length,
    isDisabled,
  };
}
