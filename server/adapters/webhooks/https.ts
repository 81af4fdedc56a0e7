// Sends signed messages over HTTPS, to the very address that was looked at.
import { lookup, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type {
  SendingAnswer,
  SendingFault,
  TargetRefusal,
  WebhookMessage,
  WebhookSender,
} from '../../ports/webhook-sender.ts';
import { networksOf, type Networks } from './networks.ts';
import { signedHeaders } from './signature.ts';

/** All addresses of a name; rejects when there are none. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

export interface SenderConfig {
  /** For development: this machine, and plain http to it. */
  readonly allowsLoopback: boolean;
  /** Networks in CIDR form that are reached although they are not public. */
  readonly allowedNetworks: readonly string[];
  /** From looking up the name to the status line. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
}

/** Standard Webhooks recommends 15 to 30 s. */
const usualTimeoutMs = 15_000;

const systemResolve: Resolve = (name) =>
  new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

class Refused extends Error {
  readonly why: TargetRefusal;
  constructor(why: TargetRefusal) {
    super(`not sent: ${why}`);
    this.why = why;
  }
}

function readTarget(text: string): URL {
  if (!URL.canParse(text)) throw new Refused('malformed');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Refused('not-https');
  if (url.username !== '' || url.password !== '') throw new Refused('has-credentials');
  return url;
}

/** Where the name leads now; throws `Refused` when any of it is out of bounds. Plain http goes to this machine alone. */
async function addressesOf(
  url: URL,
  networks: Networks,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const found =
    isIP(name) !== 0
      ? [{ address: name, family: isIP(name) }]
      : await resolve(name).catch(() => {
          throw new Refused('unresolved');
        });
  if (found.length === 0) throw new Refused('unresolved');
  const isHttps = url.protocol === 'https:';
  if (!isHttps && !found.every(({ address }) => networks.isLoopback(address))) throw new Refused('not-https');
  if (!found.every(({ address }) => networks.isAllowed(address))) throw new Refused('private');
  return found;
}

/** Answers what was looked at and nothing else, whatever the name would be answered with now. */
const pinnedTo = (addresses: readonly LookupAddress[]): LookupFunction => {
  const [first = { address: '', family: 0 }] = addresses;
  return (_name, options, callback) => {
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
};

function faultOf(error: unknown): SendingFault {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'no-answer-in-time';
  const text = String(code);
  if (text.startsWith('HPE_')) return 'no-http';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(text)) return 'not-trusted';
  return 'no-connection';
}

function statusOf(
  url: URL,
  message: WebhookMessage,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<number> {
  const body = Buffer.from(message.body, 'utf8');
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method: 'POST',
      // a connection of its own: none is reused that was made to another address
      agent: false,
      lookup: pinnedTo(addresses),
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': 'Portcullis-Webhooks/1',
        ...signedHeaders(message.id, message.at, message.body, message.secrets),
      },
    });
    asking.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      // whatever follows is of no use, however long it is
      response.destroy();
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** Throws for a network that is none. */
export function createHttpsWebhookSender(config: SenderConfig): WebhookSender {
  const { allowsLoopback, allowedNetworks: allowed, timeoutMs = usualTimeoutMs } = config;
  const { resolve = systemResolve } = config;
  const networks = networksOf({ allowsLoopback, allowed });

  return {
    async refusalOf(text) {
      try {
        await addressesOf(readTarget(text), networks, resolve);
        return null;
      } catch (error) {
        if (error instanceof Refused) return error.why;
        throw error;
      }
    },

    async send(message, signal): Promise<SendingAnswer> {
      signal.throwIfAborted();
      const ending = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const url = readTarget(message.url);
        const addresses = await withinTime(addressesOf(url, networks, resolve), ending);
        return { status: await statusOf(url, message, addresses, ending) };
      } catch (error) {
        signal.throwIfAborted();
        return error instanceof Refused ? { refused: error.why } : { fault: faultOf(error) };
      }
    },
  };
}

/** Looking up a name cannot be stopped; its answer is not waited for any longer. */
async function withinTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
