// Calls the API as a browser would: keeps cookies, parses every answer by the contract, waits when told to.
import type { z } from 'zod';
import type { Bare, Endpoint } from '../../server/contract/endpoint.ts';
import { problemDocument, type ProblemDocument } from '../../server/contract/problem.ts';

/** The server refused the request; what it said is in `problem`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument) {
    super(`${problem.status} ${problem.type}: ${problem.title}`);
    this.problem = problem;
  }
}

export interface File {
  bytes: Uint8Array;
  name: string;
  mediaType: string;
}

export interface Call<Body> {
  params?: Record<string, string | number>;
  query?: Record<string, string | number>;
  body?: Body;
  files?: readonly File[];
}

type AnswerOf<A> = A extends z.ZodType
  ? z.output<A>
  : A extends 'image' | 'file'
    ? Uint8Array
    : A extends 'redirect'
      ? string
      : undefined;

export interface Answered {
  method: string;
  path: string;
  status: number;
  ms: number;
  problem: string | null; // the problem's type
}

export interface ApiClient {
  /** Throws Refused for a problem, fetch's own TypeError when there is no connection. */
  call<P extends z.ZodType, B extends z.ZodType, A extends z.ZodType | Bare>(
    endpoint: Endpoint<P, B, A>,
    call?: Call<z.input<B>>,
  ): Promise<AnswerOf<A>>;
}

export interface ClientOptions {
  baseUrl: string;
  onAnswer?: (answered: Answered) => void;
  signal?: AbortSignal;
  /** How often a request that the server was too busy for is sent again. */
  patience?: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function pathOf(endpoint: Endpoint, params: Record<string, string | number>): string {
  return endpoint.path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function bodyOf(endpoint: Endpoint, call: Call<unknown>): RequestInit {
  if (endpoint.upload) {
    const form = new FormData();
    for (const [name, value] of Object.entries(call.body ?? {})) form.append(name, String(value));
    for (const { bytes, name, mediaType } of call.files ?? []) {
      form.append(endpoint.upload.field, new Blob([Uint8Array.from(bytes)], { type: mediaType }), name);
    }
    return { body: form };
  }
  if (call.body === undefined) return {};
  return { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } };
}

/** How long the server asks to wait, or undefined when waiting would not help. */
function retryAfterMs(response: Response, problem: ProblemDocument): number | undefined {
  if (problem.type !== '/problems/temporarily-busy') return undefined;
  return 1000 * (problem.retryAfterSeconds ?? Number(response.headers.get('retry-after') ?? 1));
}

export function createApiClient(options: ClientOptions): ApiClient {
  const { baseUrl, onAnswer, signal, patience = 20 } = options;
  const cookies = new Map<string, string>();

  async function send(endpoint: Endpoint, call: Call<unknown>): Promise<Response> {
    const query = Object.entries(call.query ?? {}).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const path = pathOf(endpoint, call.params ?? {});
    const { headers, ...rest } = bodyOf(endpoint, call);
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const startedAt = performance.now();
    const response = await fetch(
      new URL(query.length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`, baseUrl),
      {
        method: endpoint.method.toUpperCase(),
        redirect: 'manual',
        headers: { ...(headers as Record<string, string> | undefined), ...(jar && { cookie: jar }) },
        ...rest,
        ...(signal && { signal }),
      },
    );
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (name) cookies.set(name, value);
    }
    const type = response.headers.get('content-type') ?? '';
    const problem = type.startsWith('application/problem+json')
      ? problemDocument.parse(await response.clone().json()).type
      : null;
    const ms = performance.now() - startedAt;
    onAnswer?.({ method: endpoint.method.toUpperCase(), path, status: response.status, ms, problem });
    return response;
  }

  return {
    async call(endpoint, call = {}) {
      for (let again = 0; ; again++) {
        const response = await send(endpoint, call);
        if (response.status === endpoint.status) {
          if (endpoint.answer === 'nothing') return undefined as AnswerOf<typeof endpoint.answer>;
          if (endpoint.answer === 'redirect')
            return response.headers.get('location') as AnswerOf<typeof endpoint.answer>;
          if (endpoint.answer === 'image' || endpoint.answer === 'file') {
            return new Uint8Array(await response.arrayBuffer()) as AnswerOf<typeof endpoint.answer>;
          }
          return endpoint.answer.parse(await response.json()) as AnswerOf<typeof endpoint.answer>;
        }
        const problem = problemDocument.parse(await response.json());
        const waitMs = retryAfterMs(response, problem);
        if (waitMs === undefined || again >= patience) throw new Refused(problem);
        await pause(waitMs);
      }
    },
  };
}
