// `portcullis webhooks`: where a marketplace is told of changes, what waits, what was given up, and sending it again.
import { webhookSenderOf } from '../compose.ts';
import { DomainError } from '../domain/errors.ts';
import { listWebhooks } from '../features/webhooks/list-webhooks.ts';
import {
  addEndpoint,
  exchangeSecret,
  removeEndpoint,
  replayEvents,
  type EndpointDeps,
} from '../features/webhooks/manage-endpoints.ts';
import type { DeliveryView, NewEndpoint } from '../contract/webhooks.ts';
import type { TargetRefusal } from '../ports/webhook-sender.ts';
import type { ReplayWish } from '../ports/webhooks.ts';
import { atTheDatabase } from './at-the-database.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

export interface ReplayOptions {
  readonly since?: string;
  readonly id?: string;
  readonly endpoint?: string;
}

/** Whoever may run commands on the machine is not told apart. */
const actor = { kind: 'system' } as const;

/** What a refusal of an address means, for who typed it. */
const whyNot: Readonly<Record<TargetRefusal | 'there-already', string>> = {
  malformed: 'it is no address',
  'has-credentials': 'an address with a password in it would stand in lists and logs',
  'not-https': 'only https is sent to (and http to this machine, with WEBHOOK_LOOPBACK=yes)',
  unresolved: 'its name has no address',
  private: 'it leads into a private network; WEBHOOK_NETWORKS allows some',
  'there-already': 'it is there already',
};

async function withEndpoints<T>(
  environment: Environment,
  work: (deps: EndpointDeps) => Promise<T>,
): Promise<T> {
  try {
    return await atTheDatabase(environment, async (tools, config) =>
      work({ ...tools, keys: await tools.keys(), sender: webhookSenderOf(config) }),
    );
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.type === 'not-found') throw new Error('there is no such endpoint', { cause: error });
    const [fault] = (error.data['errors'] ?? []) as readonly { code: keyof typeof whyNot }[];
    const why = fault === undefined ? error.type : whyNot[fault.code];
    throw new Error(`nothing would be sent there: ${why}`, { cause: error });
  }
}

function printSecret({ endpointId, url, secret }: NewEndpoint, print: Print): void {
  print(secret);
  print(`${endpointId} ${url}. The secret is shown this once; the receiver verifies messages with it.`);
}

export async function printNewEndpoint(environment: Environment, url: string, print: Print): Promise<void> {
  printSecret(await withEndpoints(environment, (deps) => addEndpoint(deps, url, actor)), print);
}

export async function printNewSecret(environment: Environment, id: string, print: Print): Promise<void> {
  printSecret(await withEndpoints(environment, (deps) => exchangeSecret(deps, id, actor)), print);
  print('For a day messages are signed with the old secret, too.');
}

export async function removeOneEndpoint(environment: Environment, id: string, print: Print): Promise<void> {
  await withEndpoints(environment, (deps) => removeEndpoint(deps, id, actor));
  print(`${id} is told of nothing any more.`);
}

const lineOf = ({ eventId, applicationId, sequence, state, tries, answer, dueAt }: DeliveryView): string =>
  `  ${eventId}  ${applicationId} no. ${sequence} ${state}  ${tries} tries, last answer ${answer ?? 'none'}, due ${dueAt}`;

export async function printWebhooks(environment: Environment, print: Print): Promise<void> {
  const { endpoints, waiting, givenUp } = await atTheDatabase(environment, listWebhooks);
  if (endpoints.length === 0) print('There is no endpoint.');
  for (const one of endpoints) {
    const state = one.disabledAt === null ? '' : `  disabled ${one.disabledAt}: it answered that it is gone`;
    print(
      `${one.endpointId}  ${one.url}  ${one.delivered} delivered, ${one.waiting} waiting, ${one.givenUp} given up${state}`,
    );
  }
  if (waiting.length > 0) print('Waiting:');
  for (const one of waiting) print(lineOf(one));
  if (givenUp.length > 0) print('Given up (webhooks replay --id sends one again):');
  for (const one of givenUp) print(lineOf(one));
}

function readWish({ since, id }: ReplayOptions): ReplayWish {
  if ((since === undefined) === (id === undefined)) throw new Error('name one of --since and --id');
  if (id !== undefined) return { id };
  const moment = new Date(since ?? '');
  if (Number.isNaN(moment.getTime())) throw new Error('--since takes a time such as 2026-11-23T08:00:00Z');
  return { since: moment };
}

export async function replayWebhooks(
  environment: Environment,
  options: ReplayOptions,
  print: Print,
): Promise<void> {
  const wish = readWish(options);
  const deliveries = await atTheDatabase(environment, (tools) =>
    replayEvents(tools, wish, options.endpoint ?? null, actor),
  );
  print(`${deliveries} messages will be sent by the running server, each under its own id as before.`);
}
