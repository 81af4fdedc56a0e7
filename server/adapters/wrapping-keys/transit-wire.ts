// How a transit engine (OpenBao, Vault) is asked: with a token, bounded in time, once more when it is busy.
import { readFile } from 'node:fs/promises';
import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { z } from 'zod';
import type { Sensitive } from '../../domain/sensitive.ts';
import { WrappingUnavailable } from '../../ports/wrapping-keys.ts';

export interface TransitConfig {
  readonly url: string;
  readonly mount: string;
  readonly key: string;
  readonly namespace: string | null;
  readonly token: { readonly value: Sensitive<string> } | { readonly file: string };
  /** For each attempt; there are two. */
  readonly timeoutMs?: number;
}

/** `errors`: in the engine's words, which say nothing of what was asked about. */
export interface TransitAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly string[];
}

/** Somebody waits before a page. */
const usualTimeoutMs = 3000;
const pauseMs = 100;
const mostBytes = 64 * 1024;

const envelope = z.object({ data: z.unknown().optional(), errors: z.array(z.string()).optional() });

/** Read for each question, so that a new token holds at once. Says nothing of what stands in the file. */
async function tokenOf(token: TransitConfig['token']): Promise<string> {
  const text =
    'value' in token ? token.value.reveal() : await readFile(token.file, 'utf8').then(String, () => '');
  const word = text.trim();
  if (!/^[\x21-\x7e]{1,4096}$/.test(word)) throw new WrappingUnavailable('token-unreadable');
  return word;
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > mostBytes) throw new WrappingUnavailable('bad-answer');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function read(status: number, text: string): TransitAnswer {
  if (status === 204) return { status, data: null, errors: [] };
  try {
    const { data = null, errors = [] } = envelope.parse(JSON.parse(text));
    return { status, data, errors };
  } catch {
    throw new WrappingUnavailable('bad-answer');
  }
}

const failureOf = (error: unknown): WrappingUnavailable => {
  if (error instanceof WrappingUnavailable) return error;
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return new WrappingUnavailable(isLate ? 'timeout' : 'unreachable');
};

const again = retry(
  handleWhen((error) => error instanceof WrappingUnavailable && ['unreachable', 'busy'].includes(error.code)),
  { maxAttempts: 1, backoff: new ConstantBackoff(pauseMs) },
);

export interface TransitWire {
  /** Of 200, 204, 400, 403 and 404 in the engine's form; all else is `WrappingUnavailable`. */
  ask(verb: 'encrypt' | 'decrypt', body: Readonly<Record<string, string>>): Promise<TransitAnswer>;
  /** Not again when it is busy, and no longer than the signal. */
  askOnce(
    verb: 'encrypt' | 'decrypt',
    body: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<TransitAnswer>;
  readKey(): Promise<TransitAnswer>;
  rotate(): Promise<TransitAnswer>;
}

const answers = [200, 204, 400, 403, 404];

export function createTransitWire(config: TransitConfig): TransitWire {
  const base = `${config.url.replace(/\/+$/, '')}/v1/${config.mount.replace(/\/+$/, '')}`;
  const key = encodeURIComponent(config.key);

  async function once(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    signals: readonly AbortSignal[] = [],
  ): Promise<TransitAnswer> {
    const headers = {
      'x-vault-token': await tokenOf(config.token),
      'x-vault-request': 'true', // an agent on the way may demand it
      ...(config.namespace === null ? {} : { 'x-vault-namespace': config.namespace }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    };
    try {
      const response = await fetch(`${base}/${path}`, {
        method,
        headers,
        body: body === null ? null : JSON.stringify(body),
        redirect: 'error', // the token goes nowhere else
        signal: AbortSignal.any([AbortSignal.timeout(config.timeoutMs ?? usualTimeoutMs), ...signals]),
      });
      const text = await textOf(response);
      if (response.status === 429 || response.status >= 500) throw new WrappingUnavailable('busy');
      if (!answers.includes(response.status)) throw new WrappingUnavailable('bad-answer');
      return read(response.status, text);
    } catch (error) {
      throw failureOf(error);
    }
  }

  return {
    ask: (verb, body) => again.execute(() => once('POST', `${verb}/${key}`, body)),
    askOnce: (verb, body, signal) => once('POST', `${verb}/${key}`, body, [signal]),
    readKey: () => again.execute(() => once('GET', `keys/${key}`, null)),
    rotate: () => once('POST', `keys/${key}/rotate`, {}),
  };
}
