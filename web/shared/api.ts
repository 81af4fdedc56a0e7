// Speaks to the server: JSON and multipart in, typed answers or a Problem out.
import type { ProblemDocument } from '../../server/contract/problem.ts';
import type { ProblemType } from '../../server/contract/words.ts';

/** `connection-lost` is the page's own: no answer came. */
export type ClientProblemType = ProblemType | 'connection-lost';

/** A request that could not be carried out. Its wording stands in the strings, by `type`. */
export class Problem extends Error {
  readonly type: ClientProblemType;
  /** 0 when no answer came. */
  readonly status: number;
  /** Everything else the server said: `errors`, `findings`, `retryAfterSeconds`, `requestId`, … */
  readonly details: Partial<ProblemDocument>;

  constructor(type: ClientProblemType, status: number, details: Partial<ProblemDocument> = {}) {
    super(type);
    this.name = 'Problem';
    this.type = type;
    this.status = status;
    this.details = details;
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Abort it when the screen is left. */
  readonly signal?: AbortSignal;
  /** Whether sending the same thing twice does no harm. GET, PUT and DELETE always may. */
  readonly isRepeatable?: boolean;
  /** Whether the browser carries it out to its end although the page is left; for little, 64 KiB at most. */
  readonly outlivesPage?: boolean;
  /** Called before each new try; tells the person that the connection is lost. */
  readonly onRetry?: (problem: Problem) => void;
}

/** Pauses before the second, third, … try, in ms. About twelve seconds in all, then a person decides. */
const retryPausesMs = [400, 800, 1600, 3200, 6000];

/** Carries out a call. Throws `Problem`, or an AbortError when `signal` fired. Type of the answer is the caller's claim. */
export async function callApi<Answer>(call: Call): Promise<Answer> {
  const method = call.method ?? 'GET';
  const isRepeatable = call.isRepeatable ?? method !== 'POST';
  for (let attempt = 0; ; attempt++) {
    try {
      return await callOnce<Answer>(call, method);
    } catch (error) {
      const pauseMs = retryPausesMs[attempt];
      if (!(error instanceof Problem) || !isRepeatable || pauseMs === undefined || !mayPass(error))
        throw error;
      call.onRetry?.(error);
      await pause(
        error.details.retryAfterSeconds ? error.details.retryAfterSeconds * 1000 : pauseMs,
        call.signal,
      );
    }
  }
}

/** Longest wait the server may ask for before a person is told instead, in seconds. */
const longestRetryAfterSeconds = 5;

function mayPass(problem: Problem): boolean {
  if (problem.type === 'connection-lost' || problem.type === 'upload-incomplete') return true;
  const isBusy = problem.type === 'temporarily-busy' || problem.type === 'temporarily-unavailable';
  return isBusy && (problem.details.retryAfterSeconds ?? 0) <= longestRetryAfterSeconds;
}

/** An answer that takes longer counts as lost, in ms. Uploads go by phone, and are looked at before the answer. Unmeasured. */
const longestAnswerMs = { upload: 60_000, other: 20_000 } as const;

/** Ended by the screen being left (AbortError) or by the answer taking too long (connection-lost). */
async function callOnce<Answer>(call: Call, method: string): Promise<Answer> {
  const ending = new AbortController();
  const late = new Problem('connection-lost', 0);
  // a timer holds on to what it calls; signals made of signals are collected too early by some browsers
  const timer = setTimeout(
    () => ending.abort(late),
    call.form ? longestAnswerMs.upload : longestAnswerMs.other,
  );
  const onLeft = (): void => ending.abort();
  if (call.signal?.aborted) onLeft();
  call.signal?.addEventListener('abort', onLeft);
  try {
    return await readAnswer<Answer>({ ...call, signal: ending.signal }, method);
  } catch (error) {
    throw ending.signal.reason === late ? late : error;
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', onLeft);
  }
}

/** The bytes behind an address that opens once: never asked for twice by itself. */
export async function readPicture(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetchOrLose({ path, signal }, 'GET');
  if (!response.ok) throw toProblem(response.status, await readJson(response));
  return response.blob();
}

async function readAnswer<Answer>(call: Call, method: string): Promise<Answer> {
  const response = await fetchOrLose(call, method);
  if (response.status === 204) return undefined as Answer;
  const body = await readJson(response);
  if (response.ok) return body as Answer;
  throw toProblem(response.status, body);
}

async function fetchOrLose(call: Call, method: string): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: call.signal ?? null };
  if (call.outlivesPage) init.keepalive = true;
  if (call.json !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(call.json);
  } else if (call.form) {
    init.body = call.form;
  }
  try {
    return await fetch(call.path, init);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Problem('connection-lost', 0);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Problem(response.ok ? 'connection-lost' : 'internal', response.status);
  }
}

function toProblem(status: number, body: unknown): Problem {
  const details = (typeof body === 'object' && body !== null ? body : {}) as Partial<ProblemDocument>;
  const type = (details.type ?? '/problems/internal').replace('/problems/', '') as ProblemType;
  return new Problem(type, status, details);
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Left', 'AbortError'));
    });
  });
}

/** Whether this is only the screen having been left. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Anything thrown, as a Problem; errors of our own making show as `internal`. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('internal', 500);
}
