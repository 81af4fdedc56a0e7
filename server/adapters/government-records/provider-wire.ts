// One question over HTTPS; whatever goes wrong on the way is `unavailable`, and no error leaves with what was sent.
import type { Unavailable } from '../../ports/unavailable.ts';
import type { WireAnswer, WireQuestion } from '../../ports/wire.ts';
import { trouble, type Trouble } from './provider-records.ts';

/** A real answer has less than two. */
const maxAnswerKilobytes = 256;
const longestWaitSeconds = 24 * 3600;

/** Of answers that are no JSON: what stands between us and the provider speaks by the status alone. */
const whyByStatus: Readonly<Record<number, Unavailable['why']>> = {
  429: 'rate-limited',
  500: 'maintenance',
  502: 'unreachable',
  503: 'maintenance',
  504: 'unreachable',
};

function retryAfterMsOf(response: Response): number | null {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), longestWaitSeconds) * 1000 : null;
}

/** Null when it is longer than any real answer, is cut off, or is no UTF-8. */
async function textOf(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
      if (done) return text + decoder.decode();
      bytes += value?.length ?? 0;
      if (bytes > maxAnswerKilobytes * 1024) {
        await reader.cancel();
        return null;
      }
      text += decoder.decode(value, { stream: true });
    }
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

const beforeSending = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** No connection came about, so nobody can have billed it. Where one broke off, they may have. */
function wasNeverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && beforeSending.includes(String(cause.code));
}

/** Asks once, and never again by itself. Redirects are not followed: a signed question goes nowhere else. */
export async function askOnce(question: WireQuestion, signal: AbortSignal): Promise<WireAnswer | Trouble> {
  let response: Response;
  try {
    const { url, headers, body } = question;
    response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
  } catch (error) {
    if (signal.aborted) return trouble('timeout');
    return trouble('unreachable', null, null, wasNeverSent(error) ? 'free' : 'unstated');
  }
  const retryAfterMs = retryAfterMsOf(response);
  const text = await textOf(response);
  if (signal.aborted) return trouble('timeout');
  const isJson = /^application\/json\s*(;|$)/i.test(response.headers.get('content-type') ?? '');
  const read = isJson && text !== null ? parsed(text) : null;
  if (read === null) return trouble(whyByStatus[response.status] ?? 'bad-answer', null, retryAfterMs);
  const header = (name: string): string | null => response.headers.get(name);
  return { answer: 'json', status: response.status, ...read, header, retryAfterMs };
}
