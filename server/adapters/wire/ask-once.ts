// One question over HTTPS; whatever goes wrong on the way is `unavailable`, and no error leaves with what was sent.
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Unavailable } from '../../ports/unavailable.ts';
import type { AskOnce, WireFailure, WireQuestion } from '../../ports/wire.ts';
import type { ClientTls, ReadClientTls } from './client-certificate.ts';

/** A real answer without a picture has less than two. */
const usualAnswerKilobytes = 256;
const longestWaitSeconds = 24 * 3600;

/** Of answers that are no JSON: what stands between us and the service speaks by the status alone. */
const whyByStatus: Readonly<Record<number, Unavailable['why']>> = {
  429: 'rate-limited',
  500: 'maintenance',
  502: 'unreachable',
  503: 'maintenance',
  504: 'unreachable',
};

const failure = (
  why: Unavailable['why'],
  retryAfterMs: number | null = null,
  billing: WireFailure['billing'] = 'unstated',
): WireFailure => ({ answer: 'unavailable', why, retryAfterMs, code: null, billing });

function retryAfterMsOf(response: IncomingMessage): number | null {
  const text = response.headers['retry-after'] ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), longestWaitSeconds) * 1000 : null;
}

/** Null when it is longer than it may be, is cut off, or is no UTF-8. */
async function textOf(response: IncomingMessage, maxKilobytes: number): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > maxKilobytes * 1024) return null; // leaving the loop destroys what is left
      text += decoder.decode(part, { stream: true });
    }
    return text + decoder.decode();
  } catch {
    return null;
  }
}

function parsed(text: string): { json: unknown; text: string } | null {
  try {
    return { json: JSON.parse(text) as unknown, text };
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const beforeSending = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
/** What the other side says of a client certificate that it does not take. */
const certificateRefused = /^ERR_SSL_.*ALERT_(.*CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

function failureOf(error: unknown): WireFailure {
  const code = codeOf(error);
  if (certificateRefused.test(code)) return failure('not-authorised');
  // where no connection came about, nobody can have billed it; where one broke off, they may have
  return failure('unreachable', null, beforeSending.includes(code) ? 'free' : 'unstated');
}

/** Resolves with the head of the answer. */
function send(
  { url, headers, body }: WireQuestion,
  tls: ClientTls | null,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  // with a certificate, a connection of its own: none is left over that was made with an older one
  const own = tls === null ? {} : { ...tls, agent: false as const };
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const asking = request(target, { method: 'POST', headers: { ...headers, ...length }, signal, ...own });
    asking.once('response', resolve);
    asking.on('error', reject);
    asking.end(body);
  });
}

export interface WireConfig {
  /** Null: no certificate of ours, and the authorities that this machine trusts. */
  readonly tls: ReadClientTls | null;
  readonly maxAnswerKilobytes?: number;
}

/** Asks once, and never again by itself. Redirects are not followed: a signed question goes nowhere else. */
export function createAskOnce({ tls, maxAnswerKilobytes = usualAnswerKilobytes }: WireConfig): AskOnce {
  return async (question, signal) => {
    const isOver = (): boolean => signal.aborted;
    if (isOver()) return failure('timeout', null, 'free');
    let response: IncomingMessage;
    try {
      response = await send(question, tls === null ? null : await tls(), signal);
    } catch (error) {
      return isOver() ? failure('timeout') : failureOf(error);
    }
    const { statusCode: status = 0, headers } = response;
    if (status >= 300 && status < 400) {
      response.destroy();
      return failure('unreachable');
    }
    const retryAfterMs = retryAfterMsOf(response);
    const text = await textOf(response, maxAnswerKilobytes);
    if (isOver()) return failure('timeout');
    const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
    const read = isJson && text !== null ? parsed(text) : null;
    if (read === null) return failure(whyByStatus[status] ?? 'bad-answer', retryAfterMs);
    const header = (name: string): string | null => {
      const value = headers[name.toLowerCase()];
      return typeof value === 'string' ? value : null;
    };
    return { answer: 'json', status, ...read, header, retryAfterMs };
  };
}

/** For services that know us by their signature alone. */
export const askOnce = createAskOnce({ tls: null });
