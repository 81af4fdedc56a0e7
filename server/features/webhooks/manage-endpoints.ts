// Adds and removes the addresses that a marketplace is told at, exchanges their secrets, sends events once more.
import { createHash } from 'node:crypto';
import type { NewEndpoint } from '../../contract/webhooks.ts';
import type { Actor, AuditEvent } from '../../domain/audit-event.ts';
import { DomainError } from '../../domain/errors.ts';
import { secretOverlapMs } from '../../domain/webhook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Random } from '../../ports/random.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import type { ReplayWish } from '../../ports/webhooks.ts';
import { newSecret } from './endpoint-secret.ts';

export interface EndpointDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: Pick<Keys, 'seal'>;
  readonly sender: Pick<WebhookSender, 'refusalOf'>;
}

const invalidUrl = (code: string): DomainError =>
  new DomainError('invalid-request', { errors: [{ pointer: '/url', code }] });

type Written = Pick<Extract<AuditEvent, { type: `webhook.${string}` }>, 'type' | 'data'>;
const by = (actor: Actor, at: Date, event: Written): AuditEvent =>
  ({ ...event, applicationId: null, actor, at }) as AuditEvent;

/** Throws `invalid-request` for an address that nothing would be sent to, and for one that is there already. */
export async function addEndpoint(deps: EndpointDeps, url: string, actor: Actor): Promise<NewEndpoint> {
  const { database, clock, random, sender } = deps;
  const refusal = await sender.refusalOf(url);
  if (refusal !== null) throw invalidUrl(refusal);
  const id = random.id('w');
  const { shown, sealed } = await newSecret(deps, id);
  const at = clock.now();
  await database.transaction(async (tx) => {
    const known = (await tx.webhooks.endpoints()).find((one) => one.url === url && one.disabledAt === null);
    if (known !== undefined) throw invalidUrl('there-already');
    await tx.webhooks.addEndpoint({
      id,
      url,
      secretSealed: sealed,
      previousSecretSealed: null,
      previousUntil: null,
      addedAt: at,
    });
    const urlSha256 = createHash('sha256').update(url).digest('hex');
    await tx.audit.append(
      by(actor, at, { type: 'webhook.endpoint-added', data: { endpointId: id, urlSha256 } }),
    );
  });
  return { endpointId: id, url, secret: shown };
}

export async function removeEndpoint(deps: EndpointDeps, endpointId: string, actor: Actor): Promise<void> {
  const at = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    if (!(await tx.webhooks.removeEndpoint(endpointId, at))) throw new DomainError('not-found');
    await tx.audit.append(by(actor, at, { type: 'webhook.endpoint-removed', data: { endpointId } }));
  });
}

/** For a day, messages carry a signature by each of the two; exchanged again meanwhile, the older of them is over. */
export async function exchangeSecret(
  deps: EndpointDeps,
  endpointId: string,
  actor: Actor,
): Promise<NewEndpoint> {
  const { shown, sealed } = await newSecret(deps, endpointId);
  const at = deps.clock.now();
  const url = await deps.database.transaction(async (tx) => {
    const endpoint = await tx.webhooks.findEndpoint(endpointId);
    if (endpoint === null) throw new DomainError('not-found');
    await tx.webhooks.exchangeSecret(endpointId, {
      secretSealed: sealed,
      previousSecretSealed: endpoint.secretSealed,
      previousUntil: new Date(at.getTime() + secretOverlapMs),
    });
    await tx.audit.append(by(actor, at, { type: 'webhook.secret-exchanged', data: { endpointId } }));
    return endpoint.url;
  });
  return { endpointId, url, secret: shown };
}

/** Answers how many messages will be sent. Receivers know them by their ids. */
export async function replayEvents(
  deps: Pick<EndpointDeps, 'database' | 'clock'>,
  wish: ReplayWish,
  endpointId: string | null,
  actor: Actor,
): Promise<number> {
  const at = deps.clock.now();
  return deps.database.transaction(async (tx) => {
    const deliveries = await tx.webhooks.replay(wish, endpointId, at);
    await tx.audit.append(by(actor, at, { type: 'webhook.replayed', data: { deliveries } }));
    return deliveries;
  });
}
